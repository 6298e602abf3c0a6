import type { Etagged } from '@etagged/core'
import { EVERYONE, lifeOf } from '../world/everyone.ts'
import { NOBODY } from '../world/origin.ts'
import type { Page } from '../world/page.ts'

/** What a read must not fall behind, and by which invariant. */
export interface Floor {
  readonly version: number
  readonly because: 'I18' | 'I19'
}

/** One session of one page, as the oracle remembers it. */
export interface SessionRecord {
  readonly generation: string
  readonly page: Page
  readonly partition: string
  readonly user: string
  /** When it was first seen, in the world's order of events. */
  readonly startedAt: number
  /** By path: reads that begin from now on give this version, or a later one. */
  readonly floors: Map<string, Floor>
  /** When the page last woke from a sleep in which messages may have passed it by. */
  wokeAt: number
  /** Its store was given up: there is no disk to ask any more. */
  hasGivenUp: boolean
}

export interface SessionBook {
  /** The record of the session that is open in a page now. */
  current(page: Page, etagged: Etagged): SessionRecord
  /** The same of what is everyone's there: as if a session of nobody's lasted as long as the page. */
  everyones(page: Page): SessionRecord
  find(generation: string): SessionRecord | undefined
  /** Whose partition that is; `undefined`: no session of it was seen. */
  userOf(partition: string): string | undefined
  readonly all: Iterable<SessionRecord>
}

/** @param floorsOf what a session that begins now may rely on, by path */
export function createSessionBook(
  now: () => number,
  floorsOf: (partition: string) => ReadonlyMap<string, Floor>,
): SessionBook {
  const records = new Map<string, SessionRecord>()
  const users = new Map<string, string>()

  function recordOf(
    page: Page,
    { generation, partition, user }: Pick<SessionRecord, 'generation' | 'partition' | 'user'>,
  ): SessionRecord {
    const known = records.get(generation)
    if (known !== undefined) return known
    const record = {
      generation,
      page,
      partition,
      user,
      startedAt: now(),
      floors: new Map(floorsOf(partition)),
      wokeAt: 0,
      hasGivenUp: false,
    }
    records.set(generation, record)
    users.set(partition, user)
    return record
  }

  return {
    current: (page, { session }) => recordOf(page, { ...session, user: session.user ?? NOBODY }),
    everyones: (page) =>
      recordOf(page, { generation: lifeOf(page), partition: EVERYONE, user: NOBODY }),
    find: (generation) => records.get(generation),
    userOf: (partition) => users.get(partition),
    all: { [Symbol.iterator]: () => records.values() },
  }
}

/** A floor only ever rises. */
export function raise(floors: Map<string, Floor>, path: string, floor: Floor): void {
  const former = floors.get(path)
  if (former === undefined || former.version < floor.version) floors.set(path, floor)
}

/** What was removed may be brought back by who asked for it before. */
export function forgetOrder(book: SessionBook, partition: string, path?: string): void {
  for (const { partition: own, floors } of book.all) {
    if (own !== partition) continue
    for (const [name, { because }] of floors) {
      if (because === 'I18' && (path === undefined || path === name)) floors.delete(name)
    }
  }
}
