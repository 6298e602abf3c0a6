import * as v from 'valibot'
import { Mint } from './mint.ts'
import { absentable, objectOf } from './object-of.ts'

/** Minutes that one candle may span. */
export type Timeframe = 1 | 5 | 15 | 60 | 240 | 1440

/** What happened to a price within one span of time. Its time is in SECONDS. */
export interface Candle {
  /** The coin's address. */
  readonly mint: string
  /** Where the span begins; SECONDS since the epoch, a multiple of the timeframe. */
  readonly timestamp: number
  /** First price; SOL for one whole token. */
  readonly open: number
  /** Highest price; SOL for one whole token. */
  readonly high: number
  /** Lowest price; SOL for one whole token. */
  readonly low: number
  /** Last price; SOL for one whole token. */
  readonly close: number
  /** Traded within the span; probably lamports, the service does not say. */
  readonly volume: number
  /** Number of a block's slot in the span. */
  readonly slot?: number
  /** Is the span 5 minutes? */
  readonly is_5_min?: boolean
  /** Is the span 1 minute? */
  readonly is_1_min?: boolean
}

/** The query of `GET /candlesticks/:mint`. */
export interface CandleParams {
  /** Base58, 32 bytes. */
  readonly mint: string
  /** Minutes a candle. @default 5 */
  readonly timeframe?: Timeframe
  /** Candles, 1 to 1,000. @default 1000 */
  readonly limit?: number
  /** Newest candles to skip. @default 0 */
  readonly offset?: number
}

/** Reads what the type of this name says. */
export const Timeframe: v.GenericSchema<unknown, Timeframe> = v.picklist([1, 5, 15, 60, 240, 1440])

/** Reads what the type of this name says. */
export const Candle: v.GenericSchema<unknown, Candle> = objectOf<Candle>({
  mint: Mint,
  timestamp: v.number(),
  open: v.number(),
  high: v.number(),
  low: v.number(),
  close: v.number(),
  volume: v.number(),
  slot: absentable(v.number()),
  is_5_min: absentable(v.boolean()),
  is_1_min: absentable(v.boolean()),
})

/** Reads the answer of `GET /candlesticks/:mint`: a bare array. */
export const CandleList: v.GenericSchema<unknown, readonly Candle[]> = v.array(Candle)
