import type { Seconds } from '../rules/stored-response.ts'
import { isWithin } from './key-range.ts'
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
  const instants = new Map<string, { readonly range: KeyRange; readonly at: Seconds }>()
  /** The latest of those that were forgotten; it then holds for every key. */
  let forgotten = Number.NEGATIVE_INFINITY

  function forgetOldest(): void {
    const [oldest] = instants
    if (oldest === undefined) return
    forgotten = Math.max(forgotten, oldest[1].at)
    instants.delete(oldest[0])
  }

  return {
    note(ranges, at) {
      for (const range of ranges) {
        const id = JSON.stringify(range)
        const later = Math.max(at, instants.get(id)?.at ?? at)
        instants.delete(id)
        instants.set(id, { range, at: later })
      }
      while (instants.size > MOST_REMEMBERED) forgetOldest()
    },
    last(key) {
      let last = forgotten
      for (const { range, at } of instants.values()) {
        if (at > last && isWithin([range], key)) last = at
      }
      return last
    },
  }
}
