import * as v from 'valibot'
import { type CoinRow, rowEntries } from './coin-list.ts'
import { objectOf } from './object-of.ts'

/** One row of `GET /coins/for-you`: a list row with the answer's id. */
export interface RecommendedCoin extends CoinRow {
  /** The same in each row of one answer and new in each answer, so no two answers share an ETag. */
  readonly rec_id: string
}

/** Reads what the type of this name says. */
export const RecommendedCoin: v.GenericSchema<unknown, RecommendedCoin> = objectOf<RecommendedCoin>(
  { ...rowEntries, rec_id: v.string() },
)

/** Reads the answer of `GET /coins/for-you`: a bare array. */
export const RecommendedCoinList: v.GenericSchema<unknown, readonly RecommendedCoin[]> =
  v.array(RecommendedCoin)
