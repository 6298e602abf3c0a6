import type { By } from '../oracle/calls.ts'
import { createRandom, type Random } from '../world/random.ts'

/** One thing that somebody, or fate, does. `tab` counts from 0. */
export type Step =
  | {
      readonly do: 'json' | 'fetch' | 'peek' | 'peekMemory' | 'write'
      readonly tab: number
      readonly path: number
    }
  | {
      /** Of what is everyone's. */
      readonly do: 'json for all' | 'peek for all'
      readonly tab: number
      readonly path: number
    }
  | {
      readonly do: 'invalidate' | 'remove'
      readonly tab: number
      readonly path: number
      /** Absent: its URL. */
      readonly by?: By
    }
  | { readonly do: 'abortable read'; readonly tab: number; readonly path: number }
  | { readonly do: 'abort' }
  | { readonly do: 'sign in'; readonly tab: number; readonly user: number }
  | { readonly do: 'sign out'; readonly tab: number; readonly keep: boolean }
  | { readonly do: 'crash' | 'reload'; readonly tab: number }
  | { readonly do: 'freeze'; readonly tab: number }
  | { readonly do: 'wake'; readonly tab: number; readonly how: 'restored' | 'resumed' | 'shown' }
  | { readonly do: 'change cookie'; readonly user: number }
  | { readonly do: 'write elsewhere'; readonly path: number }
  | { readonly do: 'evict' | 'damage'; readonly user: number }
  | { readonly do: 'clear site data' }
  | { readonly do: 'fault'; readonly fault: 'refused' | 'done-but-failed' | 'hung' }
  | { readonly do: 'lose answers'; readonly count: number }
  | { readonly do: 'wait'; readonly seconds: number; readonly settled: boolean }
  | { readonly do: 'set clock'; readonly seconds: number }

/** What history lets happen after a step: each number picks one of the events that can happen. */
export interface Moment {
  readonly step: Step
  readonly picks: readonly number[]
}

/** A history, and the circumstances in which it happens. Plain data: it can be kept and replayed. */
export interface History {
  readonly byCookie: boolean
  /** Memory holds about two responses. */
  readonly tinyMemory: boolean
  /** What was done is heard of later. */
  readonly slowDisk: boolean
  /** Other tabs hear nothing of an end but by messages. */
  readonly silentDisk: boolean
  readonly moments: readonly Moment[]
}

export const USERS: readonly [string, string, null] = ['alice', 'bob', null]
export const TABS = 3

const LENGTH = 40

interface Kind {
  readonly weight: number
  readonly make: (random: Random) => Step
}

const tab = (random: Random): number => random.below(TABS)
const path = (random: Random): number => random.below(3)
const by = (random: Random): By => random.pick(['url', 'tag'])

const kinds: readonly Kind[] = [
  { weight: 22, make: (r) => ({ do: 'json', tab: tab(r), path: path(r) }) },
  { weight: 6, make: (r) => ({ do: 'fetch', tab: tab(r), path: path(r) }) },
  { weight: 3, make: (r) => ({ do: 'peek', tab: tab(r), path: path(r) }) },
  { weight: 3, make: (r) => ({ do: 'peekMemory', tab: tab(r), path: path(r) }) },
  { weight: 8, make: (r) => ({ do: 'json for all', tab: tab(r), path: path(r) }) },
  { weight: 2, make: (r) => ({ do: 'peek for all', tab: tab(r), path: path(r) }) },
  { weight: 8, make: (r) => ({ do: 'write', tab: tab(r), path: path(r) }) },
  { weight: 3, make: (r) => ({ do: 'invalidate', tab: tab(r), path: path(r), by: by(r) }) },
  { weight: 2, make: (r) => ({ do: 'remove', tab: tab(r), path: path(r), by: by(r) }) },
  { weight: 3, make: (r) => ({ do: 'abortable read', tab: tab(r), path: path(r) }) },
  { weight: 2, make: () => ({ do: 'abort' }) },
  { weight: 10, make: (r) => ({ do: 'sign in', tab: tab(r), user: r.below(3) }) },
  { weight: 4, make: (r) => ({ do: 'sign out', tab: tab(r), keep: r.chance(0.25) }) },
  { weight: 2, make: (r) => ({ do: 'crash', tab: tab(r) }) },
  { weight: 2, make: (r) => ({ do: 'reload', tab: tab(r) }) },
  { weight: 3, make: (r) => ({ do: 'freeze', tab: tab(r) }) },
  {
    weight: 5,
    make: (r) => ({ do: 'wake', tab: tab(r), how: r.pick(['restored', 'resumed', 'shown']) }),
  },
  { weight: 2, make: (r) => ({ do: 'change cookie', user: r.below(3) }) },
  { weight: 5, make: (r) => ({ do: 'write elsewhere', path: path(r) }) },
  { weight: 2, make: (r) => ({ do: 'evict', user: r.below(3) }) },
  { weight: 1, make: (r) => ({ do: 'damage', user: r.below(3) }) },
  { weight: 0.5, make: () => ({ do: 'clear site data' }) },
  {
    weight: 1.5,
    make: (r) => ({ do: 'fault', fault: r.pick(['refused', 'done-but-failed', 'hung']) }),
  },
  { weight: 1, make: (r) => ({ do: 'lose answers', count: 1 + r.below(2) }) },
  { weight: 4, make: (r) => ({ do: 'wait', seconds: r.below(200) / 100, settled: r.chance(0.8) }) },
  { weight: 2, make: (r) => ({ do: 'wait', seconds: 1 + r.below(90), settled: r.chance(0.9) }) },
  // Once set back, the clock says little more of the order of things: seldom.
  { weight: 0.2, make: (r) => ({ do: 'set clock', seconds: r.below(200) - 150 }) },
]

const total = kinds.reduce((sum, { weight }) => sum + weight, 0)

function makeStep(random: Random): Step {
  let left = (random.below(1_000_000) / 1_000_000) * total
  for (const { weight, make } of kinds) {
    left -= weight
    if (left < 0) return make(random)
  }
  return { do: 'abort' }
}

/** The history that follows from a seed. */
export function createHistory(seed: number): History {
  const random = createRandom(seed)
  return {
    byCookie: random.chance(0.2),
    tinyMemory: random.chance(0.3),
    slowDisk: random.chance(0.4),
    silentDisk: random.chance(0.3),
    moments: Array.from({ length: LENGTH }, () => ({
      step: makeStep(random),
      picks: Array.from({ length: random.below(8) }, () => random.below(64)),
    })),
  }
}
