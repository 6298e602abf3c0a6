import * as v from 'valibot'
import { type Coin, coinEntries } from './coin.ts'
import { absentable, type Entries, objectOf } from './object-of.ts'

/**
 * One row of `GET /coins`. A row is not a coin: it adds the creator's name and picture and lacks
 * what only a single-coin answer carries, so it may stand in for a coin while that loads but must
 * never be kept as that coin's response.
 */
export interface CoinRow extends Omit<Coin, 'mayhem' | 'security_verdict'> {
  /** The creator's display name. */
  readonly username?: string
  /** URL of the creator's picture. */
  readonly profile_image?: string
}

const { mayhem: _mayhem, security_verdict: _verdict, ...sharedEntries } = coinEntries

/** A schema for each field of a row; rows of special lists add to them. */
export const rowEntries: Entries<CoinRow> = {
  ...sharedEntries,
  username: absentable(v.string()),
  profile_image: absentable(v.string()),
}

/** Reads what the type of this name says. */
export const CoinRow: v.GenericSchema<unknown, CoinRow> = objectOf(rowEntries)

/** Reads the answer of `GET /coins`: a bare array, no envelope, no total. */
export const CoinList: v.GenericSchema<unknown, readonly CoinRow[]> = v.array(CoinRow)
