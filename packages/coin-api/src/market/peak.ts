import { type Identity, wholeSeconds } from './coin.ts'
import { randomFrom, seedAt, seedOf } from './prng.ts'

/** The highest point of a coin's invented past. */
export interface Peak {
  /** SOL, at least the market cap that it led to. */
  readonly marketCap: number
  /** ms since the epoch, whole seconds. */
  readonly at: number
}

/**
 * Where a coin stood highest before it came to `marketCap` (SOL) at `lastTradeAt` (ms since the
 * epoch): up to 2.2 times as high, but below `most`.
 */
export function peakBefore(
  seed: number,
  { mint, createdAt }: Identity,
  now: { readonly marketCap: number; readonly lastTradeAt: number; readonly most: number },
): Peak {
  const random = randomFrom(seedAt(seed, seedOf(mint)))
  const wanted = now.marketCap * (1.05 + 1.15 * random() ** 2)
  const at = wholeSeconds(createdAt + (now.lastTradeAt - createdAt) * (0.1 + 0.85 * random()))
  return { marketCap: Math.max(now.marketCap, Math.min(wanted, now.most)), at }
}
