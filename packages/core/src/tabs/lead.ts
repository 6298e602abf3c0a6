import { deferred } from '../cache/deferred.ts'
import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Sharing } from '../cache/other-tabs.ts'
import { withinBudget } from '../cache/within-budget.ts'
import { type Hash, hashOf } from './messages.ts'
import type { Tabs } from './tabs.ts'

/**
 * So long a tab waits for the one that went to the origin, and as long again for the one that went
 * in its place. Longer than an answer usually takes: who gives up too early asks twice.
 */
export const FOLLOWER_BUDGET: Seconds = 2

type Lead = <T>(lock: Hash, sharing: Sharing<T>) => Promise<T>

/** What to do when another tab tells of a lock, or of what is stored for a URL. */
export type Acts = Readonly<Record<Hash, () => unknown>>

interface LeadOptions {
  readonly tabs: Pick<Tabs, 'hold'>
  readonly clock: Clock
  /** Tells the followers of a lock that there is nothing to wait for. */
  readonly callOff: (lock: Hash) => void
  /** Calls back when another tab tells of one of these; the returned function ends that. */
  readonly onHint: (acts: Acts) => () => unknown
}

/** How asking for a lock ended. */
type Attempt<T> =
  | { readonly kind: 'held'; readonly release: () => void }
  /** Another tab holds it. */
  | { readonly kind: 'taken' }
  /** There is nothing to wait for: its holder says so, or locks do not work here. */
  | { readonly kind: 'needless' }
  /** The answer can be read, as who waits for the lock with many others need not. */
  | { readonly kind: 'brought'; readonly accepted: T }

/**
 * Single flight over tabs: who gets the lock goes to the origin, the others wait for him and read
 * what he brought. Locks save requests and decide nothing: any failure means to go by oneself.
 */
export function createLead({ tabs, clock, callOff, onHint }: LeadOptions): Lead {
  /** Locks that this tab holds itself, maybe for an answer that is still being written. */
  const own = new Set<Hash>()

  /** Asks for one of the locks; never longer than the budget. */
  async function attempt<T>(
    lock: Hash,
    tier: '' | '|1',
    ifAvailable: boolean,
    { signal, url, accept }: Sharing<T>,
  ): Promise<Attempt<T>> {
    signal.throwIfAborted()
    const { promise, resolve } = deferred<Attempt<T>>()
    const waiting = new AbortController()
    const giveUp = (): void => resolve({ kind: ifAvailable ? 'needless' : 'taken' })
    const hold = async (granted: boolean): Promise<void> => {
      if (!granted) return resolve({ kind: 'taken' })
      const { promise: released, resolve: release } = deferred<void>()
      const held: Attempt<T> = { kind: 'held', release }
      resolve(held)
      // Granted too late: nobody is there to use it.
      if ((await promise) === held) await released
    }
    const ask = async (): Promise<void> =>
      tabs.hold(lock + tier, ifAvailable ? { ifAvailable } : { signal: waiting.signal }, hold)

    const look = async (): Promise<void> => {
      const accepted = await accept()
      if (accepted !== undefined) resolve({ kind: 'brought', accepted })
    }

    const forget = onHint({
      [lock]: () => resolve({ kind: 'needless' }),
      // Whoever is granted the lock looks by himself, and hears why he cannot.
      [hashOf(url)]: () => look().catch(ignore),
    })
    const cancel = clock.after(FOLLOWER_BUDGET, giveUp)
    signal.addEventListener('abort', giveUp)
    ask().catch(() => resolve({ kind: 'needless' }))
    const outcome = await promise
    forget()
    cancel()
    signal.removeEventListener('abort', giveUp)
    waiting.abort()
    if (signal.aborted && outcome.kind === 'held') outcome.release()
    signal.throwIfAborted()
    return outcome
  }

  /** Goes while the others wait. The answer need not wait until they can read it. */
  async function bring<T>(lock: Hash, sharing: Sharing<T>, release: () => void): Promise<T> {
    let written: Promise<boolean> = Promise.resolve(false)
    let isHolding = true
    own.add(lock)
    // The next in line goes: at once, since app and network may not hear that nobody needs them.
    const letGo = (): void => {
      if (!isHolding) return
      isHolding = false
      own.delete(lock)
      release()
    }
    sharing.signal.addEventListener('abort', letGo)
    sharing.onOverlap(letGo)
    try {
      return await sharing.go((writing) => {
        written = writing
      })
    } finally {
      const isReadable = withinBudget(written, FOLLOWER_BUDGET, clock).catch(() => false)
      void isReadable.then((readable) => {
        if (!readable && isHolding) callOff(lock)
        letGo()
      })
    }
  }

  return async (lock, sharing) => {
    if (own.has(lock)) return sharing.go(ignore)
    let outcome = await attempt(lock, '', true, sharing)
    if (outcome.kind === 'held') return bring(lock, sharing, outcome.release)
    // Behind a leader that hangs one goes in its place, not all at once.
    if (outcome.kind === 'taken') outcome = await attempt(lock, '', false, sharing)
    if (outcome.kind === 'taken') outcome = await attempt(lock, '|1', false, sharing)
    if (outcome.kind === 'brought') return outcome.accepted
    if (outcome.kind === 'needless') return sharing.go(ignore)
    const release = outcome.kind === 'held' ? outcome.release : undefined
    const accepted = await acceptedOr(sharing, release)
    if (accepted !== undefined) return accepted
    return release === undefined ? sharing.go(ignore) : bring(lock, sharing, release)
  }
}

/** What another tab has brought; then, and when that fails, the lock is free for the next. */
async function acceptedOr<T>(
  { accept }: Sharing<T>,
  release: (() => void) | undefined,
): Promise<T | undefined> {
  let needed = false
  try {
    const accepted = await accept()
    needed = accepted === undefined
    return accepted
  } finally {
    if (!needed) release?.()
  }
}

/** Nobody waits for it. */
function ignore(): void {}
