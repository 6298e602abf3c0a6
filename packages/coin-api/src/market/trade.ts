import { encodeBase58 } from '@etagged/pumpfun'
import type { MarketCoin } from './coin.ts'
import type { Creator } from './creators.ts'
import type { Reserves } from './curve.ts'
import { integerBetween, randomFrom, seedAt } from './prng.ts'

/** A trade that happened. */
export interface MarketTrade {
  readonly mint: string
  /** Lamports that changed hands; never negative, 0 when there was nothing to sell. */
  readonly lamports: number
  /** 1e-6 token that changed hands; never negative. */
  readonly tokens: number
  readonly isBuy: boolean
  /** ms since the epoch. */
  readonly at: number
  readonly trader: Creator
  /** Names the transaction: no two trades of a market share it. */
  readonly id: number
}

/** What changed hands between two states of a coin. */
export function exchanged(
  before: MarketCoin,
  after: MarketCoin,
): Pick<MarketTrade, 'lamports' | 'tokens'> {
  // A purchase that ends the curve ends on the curve; the pool is filled by the platform.
  const [from, to] = before.pool && after.pool ? [before.pool, after.pool] : curvesOf(before, after)
  return { lamports: Math.abs(to.sol - from.sol), tokens: Math.abs(to.token - from.token) }
}

function curvesOf(before: MarketCoin, after: MarketCoin): readonly [Reserves, Reserves] {
  return [before.curve, after.curve]
}

/** SOL for one whole token. */
export function priceOf({ marketCap }: MarketCoin): number {
  return marketCap / 1e9
}

/** The invented signature of a trade's transaction: base58 of 64 bytes. */
export function signatureOf({ id, at }: MarketTrade): string {
  const random = randomFrom(seedAt(Math.floor(at / 1000), id))
  return encodeBase58(Uint8Array.from({ length: 64 }, () => integerBetween(random, 0, 255)))
}

const SLOT = 400

/** The slot of the chain at an instant (ms since the epoch): one begins every 400 ms. */
export function slotAt(instant: number): number {
  return Math.max(0, Math.floor((instant - Date.UTC(2022, 3, 1)) / SLOT))
}
