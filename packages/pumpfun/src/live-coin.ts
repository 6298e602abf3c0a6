import * as v from 'valibot'
import { type CoinRow, rowEntries } from './coin-list.ts'
import { absentable, objectOf } from './object-of.ts'

/** One row of `GET /coins/currently-live`: a list row with its live stream. */
export interface LiveCoin extends CoinRow {
  /** URL of a picture of the stream. */
  readonly thumbnail?: string
  /** When that picture was taken; ms since the epoch. */
  readonly thumbnail_updated_at?: number
  /** How many watch. */
  readonly num_participants?: number
  /** Weight against the stream in rankings. */
  readonly downrank_score?: number
  /** Free text. */
  readonly livestream_title?: string
}

/** Reads what the type of this name says. */
export const LiveCoin: v.GenericSchema<unknown, LiveCoin> = objectOf<LiveCoin>({
  ...rowEntries,
  thumbnail: absentable(v.string()),
  thumbnail_updated_at: absentable(v.number()),
  num_participants: absentable(v.number()),
  downrank_score: absentable(v.number()),
  livestream_title: absentable(v.string()),
})

/** Reads the answer of `GET /coins/currently-live`: a bare array. */
export const LiveCoinList: v.GenericSchema<unknown, readonly LiveCoin[]> = v.array(LiveCoin)
