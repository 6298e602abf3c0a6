import type { Clock } from '../clock.ts'
import type { SessionCause } from './events.ts'
import type { Teller } from './journal.ts'
import { urlsOf } from './named-urls.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import type { Sessions } from './session.ts'

/** Sessions that end because of a response. */
export interface Farewells {
  endNow(partition: Partition<unknown>, because: SessionCause): void
  /** The origin asks to clear what is stored: that comes once who asked has his answer. */
  request(partition: Partition<unknown>): void
  /** Who asked has his answer. */
  bid(partition: Partition<unknown>): void
}

interface FarewellsOptions {
  readonly sessions: Pick<Sessions<unknown>, 'endAs' | 'snapshot'>
  readonly clock: Clock
  readonly pending: Pending
  readonly tell: Teller
}

export function createFarewells(options: FarewellsOptions): Farewells {
  const { sessions, clock, pending, tell } = options
  const requested = new WeakSet<Partition<unknown>>()

  function endNow(partition: Partition<unknown>, because: SessionCause): void {
    pending.track(sessions.endAs(because, partition))
  }

  /** A user's session ends; nobody's goes on without its rows, and would else end with each answer. */
  function clear(partition: Partition<unknown>): void {
    const { session, partition: current } = sessions.snapshot()
    if (current !== partition) return
    if (session.state === 'signed-in') return endNow(partition, 'clear-site-data')
    const urls = urlsOf(partition.memory.keys())
    pending.track(partition.removeNamed({ prefix: '' }))
    tell(partition.generation, { type: 'removal', urls, because: 'clear-site-data' })
  }

  return {
    endNow,
    request(partition) {
      requested.add(partition)
    },
    bid(partition) {
      if (!requested.delete(partition)) return
      // Others who share the exchange have theirs by the next macrotask.
      clock.after(0, () => clear(partition))
    },
  }
}
