import type { QuotaBucket } from '../cache/quota.ts'
import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import { type Hash, hashOf } from '../tabs/messages.ts'
import type { Tabs } from '../tabs/tabs.ts'
import type { NamedRequest } from './bucket-names.ts'
import { isBudget } from './decide-knowledge.ts'
import { paceFor } from './decide-pace.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { formatMessage } from './messages.ts'
import { createQueue, type Queue } from './queue.ts'

/** Requests that take from one budget. */
export interface Bucket extends Pick<Ledger, 'permit' | 'depart' | 'hear'>, Pick<Queue, 'wait'> {
  readonly hash: Hash
  /** The request for which it was opened. */
  readonly first: NamedRequest
  readonly view: () => QuotaBucket
  readonly pace: () => Seconds
  /** Looks again at those who wait, if there are any. */
  readonly look: () => void
  /** Nothing would be lost with it but what the origin has told. */
  readonly isIdle: () => boolean
}

interface BucketOptions {
  readonly name: string
  readonly first: NamedRequest
  readonly clock: Clock
  readonly reserve: number
  readonly notModifiedCosts: boolean
  /** `undefined`: the page is alone. */
  readonly tabs: Tabs | undefined
  readonly onChange: () => void
}

export function createBucket(options: BucketOptions): Bucket {
  const { name, first, clock, reserve, notModifiedCosts, tabs, onChange } = options
  const hash = hashOf(name)
  const ledger = createLedger({
    now: () => clock.now(),
    reserve,
    notModifiedCosts,
    onChange: () => queue.look(),
    onLearnt: (budget) => tabs?.post(formatMessage({ bucket: hash, ...budget })),
  })
  const queue = createQueue({ ledger, clock, tabs, lock: hash, onLooked: onChange })

  return {
    ...ledger,
    wait: queue.wait,
    hash,
    first,
    view() {
      const known = ledger.known()
      const { known: current, underWay } = ledger.standing()
      const { limit, remaining } = isBudget(current) ? current : unlimited
      return {
        name,
        limit,
        remaining: Math.max(0, remaining - underWay),
        resetAt: isBudget(known) ? known.resetAt : 0,
        waiting: queue.size(),
      }
    },
    look() {
      if (queue.size() > 0) queue.look()
    },
    pace: () => paceFor(ledger.standing(), clock.now()),
    // A request under way has a say in what comes next; who holds a lock has one.
    isIdle: () => queue.size() + ledger.underWay.size === 0,
  }
}

const unlimited = { limit: undefined, remaining: Infinity }
