import { UsageError } from '../errors.ts'
import type { Audience } from '../rules/policy.ts'
import type { SessionCause } from './events.ts'
import { openEveryone } from './everyone.ts'
import { partitionName } from './partition-name.ts'
import type { Partition, PartitionNews } from './partition.ts'

/** Whose cache this is at the moment. Replaced, never changed: compare by identity. */
export interface Session {
  /** The id given to `signIn`; `null` for nobody; `undefined` until the first `signIn`. */
  readonly user: string | null | undefined
  /** Opaque name of the user's part of the cache. */
  readonly partition: string
  /** Random: tells this sign-in from every other, also of the same user. */
  readonly generation: string
  /** What `user` says in a word: `undefined` is `unknown`, `null` is `anonymous`. */
  readonly state: 'unknown' | 'anonymous' | 'signed-in'
  /** Why it is this one. */
  readonly because: SessionCause
  /**
   * The page has come back from the back-forward cache, and the store is being asked whether the
   * session still lasts. What the page shows may be a former user's.
   */
  readonly verifying: boolean
}

/** What a request takes along: whose it is, and the only store, memory and flights it may use. */
export interface Snapshot<Arrival> {
  readonly session: Session
  readonly partition: Partition<Arrival>
}

/** Which session is open, and how one follows another. */
export interface Sessions<Arrival> {
  /** The session of this moment and all it owns; for what is everyone's nobody's, which has no end. */
  snapshot(audience?: Audience): Snapshot<Arrival>
  /** The same for a call that begins: it takes it once. @throws UsageError once closed */
  enter(audience?: Audience): Snapshot<Arrival>
  /** What this page may read now: the session's own, then everyone's. A shared cache has one part for all. */
  parts(): readonly Partition<Arrival>[]
  /** Has anything been asked of everyone's part? An app that makes no use of it need not hear of it. */
  readonly usesEveryone: boolean
  signIn(user: string | null): Promise<Session>
  signOut(options?: { readonly keep?: boolean }): Promise<void>
  /** Ends the session that owns this partition, and removes its rows, if it is still current. */
  endAs(because: SessionCause, partition: Partition<Arrival>): Promise<void>
  /** Ends all requests, and lets go of the disk once the work on it is done. Once is enough. */
  close(worked: () => Promise<void>): Promise<void>
}

export interface SessionsOptions<Arrival> {
  readonly isShared: boolean
  /** Opens the partition of a user, once the former session of that user is off the disk. */
  readonly open: (
    name: string,
    after: Promise<void> | undefined,
    news: PartitionNews,
  ) => Partition<Arrival>
  readonly onChange: (session: Session) => void
}

/** What becomes of a session's rows: they go, they stay unreadable, or they just stay. */
type Rows = 'clear' | 'keep' | 'leave'

/**
 * The former session ends before the next begins, in one synchronous step: from then on nothing of
 * it can be read, stored or served. Its rows on disk are gone when the returned promise resolves.
 */
