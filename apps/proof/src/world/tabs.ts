import type { TabsContext, TabsFactory, Waking } from '@etagged/core/tabs'
import { createLocks } from './locks.ts'
import type { Page } from './page.ts'
import type { Scheduler } from './scheduler.ts'

/** What a page told all others of its partition. */
export interface Post {
  readonly from: Page
  readonly partition: string
  readonly message: unknown
}

/** A post on its way to one of them. */
export interface Letter {
  readonly post: Post
  readonly to: Page
}

/** All pages of the browser, as far as they can reach each other. */
export interface TabWorld {
  forPage(page: Page): TabsFactory
  wake(page: Page, how: Waking): void
  /** Is this letter lost? By default none is. */
  isLost: (letter: Letter) => boolean
  onPost: (post: Post) => void
  onDelivery: (letter: Letter) => void
  forget(page: Page): void
}

interface Endpoint {
  readonly page: Page
  readonly context: TabsContext
}

export function createTabWorld(scheduler: Scheduler): TabWorld {
  const endpoints = new Set<Endpoint>()
  const locks = createLocks(scheduler)

  function send(letter: Letter, endpoint: Endpoint): void {
    const { post, to } = letter
    scheduler.add({
      name: `${to.name} hears ${String(post.message).slice(0, 30)}`,
      // Each sender's messages arrive in the order in which they were sent.
      lane: `${post.from.name} tells ${to.name}`,
      page: to,
      run() {
        if (!endpoints.has(endpoint)) return
        world.onDelivery(letter)
        endpoint.context.onMessage(post.message)
      },
    })
  }

  const world: TabWorld = {
    forPage: (page) => (context) => {
      const { partition } = context
      const own: Endpoint = { page, context }
      endpoints.add(own)
      return {
        post(message) {
          const sent = { from: page, partition, message }
          world.onPost(sent)
          for (const other of endpoints) {
            if (other.page === page || other.context.partition !== partition) continue
            const letter = { post: sent, to: other.page }
            if (!world.isLost(letter)) send(letter, other)
          }
        },
        hold: (lock, options, work) => locks.hold(page, `${partition} ${lock}`, options, work),
        close() {
          endpoints.delete(own)
        },
      }
    },
    wake(page, how) {
      for (const { page: woken, context } of endpoints) if (woken === page) context.onWake(how)
    },
    isLost: () => false,
    onPost: () => undefined,
    onDelivery: () => undefined,
    forget(page) {
      for (const endpoint of endpoints) if (endpoint.page === page) endpoints.delete(endpoint)
      locks.forget(page)
    },
  }
  return world
}
