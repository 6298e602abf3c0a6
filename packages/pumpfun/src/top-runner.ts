import * as v from 'valibot'
import { Coin } from './coin.ts'
import { absentable, objectOf } from './object-of.ts'

/** One entry of `GET /coins/top-runners`: a coin that a curator chose. */
export interface TopRunner {
  /** The whole coin, and no list row. */
  readonly coin: Coin
  /** Why; free text. */
  readonly description?: string
  /** Wallet address of the curator. */
  readonly modifiedBy?: string
}

/** Reads what the type of this name says. */
export const TopRunner: v.GenericSchema<unknown, TopRunner> = objectOf<TopRunner>({
  coin: Coin,
  description: absentable(v.string()),
  modifiedBy: absentable(v.string()),
})

/** Reads the answer of `GET /coins/top-runners`: a bare array. */
export const TopRunnerList: v.GenericSchema<unknown, readonly TopRunner[]> = v.array(TopRunner)
