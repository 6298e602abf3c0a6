import type { HoldOptions } from '@etagged/core/tabs'
import type { Page } from './page.ts'
import type { Scheduler } from './scheduler.ts'

/** The browser's locks: one holder each, and a queue. */
export interface Locks {
  hold<T>(
    page: Page,
    name: string,
    options: HoldOptions,
    work: (granted: boolean) => Promise<T>,
  ): Promise<T>
  /** A dead page holds nothing, and waits for nothing. */
  forget(page: Page): void
}

interface Waiter {
  readonly page: Page
  readonly grant: () => void
}

export function createLocks(scheduler: Scheduler): Locks {
  const holders = new Map<string, Page>()
  const queues = new Map<string, Waiter[]>()

  function queueOf(name: string): Waiter[] {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    return queue
  }

  function release(name: string, page: Page): void {
    if (holders.get(name) === page) holders.delete(name)
    const next = holders.has(name) ? undefined : queueOf(name).shift()
    if (next === undefined) return
    holders.set(name, next.page)
    announce(next, name)
  }

  function announce({ page, grant }: Waiter, name: string): void {
    scheduler.add({ name: `${page.name} is granted ${name.slice(-6)}`, page, run: grant })
  }

  async function work<T>(
    page: Page,
    name: string,
    granted: boolean,
    run: (granted: boolean) => Promise<T>,
  ): Promise<T> {
    try {
      return await run(granted)
    } finally {
      if (granted) release(name, page)
    }
  }

  return {
    hold(page, name, { ifAvailable = false, signal }, run) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        let isSettled = false
        const waiter: Waiter = {
          page,
          grant() {
            if (isSettled) return release(name, page)
            isSettled = true
            resolve(work(page, name, true, run))
          },
        }
        signal?.addEventListener('abort', () => {
          if (isSettled) return
          isSettled = true
          const queue = queueOf(name)
          const index = queue.indexOf(waiter)
          if (index >= 0) queue.splice(index, 1)
          reject(signal.reason as Error)
        })
        const ask = (): void => {
          if (isSettled) return
          if (!holders.has(name)) {
            holders.set(name, page)
            return waiter.grant()
          }
          if (!ifAvailable) return void queueOf(name).push(waiter)
          isSettled = true
          resolve(work(page, name, false, run))
        }
        scheduler.add({ name: `${page.name} asks for ${name.slice(-6)}`, page, run: ask })
      })
    },
    forget(page) {
      for (const queue of queues.values()) {
        const others = queue.filter((waiter) => waiter.page !== page)
        queue.splice(0, queue.length, ...others)
      }
      for (const [name, holder] of holders) if (holder === page) release(name, page)
    },
  }
}
