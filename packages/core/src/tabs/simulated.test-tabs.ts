import type { OtherTabs } from '../cache/other-tabs.ts'
import { createTabs } from './create-tabs.ts'
import type { HoldOptions, TabsContext, TabsFactory, Waking } from './tabs.ts'

/** One tab: all partitions that its page joins. */
export interface SimulatedTab {
  readonly factory: TabsFactory
  /** The same, as a client takes it. */
  readonly tabs: OtherTabs
  /** Its locks are free at once; nothing reaches it and nothing leaves it any more. */
  kill(): void
  /** Messages and locks reach it when it thaws. */
  freeze(): void
  thaw(): void
  wake(how: Waking): void
}

/** The tabs of one origin, in one process. */
export interface SimulatedOrigin {
  open(): SimulatedTab
  /** Everything that was posted. */
  readonly posted: readonly unknown[]
  /** The locks that are held now, and how many tabs wait for each. */
  locks(): Readonly<Record<string, number>>
}

interface Member {
  readonly context: TabsContext
  readonly tab: object
  /** Runs it in the tab: later when the tab is frozen, never when it is gone. */
  readonly run: (task: () => void) => void
}

interface Claim {
  readonly tab: object
  readonly grant: () => void
}

/** @param schedule when a message or a lock arrives: by default in a microtask */
export function createSimulatedOrigin(
  schedule: (task: () => void) => void = queueMicrotask,
): SimulatedOrigin {
  const members = new Set<Member>()
  /** Of each lock the claims in their order; the first one holds it. */
  const claims = new Map<string, Claim[]>()
  const posted: unknown[] = []

  function withdraw(lock: string, claim: Claim): void {
    const queue = claims.get(lock) ?? []
    const place = queue.indexOf(claim)
    if (place === -1) return
    queue.splice(place, 1)
    if (queue.length === 0) claims.delete(lock)
    else if (place === 0) queue[0]?.grant()
  }

  function hold<T>(
    { tab, run }: Member,
    lock: string,
    { ifAvailable = false, signal }: HoldOptions,
    work: (granted: boolean) => Promise<T>,
  ): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<T>()
    if (ifAvailable && claims.has(lock)) {
      run(() => resolve(work(false)))
      return promise
    }
    const refuse = (): void => {
      withdraw(lock, claim)
      resolve(Promise.reject(signal?.reason as Error))
    }
    const grant = (): void => {
      signal?.removeEventListener('abort', refuse)
      run(() => {
        const working = work(true)
        resolve(working)
        const release = (): void => withdraw(lock, claim)
        working.then(release, release)
      })
    }
    const claim = { tab, grant }
    signal?.addEventListener('abort', refuse)
    const queue = claims.get(lock) ?? []
    claims.set(lock, queue)
    if (queue.push(claim) === 1) grant()
    return promise
  }

  function open(): SimulatedTab {
    const tab = {}
    let state: 'awake' | 'frozen' | 'gone' = 'awake'
    let waiting: (() => void)[] = []

    const run = (task: () => void): void =>
      schedule(() => {
        if (state === 'awake') task()
        else waiting.push(task)
      })

    const factory: TabsFactory = (context) => {
      const member = { context, tab, run }
      members.add(member)
      return {
        post(message) {
          if (!members.has(member)) return
          posted.push(message)
          for (const other of members) {
            if (other === member || other.context.partition !== context.partition) continue
            other.run(() => {
              if (members.has(other)) other.context.onMessage(structuredClone(message))
            })
          }
        },
        hold: (lock, options, work) => hold(member, `${context.partition} ${lock}`, options, work),
        close: () => void members.delete(member),
      }
    }

    return {
      factory,
      tabs: createTabs(factory),
      kill() {
        state = 'gone'
        for (const member of members) if (member.tab === tab) members.delete(member)
        for (const [lock, queue] of claims) {
          for (const claim of queue.filter((one) => one.tab === tab)) withdraw(lock, claim)
        }
      },
      freeze() {
        state = 'frozen'
      },
      thaw() {
        state = 'awake'
        const due = waiting
        waiting = []
        for (const task of due) task()
      },
      wake(how) {
        for (const { context, tab: its } of members) if (its === tab) context.onWake(how)
      },
    }
  }

  return {
    open,
    posted,
    locks: () => Object.fromEntries([...claims].map(([lock, { length }]) => [lock, length - 1])),
  }
}
