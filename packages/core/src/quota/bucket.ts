import type { QuotaBucket, Turn } from '../cache/quota.ts'
import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import { type Hash, hashOf } from '../tabs/messages.ts'
import type { Tabs } from '../tabs/tabs.ts'
import { isBudget } from './decide-knowledge.ts'
import { paceFor } from './decide-pace.ts'
import { createLedger } from './ledger.ts'
import { formatMessage, type Message } from './messages.ts'
import { createQueue } from './queue.ts'

/** Requests that take from one budget. */
export interface Bucket {
  readonly hash: Hash
  readonly view: () => QuotaBucket
  readonly pace: () => Seconds
  /** Nothing would be lost with it but what the origin has told. */
  readonly isIdle: () => boolean
  readonly hear: (message: Message) => void
  /** One goes without waiting; the returned function says that it has ended. */
  readonly goAtOnce: (url: string) => () => void
  readonly wait: (turn: Turn) => Promise<() => void>
  /** A request is sent. The returned function says what came of it; nothing, if there is no answer. */
  readonly depart: (url: string) => (response: Response | undefined) => void
}

interface BucketOptions {
  readonly name: string
  readonly clock: Clock
  readonly reserve: number
  readonly notModifiedCosts: boolean
  /** `undefined`: the page is alone. */
  readonly tabs: Tabs | undefined
  readonly onChange: () => void
}

export function createBucket(options: BucketOptions): Bucket {
  const { name, clock, reserve, notModifiedCosts, tabs, onChange } = options
  const hash = hashOf(name)
  const ledger = createLedger({ now: () => clock.now(), reserve, notModifiedCosts })
  const queue = createQueue({ ledger, clock, lock: hash, tabs, onLooked: onChange })

  return {
    hash,
    view() {
      const known = ledger.known()
      const { known: current, underWay } = ledger.standing(clock.now())
      const { limit, remaining } = isBudget(current) ? current : unlimited
      return {
        name,
        limit,
        remaining: Math.max(0, remaining - underWay),
        resetAt: isBudget(known) ? known.resetAt : 0,
        waiting: queue.size(),
      }
    },
    pace() {
      const now = clock.now()
      return paceFor(ledger.standing(now), now)
    },
    isIdle: queue.isIdle,
    hear(message) {
      ledger.hear(message)
      queue.look()
    },
    goAtOnce(url) {
      const spending = ledger.permit({ url, hold: queue.hold(), isRefresh: false })
      queue.look()
      return () => {
        ledger.withdraw(spending)
        queue.look()
      }
    },
    wait: queue.wait,
    depart(url) {
      const spending = ledger.depart(url, queue.hold())
      queue.look()
      return (response) => {
        ledger.arrive(spending, response)
        const known = ledger.known()
        if (response && isBudget(known)) tabs?.post(formatMessage({ bucket: hash, ...known }))
        queue.look()
      }
    },
  }
}

const unlimited = { limit: undefined, remaining: Infinity }
