/** Numbers that look random and follow from a seed. */
export interface Random {
  /** An integer from 0 up to, but not including, `bound`. */
  below(bound: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
}

/** A 32-bit generator after Marsaglia's xorshift, its output scrambled by a multiplication. */
export function createRandom(seed: number): Random {
  // Neighbouring seeds must not begin alike, and zero would stay zero.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1

  function next(): number {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (Math.imul(state, 0x2545f491) >>> 0) / 2 ** 32
  }
  for (let warming = 0; warming < 4; warming++) next()

  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (from) => from[below(from.length)] ?? from[0],
  }
}
