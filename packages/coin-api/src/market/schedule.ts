import { randomFrom, seedAt } from './prng.ts'

/** One trade to come. */
export interface ScheduledTrade {
  /** Which of the trending coins: 0 is the busiest. */
  readonly rank: number
  /** Lamports; negative for a sale. */
  readonly lamports: number
}

/** How many coins trade by themselves; all others are idle. */
export const TRENDING_COUNT = 40

const LEAST = 10_000_000
const MOST = 2_500_000_000

// Zipf's law: the coin of rank r trades in proportion to 1 / r.
const WEIGHTS = Array.from({ length: TRENDING_COUNT }, (_, rank) => 1 / (rank + 1))
const TOTAL_WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight, 0)

/** The trade with this number (0, 1, 2, …). A function of seed and number alone. */
export function scheduledTrade(seed: number, index: number): ScheduledTrade {
  const random = randomFrom(seedAt(seed, index))
  const rank = rankAt(random() * TOTAL_WEIGHT)
  const amount = Math.round(LEAST * (MOST / LEAST) ** random())
  return { rank, lamports: random() < 0.52 ? amount : -amount }
}

function rankAt(position: number): number {
  let rest = position
  const rank = WEIGHTS.findIndex((weight) => (rest -= weight) < 0)
  return rank === -1 ? TRENDING_COUNT - 1 : rank
}
