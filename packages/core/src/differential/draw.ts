/** Chance that follows from a seed, by the hundred thousand: fast-check takes five times as long. */
export interface Draw {
  oneIn(many: number): boolean
  pick<T>(from: readonly T[]): T
}

export function createDraw(seed: number): Draw {
  let state = Math.imul(seed, 0x9e3779b1)

  /** A step, mixed so that neighbouring seeds do not begin alike. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }

  return {
    oneIn: (many) => next() * many < 1,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
  }
}
