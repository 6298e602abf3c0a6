/** A stream of pseudo-random numbers in [0, 1). Not for secrets. */
export type Random = () => number

/** The stream of a seed (mulberry32): equal seeds give equal streams on every platform. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A seed for item `index` of the sequence that `seed` names, so that item 1,000,000 costs as much
 * as item 1.
 */
export function seedAt(seed: number, index: number): number {
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)
  return Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2d) | 0
}

/** A whole number from `least` to `most`, both included. */
export function integerBetween(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** One of `items`. Throws RangeError when there is none. */
export function pickFrom<T>(random: Random, items: readonly T[]): T {
  const index = Math.floor(random() * items.length)
  const [item] = items.slice(index, index + 1)
  if (item === undefined) throw new RangeError('There is nothing to pick from')
  return item
}

/** A seed that stands for this text (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash
}
