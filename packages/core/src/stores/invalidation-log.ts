import type { Seconds } from '../rules/stored-response.ts'
import type { KeyRange } from './response-store.ts'

/** More writes than requests can be under way while they happen. */
const MOST_REMEMBERED = 1000

/** Which keys were invalidated and when: a response may still arrive that was asked for before. */
export interface InvalidationLog {
  note(ranges: readonly KeyRange[], at: Seconds): void
  /** When the key was last invalidated, or something that might have been it. */
  last(key: string): Seconds
}

export function createInvalidationLog(): InvalidationLog {
  const keys = new Map<string, Seconds>()
  const prefixes = new Map<string, Seconds>()
  /** The latest of those that were forgotten; it then holds for every key. */
  let forgotten = Number.NEGATIVE_INFINITY

  function note(instants: Map<string, Seconds>, name: string, at: Seconds): void {
    const later = Math.max(at, instants.get(name) ?? at)
    instants.delete(name)
    instants.set(name, later)
    if (instants.size > MOST_REMEMBERED) forgetOldest(instants)
  }

  function forgetOldest(instants: Map<string, Seconds>): void {
    const [oldest] = instants
    if (oldest === undefined) return
    forgotten = Math.max(forgotten, oldest[1])
    instants.delete(oldest[0])
  }

  return {
    note(ranges, at) {
      for (const range of ranges) {
        if ('key' in range) note(keys, range.key, at)
        else note(prefixes, range.prefix, at)
      }
    },
    last(key) {
      let last = Math.max(forgotten, keys.get(key) ?? forgotten)
      for (const [prefix, at] of prefixes) if (at > last && key.startsWith(prefix)) last = at
      return last
    },
  }
}
