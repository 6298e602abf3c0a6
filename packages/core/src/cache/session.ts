import { partitionName } from './partition-name.ts'
import type { Partition } from './partition.ts'

/** Whose cache this is at the moment. Replaced, never changed: compare by identity. */
export interface Session {
  /** The id given to `signIn`; `null` for nobody; `undefined` until the first `signIn`. */
  readonly user: string | null | undefined
  /** Opaque name of the user's part of the cache. */
  readonly partition: string
  /** Random: tells this sign-in from every other, also of the same user. */
  readonly generation: string
  readonly state: 'unknown' | 'anonymous' | 'signed-in'
}

/** What a request takes along: whose it is, and the only store, memory and flights it may use. */
export interface Snapshot<Arrival> {
  readonly session: Session
  readonly partition: Partition<Arrival>
}

/** Which session is open, and how one follows another. */
export interface Sessions<Arrival> {
  /** The session of this moment and all it owns: a request takes it once, at its start. */
  snapshot(): Snapshot<Arrival>
  signIn(user: string | null): Promise<Session>
  signOut(): Promise<void>
  /** Ends all requests, and lets go of the disk once the work on it is done. */
  close(worked: () => Promise<void>): Promise<void>
}

interface SessionsOptions<Arrival> {
  /** Opens the partition of a user, once the former session of that user is off the disk. */
  readonly open: (name: string, after: Promise<void> | undefined) => Partition<Arrival>
  readonly onChange: (session: Session) => void
}

/**
 * The former session ends before the next begins, in one synchronous step: from then on nothing of
 * it can be read, stored or served. Its rows on disk are gone when the returned promise resolves.
 */
export function createSessions<Arrival>({
  open,
  onChange,
}: SessionsOptions<Arrival>): Sessions<Arrival> {
  const endings = new Map<string, Promise<void>>()
  // Opened by the first use, so that a page which signs in first opens one store only.
  let current: Snapshot<Arrival> | undefined

  function become(user: string | null | undefined): Snapshot<Arrival> {
    const name = partitionName(user ?? null)
    const partition = open(name, endings.get(name))
    current = { partition, session: sessionOf(user, partition) }
    return current
  }

  /** Removes a user's rows; the anonymous ones belong to nobody and stay. */
  function end(former: Snapshot<Arrival>): void {
    if (former.session.state !== 'signed-in') return former.partition.leave()
    const { name } = former.partition
    const ending = endOf(former.partition, endings.get(name)).then(() => {
      if (endings.get(name) === ending) endings.delete(name)
    })
    endings.set(name, ending)
  }

  function change(user: string | null): Session {
    const former = current
    if (former?.session.user === user) return former.session
    if (former?.session.state === 'unknown' && user === null) {
      // Nobody signed in: the partition is already the right one.
      current = { ...former, session: sessionOf(null, former.partition) }
    } else {
      if (former !== undefined) end(former)
      become(user)
    }
    const { session } = current ?? become(user)
    onChange(session)
    return session
  }

  async function signIn(user: string | null): Promise<Session> {
    const session = change(user)
    current?.partition.warm()
    await Promise.all(endings.values())
    return session
  }

  return {
    snapshot: () => current ?? become(undefined),
    signIn,
    async signOut() {
      await signIn(null)
    },
    async close(worked) {
      const last = current?.partition
      last?.stop()
      await worked()
      last?.leave()
    },
  }
}

/** A user's endings can overlap, when he signs in and out again fast. */
async function endOf(
  partition: Partition<unknown>,
  before: Promise<void> | undefined,
): Promise<void> {
  await Promise.all([before, partition.end()])
}

function sessionOf(
  user: string | null | undefined,
  { name, generation }: Partition<unknown>,
): Session {
  const states = { string: 'signed-in', undefined: 'unknown', object: 'anonymous' } as const
  const state = states[typeof user as keyof typeof states]
  return { user, partition: name, generation, state }
}
