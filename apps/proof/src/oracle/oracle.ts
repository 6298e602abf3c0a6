import { createHash } from 'node:crypto'
import type { CacheEvent } from '@etagged/core'
import { EVERYONE, lifeOf } from '../world/everyone.ts'
import { paths, type SeenRequest } from '../world/origin.ts'
import type { Letter, Post } from '../world/tabs.ts'
import { BASE_URL, type OpenPage, type World } from '../world/world.ts'
import { type Calls, createCalls, type Given } from './calls.ts'
import { tagOf } from './partition-records.ts'
import {
  createSessionBook,
  type Floor,
  forgetOrder,
  raise,
  type SessionBook,
  type SessionRecord,
} from './session-book.ts'
import { type DiskWatch, type DiskWatchOptions, watchDisk } from './watch-disk.ts'

interface OracleOptions {
  readonly isByCookie?: boolean
  /** How the disk is watched; by default as the model that it is. */
  readonly watch?: ((options: DiskWatchOptions) => DiskWatch) | undefined
}

/** Watches a world, and says what was not as it must be. */
export interface Oracle {
  readonly calls: Calls
  readonly book: SessionBook
  readonly disk: DiskWatch
  readonly violations: readonly string[]
  /** Every body that was given to an app. */
  readonly given: readonly Given[]
  /** What the clients told, by kind, and how often. */
  readonly seen: ReadonlyMap<string, number>
  /** To be told of each page that is opened. */
  watch(open: OpenPage): void
  /** To be told when a page wakes and is told that it slept. */
  woke(open: OpenPage): void
  /** Rows of the partition went: what is missing may come back older. */
  trouble(partition: string): void
  /** The browser removed everything of the partition. */
  cleared(partition: string): void
  /** The wall clock was set back: what was asked for before and after that has no order. */
  clockWentBack(): void
  checkAtRest(): void
}

/** By path, what whoever hears of it may not fall behind. */
type Promised = ReadonlyMap<string, Floor>

const hashes = new Map(
  paths.map((path) => [path, [`${BASE_URL}${path}`, tagOf(path)].map(hashOf)] as const),
)

/** What stands for a URL, or a tag, in a message. */
function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32)
}

function isNamed(path: string, message: string): boolean {
  return hashes.get(path)?.some((hash) => message.includes(hash)) ?? false
}

