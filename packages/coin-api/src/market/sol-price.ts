import { randomFrom, seedAt } from './prng.ts'

/** The price stands still for this long; ms. */
export const SOL_PRICE_STEP = 30_000

const BASE = 140.25
const STEPS_PER_SWING = 40

/**
 * USD for one SOL at an instant (ms since the epoch), to the cent: slow swings of up to 3 % with a
 * little noise. A function of seed and time alone, so no history has to be kept.
 */
export function solPriceAt(seed: number, instant: number): number {
  const step = Math.floor(instant / SOL_PRICE_STEP)
  const swing = Math.floor(step / STEPS_PER_SWING)
  const within = step / STEPS_PER_SWING - swing
  const slow = noise(seed, swing) * (1 - within) + noise(seed, swing + 1) * within
  const price = BASE * (1 + 0.03 * slow + 0.001 * noise(~seed, step))
  return Math.round(price * 100) / 100
}

/** The start of the step that an instant lies in; ms since the epoch. */
export function solPriceTakenAt(instant: number): number {
  return Math.floor(instant / SOL_PRICE_STEP) * SOL_PRICE_STEP
}

function noise(seed: number, index: number): number {
  return randomFrom(seedAt(seed, index))() * 2 - 1
}
