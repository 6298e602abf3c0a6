import type { KeyRange } from './response-store.ts'

/** More changes than requests can be under way while they happen. */
const MOST_REMEMBERED = 1000

/** Which keys and tags were changed, and when: what is on its way to them may be older. */
export interface ChangeLog {
  /**
   * Remembers when each of these ranges was last changed.
   *
   * @param when an instant, or any other number that grows
   */
  note(ranges: readonly KeyRange[], when: number): void
  /** When the key, or one of the tags, or what might have been it, was last changed; else -Infinity. */
  last(key: string, tags?: readonly string[]): number
  /** By their names, when they were last changed. */
  readonly changes: Readonly<Record<'key' | 'prefix' | 'tag', ReadonlyMap<string, number>>>
}

/** A change in plain data, as a store may write it: `key`, `prefix` or `tag`, which, and when. */
export type Change = readonly [kind: string, name: string, when: number]

/**
 * A log of nothing yet. It never tells too little: the change that it forgets counts as one of
 * everything.
 *
 * @param mostRemembered changes of keys, as many of prefixes, and as many of tags: 1000 by default
 */
export function createChangeLog(mostRemembered: number = MOST_REMEMBERED): ChangeLog {
  const changes = {
    key: new Map<string, number>(),
    prefix: new Map<string, number>(),
    tag: new Map<string, number>(),
  }

  function note(of: Map<string, number>, name: string, when: number): void {
    const later = Math.max(when, of.get(name) ?? when)
    of.delete(name)
    of.set(name, later)
    const [oldest] = of
    // What is forgotten holds for every key, which takes no room.
    if (oldest === undefined || of.size <= mostRemembered + Number(of.has(''))) return
    of.delete(oldest[0])
    note(changes.prefix, '', oldest[1])
  }

  return {
    changes,
    note(ranges, when) {
      for (const range of ranges) {
        if ('tag' in range) note(changes.tag, range.tag, when)
        else if ('key' in range) note(changes.key, range.key, when)
        else note(changes.prefix, range.prefix, when)
      }
    },
    last(key, tags = []) {
      let last = changes.key.get(key) ?? Number.NEGATIVE_INFINITY
      for (const tag of tags) last = Math.max(last, changes.tag.get(tag) ?? last)
      for (const [prefix, when] of changes.prefix) {
        if (when > last && key.startsWith(prefix)) last = when
      }
      return last
    },
  }
}

/**
 * All that the log knows: noted in another one, they tell the same.
 *
 * @param log whose changes are wanted
 */
export function changesIn({ changes }: ChangeLog): readonly Change[] {
  return Object.entries(changes).flatMap(([kind, names]) =>
    [...names].map(([name, when]): Change => [kind, name, when]),
  )
}
