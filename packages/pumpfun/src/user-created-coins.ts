import * as v from 'valibot'
import { CoinList, type CoinRow } from './coin-list.ts'
import { objectOf } from './object-of.ts'

/** A page of the coins that one user made: the only coin list in an envelope. */
export interface UserCreatedCoins {
  /** The rows of this page. */
  readonly coins: readonly CoinRow[]
  /** How many coins the user made, over all pages. */
  readonly count: number
}

/** Reads what the type of this name says. */
export const UserCreatedCoins: v.GenericSchema<unknown, UserCreatedCoins> =
  objectOf<UserCreatedCoins>({ coins: CoinList, count: v.number() })
