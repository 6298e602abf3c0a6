/** Instants at which an origin's data changes, in ms from the beginning and in their order. */
export type Changes = readonly number[]

/** Draws the changes of so many ms; the same seed draws the same. */
export type DrawChanges = (length: number, seed: number) => Changes

const SLOT = 5000

/** A process without memory: a slot of 5 s has a change, or several, with this probability. */
export function poisson(probability: number): DrawChanges {
  const gap = -SLOT / Math.log(1 - probability)
  return (length, seed) => arrivals({ from: 0, to: length, gap, chance: chancesOf(seed) })
}

/** One change in each slot of 5 s, somewhere in it. */
export const inEachSlot: DrawChanges = (length, seed) => {
  const chance = chancesOf(seed)
  return Array.from({ length: Math.floor(length / SLOT) }, (_, slot) => (slot + chance()) * SLOT)
}

/** A minute, on average, with a change every 5 s; then 3 without any. */
export const bursts: DrawChanges = (length, seed) => {
  const chance = chancesOf(seed)
  const changes: number[] = []
  let isBusy = false
  for (let from = 0; from < length; isBusy = !isBusy) {
    const lasting = exponential(isBusy ? 60_000 : 180_000, chance)
    const to = Math.min(length, from + lasting)
    if (isBusy) changes.push(...arrivals({ from, to, gap: SLOT, chance }))
    from = to
  }
  return changes
}

interface Stretch {
  readonly from: number
  readonly to: number
  /** Between two changes, on average. */
  readonly gap: number
  readonly chance: () => number
}

function arrivals({ from, to, gap, chance }: Stretch): number[] {
  const changes: number[] = []
  for (let at = from + exponential(gap, chance); at < to; at += exponential(gap, chance)) {
    changes.push(at)
  }
  return changes
}

function exponential(mean: number, chance: () => number): number {
  return -mean * Math.log(1 - chance())
}

/** Numbers of 0 up to 1: a Lehmer generator, whose first numbers tell too much of the seed. */
function chancesOf(seed: number): () => number {
  const modulus = 2 ** 31 - 1
  let state = (seed * 7919) % modulus
  const next = (): number => {
    state = (state * 48_271) % modulus
    return (state - 1) / (modulus - 1)
  }
  for (let skipped = 0; skipped < 10; skipped++) next()
  return next
}
