import { MINUTE } from './candle.ts'
import { randomFrom, seedAt } from './prng.ts'

// From slow and large to quick and small: minutes, and parts of the price.
const WAVES = [
  { minutes: 2880, size: 0.22 },
  { minutes: 720, size: 0.14 },
  { minutes: 180, size: 0.09 },
  { minutes: 45, size: 0.055 },
  { minutes: 12, size: 0.035 },
  { minutes: 4, size: 0.02 },
  { minutes: 1, size: 0.012 },
]

/**
 * A restless line around zero, never beyond 0.6: a function of seed and instant (ms since the
 * epoch). Asked in order of time it is quick.
 */
export function createNoise(seed: number): (instant: number) => number {
  const waves = WAVES.map(({ minutes, size }) => createWave(seed ^ minutes, minutes * MINUTE, size))
  return (instant) => waves.reduce((sum, wave) => sum + wave(instant), 0)
}

function createWave(seed: number, length: number, size: number): (instant: number) => number {
  let knot = Number.NaN
  let [from, to] = [0, 0]
  return (instant) => {
    const position = instant / length
    const current = Math.floor(position)
    if (current !== knot) {
      from = knotOf(seed, current)
      to = knotOf(seed, current + 1)
      knot = current
    }
    return size * mix(from, to, position - current)
  }
}

function knotOf(seed: number, index: number): number {
  return randomFrom(seedAt(seed, index))() * 2 - 1
}

/** The point between two values at this part (0 to 1) of the way. */
export function mix(from: number, to: number, part: number): number {
  return from + (to - from) * part
}
