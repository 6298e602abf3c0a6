import type { KeyRange } from './response-store.ts'

/** More changes than requests can be under way while they happen. */
const MOST_REMEMBERED = 1000

/** Which keys and tags were changed, and when: what is on its way to them may be older. */
export interface ChangeLog {
  /** @param when an instant, or any other number that grows */
  note(ranges: readonly KeyRange[], when: number): void
  /** When the key, or one of the tags, was last changed, or something that might have been it. */
  last(key: string, tags?: readonly string[]): number
}

export function createChangeLog(): ChangeLog {
  const keys = new Map<string, number>()
  const prefixes = new Map<string, number>()
  const byTag = new Map<string, number>()
  /** The latest of those that were forgotten; it then holds for every key. */
  let forgotten = Number.NEGATIVE_INFINITY

  function note(changes: Map<string, number>, name: string, when: number): void {
    const later = Math.max(when, changes.get(name) ?? when)
    changes.delete(name)
    changes.set(name, later)
    if (changes.size > MOST_REMEMBERED) forgetOldest(changes)
  }

  function forgetOldest(changes: Map<string, number>): void {
    const [oldest] = changes
    if (oldest === undefined) return
    forgotten = Math.max(forgotten, oldest[1])
    changes.delete(oldest[0])
  }

  return {
    note(ranges, when) {
      for (const range of ranges) {
        if ('tag' in range) note(byTag, range.tag, when)
        else if ('key' in range) note(keys, range.key, when)
        else note(prefixes, range.prefix, when)
      }
    },
    last(key, tags = []) {
      let last = Math.max(forgotten, keys.get(key) ?? forgotten)
      for (const tag of tags) last = Math.max(last, byTag.get(tag) ?? forgotten)
      for (const [prefix, when] of prefixes) {
        if (when > last && key.startsWith(prefix)) last = when
      }
      return last
    },
  }
}
