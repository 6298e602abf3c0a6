import type { Market } from '../market/market.ts'
import { integerBetween, pickFrom, randomFrom, seedOf } from '../market/prng.ts'
import { foundersOf } from './founders.ts'

/** That somebody follows this user. */
export interface Follow {
  /** Wallet address of who is followed. */
  readonly address: string
  /** Since when; ms since the epoch. */
  readonly at: number
}

/** Who follows whom. */
export interface Follows {
  /** Whom this user follows, latest first. */
  readonly of: (address: string) => readonly Follow[]
  /** How many follow this user. */
  readonly followersOf: (address: string) => number
  /** Nothing changes when it is so already. */
  readonly add: (follower: string, followed: string) => void
  /** Nothing changes when it is not so. */
  readonly remove: (follower: string, followed: string) => void
}

const BEGINNING = Date.UTC(2026, 10, 20)
const MOST_AT_FIRST = 8
const DAY = 24 * 3600 * 1000

/**
 * Founders of the market follow each other from the beginning, others nobody. Only what changes is
 * kept in memory; changes are dated by `clock` (ms).
 */
export function createFollows(market: Market, clock: () => number): Follows {
  const founders = [...foundersOf(market)]
  const isFounder = (address: string): boolean => founders.includes(address)
  const changed = new Map<string, readonly Follow[]>()
  const gained = new Map<string, number>()

  const of = (address: string): readonly Follow[] =>
    changed.get(address) ?? (isFounder(address) ? firstFollows(address, founders) : [])
  const gain = (address: string, count: number): void => {
    gained.set(address, (gained.get(address) ?? 0) + count)
  }

  return {
    of,
    followersOf: (address) =>
      (isFounder(address) ? firstFollowers(address) : 0) + (gained.get(address) ?? 0),
    add: (follower, followed) => {
      const before = of(follower)
      if (before.some(({ address }) => address === followed)) return
      changed.set(follower, [{ address: followed, at: clock() }, ...before])
      gain(followed, 1)
    },
    remove: (follower, followed) => {
      const before = of(follower)
      const after = before.filter(({ address }) => address !== followed)
      if (after.length === before.length) return
      changed.set(follower, after)
      gain(followed, -1)
    },
  }
}

function firstFollows(address: string, founders: readonly string[]): readonly Follow[] {
  const random = randomFrom(seedOf(address))
  const count = integerBetween(random, 0, MOST_AT_FIRST)
  const followed = new Set(Array.from({ length: count }, () => pickFrom(random, founders)))
  followed.delete(address)
  return Array.from(followed, (who, age) => ({ address: who, at: BEGINNING - (age + 1) * DAY }))
}

/** More than founders could stop following. */
function firstFollowers(address: string): number {
  return integerBetween(randomFrom(~seedOf(address)), 400, 900)
}
