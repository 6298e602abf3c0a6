import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** The price of one SOL, as `GET /sol-price` answers. */
export interface SolPrice {
  /** USD for one SOL. */
  readonly solPrice: number
  /** When the price was taken; ms since the epoch. Since 2026. */
  readonly asOfTimestamp?: number
  /** True when the server could not refresh its price. Since 2026. */
  readonly stale?: boolean
}

/** Reads what the type of this name says. */
export const SolPrice: v.GenericSchema<unknown, SolPrice> = objectOf<SolPrice>({
  solPrice: v.number(),
  asOfTimestamp: absentable(v.number()),
  stale: absentable(v.boolean()),
})
