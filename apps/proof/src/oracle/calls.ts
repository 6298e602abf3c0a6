import { SessionEndedError, type Target } from '@etagged/core'
import { EVERYONE } from '../world/everyone.ts'
import type { SentBody, Stamp } from '../world/origin.ts'
import type { Page } from '../world/page.ts'
import type { OpenPage, World } from '../world/world.ts'
import { describe, isExpected } from './expected-failure.ts'
import type { DiskWatch } from './watch-disk.ts'
import { forgetOrder, raise, type SessionBook, type SessionRecord } from './session-book.ts'

/** How a path is named: by its URL, or by the group of its answers. */
export type By = 'url' | 'tag'

/** What an app calls, each call watched. What fails as it may fail, fails silently. */
export interface Calls {
  json(open: OpenPage, path: string, init?: RequestInit): void
  /** The same of what is everyone's; `peek`: what is stored of it. */
  everyones(open: OpenPage, path: string, how: 'json' | 'peek'): void
  fetch(open: OpenPage, path: string): void
  peek(open: OpenPage, path: string): void
  peekMemory(open: OpenPage, path: string): void
  write(open: OpenPage, path: string): void
  invalidate(open: OpenPage, path: string, by?: By): void
  remove(open: OpenPage, path: string, by?: By): void
  signIn(open: OpenPage, user: string | null): void
  signOut(open: OpenPage, keep: boolean): void
  /** Calls of pages that live and have not settled. */
  readonly unsettled: readonly string[]
  /** Every body that was given to an app. */
  readonly given: readonly Given[]
}

export interface Given {
  readonly to: Page
  readonly sent: SentBody
}

/** A call that reads, with all that was true when it began. */
interface ReadCall {
  readonly open: OpenPage
  readonly session: SessionRecord
  readonly path: string
  readonly floor: number
  readonly because: string
  readonly startedAt: number
}

interface Parts {
  readonly world: World
  readonly book: SessionBook
  readonly disk: DiskWatch
  readonly violate: (violation: string) => void
  /** Do requests have an order that the clock tells? */
  readonly isOrdered: () => boolean
}

/**
 * I1: an answer is of the user whose session asked. I2: it comes in the session that asked, or not
 * at all. I5: after a page has woken, a read that begins gives nothing from before an end that was
 * committed before the waking. I6: a session gives nothing that was asked for before an end that it
 * began after. I9: it is what the path names. I11: it is a body that the origin sent, with the
 * validator that came with it. I18: a read gives no older version than one that had been given in
 * its session before it began. I19: a read that begins after a write was answered, or after
 * `invalidate` was called, gives no version from before that. I46: what is everyone's is nobody's,
 * and comes as if a session of its own never ended.
 */