export function createOracle(world: World, options: OracleOptions = {}): Oracle {
  const { isByCookie = false, watch = watchDisk } = options
  const { scheduler, origin, tabs } = world
  const violations: string[] = []
  const pages = new Map<object, OpenPage>()
  const promised = new WeakMap<Post, Promised>()
  const tags = new Set<string>()
  const seen = new Map<string, number>()
  let isOrdered = true

  const violate = (violation: string): void => {
    violations.push(violation)
  }
  const nothing: Promised = new Map()
  const book = createSessionBook(
    () => scheduler.now,
    (partition) => (isOrdered ? disk.partition(partition).floors : nothing),
  )
  const disk: DiskWatch = watch({
    world,
    violate,
    isOpen({ page, context, session }) {
      const current = pages.get(page)?.etagged.session
      const { generation, partition } = current ?? {}
      if (session === lifeOf(page)) return !page.dead
      return !page.dead && generation === session && partition === context.partition
    },
    isOrdered: () => isOrdered,
    userOf: (partition) => book.userOf(partition),
  })
  const calls = createCalls({ world, book, disk, violate, isOrdered: () => isOrdered })

  /** I10: a validator is sent for a user only if it was given to that user. */
  origin.onRequest = ({ user, fields, path }: SeenRequest) => {
    const asked = fields.get('if-none-match') ?? fields.get('if-modified-since')
    // By cookie, the client learns whom it asked for only from the answer.
    if (asked !== undefined && !isByCookie && !tags.has(`${user} ${path} ${asked}`)) {
      violate(`I10: ${asked} was sent for ${user}, who never had it`)
    }
  }
  origin.onBody = ({ stamp, validator }) => {
    tags.add(`${stamp.user} ${stamp.path} ${validator}`)
  }

  function check({ from, message }: Post): void {
    const line = JSON.stringify(message)
    const secret = ['alice', 'bob', 'api.test', ...paths].find((one) => line.includes(one))
    if (secret !== undefined) violate(`I43: ${from.name} posted ${line}`)
  }

  /** What is known of this partition in a page: of its session, or of what is everyone's there. */
  function recordOf({ page, etagged }: OpenPage, partition: string): SessionRecord {
    return partition === EVERYONE ? book.everyones(page) : book.current(page, etagged)
  }

  /** A message is posted after the disk was told: what it was not told yet is no part of it. */
  function promiseOf({ message }: Post, { floors, partition }: SessionRecord): Promised {
    const onDisk = disk.partition(partition).floors
    const promise = new Map<string, Floor>()
    for (const [path, { version, because }] of floors) {
      if (because !== 'I19' || !isNamed(path, String(message))) continue
      promise.set(path, { version: Math.min(version, onDisk.get(path)?.version ?? 0), because })
    }
    return promise
  }

  /** I43, I45: messages name nobody and nothing. */
  tabs.onPost = (post) => {
    check(post)
    const open = pages.get(post.from)
    if (open === undefined || !String(post.message).includes(' invalidated ')) return
    promised.set(post, promiseOf(post, recordOf(open, post.partition)))
  }

  /** I19 in other tabs: what they were told of must be validated before its next use. */
  tabs.onDelivery = ({ post, to }: Letter) => {
    const open = pages.get(to)
    // What the disk refused it will be told again; until then a message says more than it knows.
    const { inTrouble } = disk.partition(post.partition)
    if (inTrouble || open === undefined || !isOrdered) return
    const session = recordOf(open, post.partition)
    if (session.partition !== post.partition) return
    for (const [path, floor] of promised.get(post) ?? nothing) raise(session.floors, path, floor)
  }

  function trouble(partition: string): void {
    disk.trouble(partition)
    forgetOrder(book, partition)
  }

  /** Is a session open that has not opened its store yet? */
  function hasUnopened(partition: string): boolean {
    const { opened } = disk.partition(partition)
    return [...book.all].some((session) => {
      const { page, generation } = session
      if (page.dead || session.partition !== partition || opened.has(generation)) return false
      if (partition === EVERYONE) return true
      return pages.get(page)?.etagged.session.generation === generation
    })
  }

  function told({ page }: OpenPage, { generation }: CacheEvent): SessionRecord | undefined {
    return generation === EVERYONE ? book.everyones(page) : book.find(generation)
  }

  function hear(open: OpenPage, event: CacheEvent): void {
    count(seen, event)
    if (event.type === 'session') book.current(open.page, open.etagged)
    if (event.type === 'store-fault') {
      const session = told(open, event)
      if (session === undefined) return
      trouble(session.partition)
      session.hasGivenUp ||= event.mode === 'memory'
      // The event says that rows may be left.
      if (event.operation === 'open') disk.partition(session.partition).isOpenedBlindly = true
      if (event.operation === 'end') disk.leftOpen(session.partition)
    }
    if (event.type === 'eviction') {
      const session = told(open, event)
      if (session === undefined || !disk.partition(session.partition).inTrouble) return
      forgetOrder(book, session.partition)
    }
  }

  return {
    calls,
    given: calls.given,
    seen,
    book,
    disk,
    violations,
    watch(open) {
      pages.set(open.page, open)
      open.etagged.subscribe((event) => hear(open, event))
    },
    woke({ page, etagged }) {
      for (const session of [book.current(page, etagged), book.everyones(page)]) {
        // Without a store that is open there is nothing that could be asked.
        const { opened, isOpenedBlindly } = disk.partition(session.partition)
        if (!opened.has(session.generation) || isOpenedBlindly || session.hasGivenUp) continue
        session.wokeAt = scheduler.now
      }
    },
    trouble,
    cleared(partition) {
      trouble(partition)
      disk.cleared(partition)
      if (hasUnopened(partition)) disk.partition(partition).isOpenedBlindly = true
    },
    clockWentBack() {
      isOrdered = false
      for (const { floors } of book.all) floors.clear()
    },
    checkAtRest() {
      for (const call of calls.unsettled) violate(`I34: ${call} never settled`)
      disk.checkAtRest()
    },
  }
}

/** Events of a kind, in words: `session ended-elsewhere`, `request disk another-tab`. */
function count(seen: Map<string, number>, event: CacheEvent): void {
  const words: string[] = [event.type]
  if ('tier' in event) words.push(event.tier)
  if ('because' in event && event.type !== 'failure' && event.type !== 'store-fault') {
    words.push(event.because)
  }
  if (event.type === 'request') words.push(event.outcome.detail ?? '')
  const kind = words.join(' ').trim()
  seen.set(kind, (seen.get(kind) ?? 0) + 1)
}
