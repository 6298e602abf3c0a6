import { chosenSeed } from './chosen.test-seed.ts'

/** Numbers that look random and follow from a seed. */
export interface SeededRandom {
  readonly seed: number
  /** An integer from 0 up to, but not including, `bound`. */
  below(bound: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  shuffled<T>(items: readonly T[]): T[]
}

export function seededRandom(seed: number = chosenSeed()): SeededRandom {
  let state = seed

  /** A Weyl sequence, mixed as in MurmurHash3. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }

  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    seed,
    below,
    chance: (probability) => next() < probability,
    shuffled<T>(items: readonly T[]) {
      const left = [...items]
      return items.flatMap(() => left.splice(below(left.length), 1))
    },
  }
}