export function createCalls({ world, book, disk, violate, isOrdered }: Parts): Calls {
  const { scheduler, origin } = world
  const given: Given[] = []
  const unsettled = new Map<object, { readonly open: OpenPage; readonly what: string }>()

  function begin(
    open: OpenPage,
    path: string,
    session: SessionRecord = book.current(open.page, open.etagged),
  ): ReadCall {
    const floor = session.floors.get(path)
    return {
      open,
      session,
      path,
      floor: floor?.version ?? 0,
      because: floor?.because ?? '',
      startedAt: scheduler.now,
    }
  }

  function track(open: OpenPage, what: string, work: Promise<void>): void {
    const token = {}
    unsettled.set(token, { open, what: `${open.page.name} ${what}` })
    void work
      .catch((error: unknown) => {
        if (!isExpected(error)) violate(`I34: ${open.page.name} ${what}: ${describe(error)}`)
      })
      .finally(() => unsettled.delete(token))
  }

  function checkOwner(call: ReadCall, stamp: Stamp): void {
    const { session, path, open } = call
    const { name } = open.page
    if (stamp.user !== session.user) {
      violate(`I1: ${session.user} was given in ${name} what is ${stamp.user}'s`)
    }
    if (stamp.path !== path) violate(`I9: ${path} was answered with ${stamp.path}`)
    const isOver = open.etagged.session.generation !== session.generation
    if (isOver && session.partition !== EVERYONE) {
      violate(`I2: ${name} was given an answer after the session had ended that asked for it`)
    }
  }

  function checkOrigin(call: ReadCall, stamp: Stamp, validator: string | null | undefined): void {
    const sent = origin.sent(JSON.stringify(stamp))
    if (sent !== undefined) given.push({ to: call.open.page, sent })
    if (sent === undefined) return violate(`I11: ${JSON.stringify(stamp)} was never sent`)
    if (typeof validator === 'string' && validator !== sent.validator) {
      violate(`I11: ${JSON.stringify(stamp)} came with ${validator}`)
    }
    // No session of it ends: what was on its way as the browser cleared is everyone's all the same.
    if (call.session.partition !== EVERYONE) checkEnds(call, sent)
  }

  function checkEnds({ session, startedAt, open }: ReadCall, { sentAt }: SentBody): void {
    const { clearedFrom, clearedAt, isOpenedBlindly } = disk.partition(session.partition)
    if (sentAt >= clearedFrom || isOpenedBlindly) return
    if (session.startedAt > clearedAt) {
      violate(`I6: ${open.page.name} was given what was there before the sign-out`)
    }
    if (session.wokeAt > clearedAt && startedAt >= session.wokeAt) {
      violate(`I5: ${open.page.name} woke and gave what was there before the sign-out`)
    }
  }

  function checkVersion({ session, open, path, floor, because }: ReadCall, stamp: Stamp): void {
    if (!isOrdered()) return
    if (stamp.version < floor) {
      violate(
        `${because}: ${open.page.name} read version ${stamp.version} of ${path}, not ${floor}`,
      )
    }
    raise(session.floors, path, { version: stamp.version, because: 'I18' })
  }

  /** What the app is told by a read must hold for later ones, too; a peek asks for less. */
  function judge(call: ReadCall, data: unknown, kind: 'read' | 'peek', validator?: string | null) {
    const stamp = data as Stamp
    checkOwner(call, stamp)
    checkOrigin(call, stamp, validator)
    if (kind === 'read') checkVersion(call, stamp)
  }

  async function readJson(call: ReadCall, init: RequestInit): Promise<void> {
    const { data } = await call.open.etagged.json(call.path, init)
    judge(call, data, 'read')
  }

  async function readEveryones(call: ReadCall, how: 'json' | 'peek'): Promise<void> {
    const { open, path } = call
    try {
      const answer = await open.etagged[how](path, { policy: { audience: 'everyone' } })
      if (answer !== undefined) judge(call, answer.data, how === 'json' ? 'read' : 'peek')
    } catch (error) {
      if (error instanceof SessionEndedError) violate(`I46: ${open.page.name} lost ${path}`)
      throw error
    }
  }

  async function readResponse(call: ReadCall): Promise<void> {
    const response = await call.open.etagged.fetch(call.path)
    const validator = response.headers.get('etag') ?? response.headers.get('last-modified')
    // Whose it is was decided when it was handed over; its text comes a little later.
    const { generation } = call.open.etagged.session
    const data: unknown = await response.json()
    if (generation === call.open.etagged.session.generation) judge(call, data, 'read', validator)
  }

  async function peek(call: ReadCall): Promise<void> {
    const answer = await call.open.etagged.peek(call.path)
    if (answer !== undefined) judge(call, answer.data, 'peek')
  }

  /** From now on reads of the session, and of what is everyone's, must have been validated. */
  function expectValidation(session: SessionRecord, path: string): void {
    const floor = { version: origin.versionOf(path), because: 'I19' } as const
    for (const { floors } of [session, book.everyones(session.page)]) raise(floors, path, floor)
  }

  async function write({ open, session, path }: ReadCall): Promise<void> {
    const response = await open.etagged.fetch(path, { method: 'PUT' })
    if (response.ok) expectValidation(session, path)
  }

  /** In effect at once, so its promise says nothing more here. */
  async function invalidate({ open, session, path }: ReadCall, by?: By): Promise<void> {
    const invalidated = open.etagged.invalidate(targetOf(path, by))
    expectValidation(session, path)
    await invalidated
  }

  async function remove({ open, session, path }: ReadCall, by?: By): Promise<void> {
    const removed = open.etagged.remove(targetOf(path, by))
    for (const partition of [session.partition, EVERYONE]) forgetOrder(book, partition, path)
    await removed
  }

  async function signIn({ page, etagged }: OpenPage, user: string | null): Promise<void> {
    const signedIn = etagged.signIn(user)
    book.current(page, etagged)
    if (etagged.session.user !== user) violate(`I2: ${page.name} did not sign ${user} in at once`)
    await signedIn
  }

  async function signOut({ page, etagged }: OpenPage, keep: boolean): Promise<void> {
    const signedOut = etagged.signOut({ keep })
    book.current(page, etagged)
    if (etagged.session.user !== null) violate(`I2: ${page.name} did not sign out at once`)
    await signedOut
  }

  return {
    given,
    json: (open, path, init = {}) => track(open, `json ${path}`, readJson(begin(open, path), init)),
    everyones: (open, path, how) =>
      track(
        open,
        `${how} ${path} of everyone's`,
        readEveryones(begin(open, path, book.everyones(open.page)), how),
      ),
    fetch: (open, path) => track(open, `fetch ${path}`, readResponse(begin(open, path))),
    peek: (open, path) => track(open, `peek ${path}`, peek(begin(open, path))),
    peekMemory(open, path) {
      const answer = open.etagged.peekMemory(path)
      if (answer !== undefined) judge(begin(open, path), answer.data, 'peek')
    },
    write: (open, path) => track(open, `write ${path}`, write(begin(open, path))),
    invalidate: (open, path, by) =>
      track(open, `invalidate ${path}`, invalidate(begin(open, path), by)),
    remove: (open, path, by) => track(open, `remove ${path}`, remove(begin(open, path), by)),
    signIn: (open, user) => track(open, `sign in ${user}`, signIn(open, user)),
    signOut: (open, keep) => track(open, 'sign out', signOut(open, keep)),
    get unsettled() {
      return [...unsettled.values()].filter(({ open }) => !open.page.dead).map(({ what }) => what)
    },
  }
}

function targetOf(path: string, by: By | undefined): Target {
  return by === 'tag' ? { tag: path } : { url: path }
}
