import type { OtherTabs } from '@etagged/core'
import {
  createTabs,
  type HoldOptions,
  type Tabs,
  type TabsContext,
  type Waking,
} from '@etagged/core/tabs'

/** One tab of a browser that has several. */
export interface Tab {
  readonly tabs: OtherTabs
  /** What others post from now on passes it by, as it does a page in the back-forward cache. */
  sleep(): void
  wake(how: Waking): void
}

/** The tabs of one browser in one process: messages arrive one microtask after they were posted. */
export function openBrowser(): { openTab(): Tab } {
  const joined = new Set<Joined>()
  const locks = new Map<string, Promise<unknown>>()
  return {
    openTab() {
      const state = { isAsleep: false }
      const mine = (): Joined[] => [...joined].filter(({ of }) => of === state)
      return {
        tabs: createTabs((context) => join({ of: state, context }, joined, locks)),
        sleep() {
          state.isAsleep = true
        },
        wake(how) {
          state.isAsleep = false
          for (const { context } of mine()) context.onWake(how)
        },
      }
    },
  }
}

interface Joined {
  readonly of: { isAsleep: boolean }
  readonly context: TabsContext
}

function join(self: Joined, joined: Set<Joined>, locks: Map<string, Promise<unknown>>): Tabs {
  const { partition } = self.context
  joined.add(self)

  function deliver(message: unknown): void {
    for (const other of joined) {
      const isReached = other.of !== self.of && !other.of.isAsleep && joined.has(other)
      if (isReached && other.context.partition === partition) other.context.onMessage(message)
    }
  }

  return {
    post(message) {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => deliver(copy))
    },
    hold: (lock, options, work) => hold(`${partition} ${lock}`, options, work, locks),
    close() {
      joined.delete(self)
    },
  }
}

async function hold<T>(
  name: string,
  { ifAvailable = false, signal }: HoldOptions,
  work: (granted: boolean) => Promise<T>,
  locks: Map<string, Promise<unknown>>,
): Promise<T> {
  signal?.throwIfAborted()
  const former = locks.get(name)
  if (former !== undefined && ifAvailable) return work(false)
  const { promise: free, resolve: release } = Promise.withResolvers<void>()
  const mine = Promise.all([former, free])
  locks.set(name, mine)
  const letGo = (): void => {
    release()
    if (locks.get(name) === mine) locks.delete(name)
  }
  try {
    await Promise.race([former, abortOf(signal)])
    return await work(true)
  } finally {
    letGo()
  }
}

function abortOf(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