export function createSessions<Arrival>({
  isShared,
  open,
  onChange,
}: SessionsOptions<Arrival>): Sessions<Arrival> {
  const endings = new Map<string, Promise<void>>()
  // Opened by the first use, so that a page which signs in first opens one store only.
  let current: Snapshot<Arrival> | undefined
  let everyone: Snapshot<Arrival> | undefined
  let usesEveryone = false
  let closing: Promise<void> | undefined

  function become(user: string | null | undefined, because: SessionCause): Snapshot<Arrival> {
    const name = partitionName(user ?? null)
    const partition: Partition<Arrival> = open(name, endings.get(name), {
      onEnded: () => endElsewhere(partition),
      onVerifying: (verifying) => alter(partition, { verifying }),
    })
    const { generation } = partition
    const state = stateOf(user)
    current = {
      partition,
      session: { user, partition: name, generation, state, because, verifying: false },
    }
    return current
  }

  /** The same session, told anew. */
  function alter(partition: Partition<Arrival>, changed: Partial<Session>): void {
    if (current?.partition !== partition) return
    current = { partition, session: { ...current.session, ...changed } }
    onChange(current.session)
  }

  function end({ partition }: Snapshot<Arrival>, rows: Rows): void {
    if (rows === 'leave') return partition.leave()
    const { name } = partition
    const before = endings.get(name)
    const ending = endOf(partition, { keep: rows === 'keep' }, before).then(() => {
      if (endings.get(name) === ending) endings.delete(name)
    })
    endings.set(name, ending)
  }

  function replace(user: string | null | undefined, because: SessionCause, rows: Rows): void {
    const former = current
    if (former !== undefined) end(former, rows)
    onChange(become(user, because).session)
  }

  /** The anonymous rows belong to nobody and stay. */
  function change(user: string | null, because: SessionCause, keep: boolean): void {
    const former = current
    const { user: formerUser, state } = former?.session ?? {}
    if (former !== undefined && formerUser === user) return
    if (former !== undefined && state === 'unknown' && user === null) {
      // Nobody signed in: the partition is already the right one.
      return alter(former.partition, { user, state: stateOf(user), because })
    }
    replace(user, because, state === 'signed-in' ? (keep ? 'keep' : 'clear') : 'leave')
  }

  /** Who ended it elsewhere sees to the disk: nothing more is done to it here. */
  function endElsewhere(partition: Partition<Arrival>): void {
    if (current?.partition !== partition) return
    replace(userAfter(current.session), 'ended-elsewhere', 'leave')
  }

  function assertOpen(): void {
    if (closing !== undefined) throw new UsageError('The client is closed: make another one')
  }

  function snapshot(audience?: Audience): Snapshot<Arrival> {
    if (audience !== 'everyone') return current ?? become(undefined, 'start')
    usesEveryone = true
    return (everyone ??= openEveryone(open))
  }

  async function close(worked: () => Promise<void>): Promise<void> {
    const last = [current, everyone]
    for (const each of last) each?.partition.stop()
    await worked()
    for (const each of last) each?.partition.leave()
  }

  async function settle(): Promise<void> {
    await Promise.all(endings.values())
  }

  return {
    snapshot,
    enter(audience) {
      assertOpen()
      return snapshot(audience)
    },
    parts() {
      const { partition } = snapshot()
      return isShared ? [partition] : [partition, (everyone ??= openEveryone(open)).partition]
    },
    get usesEveryone() {
      return usesEveryone
    },
    async signIn(user) {
      assertOpen()
      const isLeaving = user === null && current?.session.user != null
      change(user, isLeaving ? 'sign-out' : 'sign-in', false)
      const { session, partition } = current ?? become(user, 'sign-in')
      // So that the first read need not wait for it. While rows are removed it would be in the way.
      if (!isLeaving) partition.openDisk()
      await settle()
      return session
    },
    async signOut({ keep = false } = {}) {
      assertOpen()
      change(null, 'sign-out', keep)
      await settle()
    },
    async endAs(because, partition) {
      if (current?.partition === partition) {
        replace(userAfter(current.session), because, 'clear')
      }
      await settle()
    },
    async close(worked) {
      closing ??= close(worked)
      await closing
    },
  }
}

/** Whom a page belongs to whose session was ended for it: nobody, if it was somebody's. */
function userAfter({ user }: Session): null | undefined {
  return user === undefined ? undefined : null
}

function stateOf(user: string | null | undefined): Session['state'] {
  if (user === undefined) return 'unknown'
  return user === null ? 'anonymous' : 'signed-in'
}

/** A user's endings can overlap, when he signs in and out again fast. */
async function endOf(
  partition: Partition<unknown>,
  how: { readonly keep: boolean },
  before: Promise<void> | undefined,
): Promise<void> {
  await Promise.all([before, partition.end(how)])
}
