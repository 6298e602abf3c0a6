import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { SessionCause } from './events.ts'
import type { Teller } from './journal.ts'
import { urlsOf } from './named-urls.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import type { Sessions } from './session.ts'

/** A caller whose schema never answers keeps no session alive. */
const MOST_PATIENCE: Seconds = 5

interface Call {
  readonly partition: Partition<unknown>
  readonly url: string
}

/** A session that is to end, and the calls for which that waits. */
interface Farewell {
  readonly partition: Partition<unknown>
  readonly calls: Set<Call>
  readonly cancel: () => void
}

/** Sessions that end because of a response. */
export interface Farewells {
  endNow(partition: Partition<unknown>, because: SessionCause): void
  /** A call begins; the returned function says that its caller has his answer. */
  attend(partition: Partition<unknown>, url: string): () => void
  /**
   * The origin asks to clear what is stored: that comes once all calls for the URL that are under
   * way have their answers, since they may share this one; or after 5 s.
   */
  request(partition: Partition<unknown>, url: string): void
}

interface FarewellsOptions {
  readonly sessions: Pick<Sessions<unknown>, 'endAs' | 'snapshot' | 'parts'>
  readonly clock: Clock
  readonly pending: Pending
  readonly tell: Teller
}

export function createFarewells(options: FarewellsOptions): Farewells {
  const { sessions, clock, pending, tell } = options
  const underWay = new Set<Call>()
  const farewells = new Set<Farewell>()

  function endNow(partition: Partition<unknown>, because: SessionCause): void {
    pending.track(sessions.endAs(because, partition))
  }

  /** A user's session ends; nobody's goes on without its rows, and would else end with each answer. */
  function clear(partition: Partition<unknown>): void {
    const [own, everyones] = sessions.parts()
    // Whoever was told: what is everyone's is the origin's, too.
    if (everyones !== undefined) empty(everyones)
    if (own !== partition) return
    if (sessions.snapshot().session.state === 'signed-in') endNow(partition, 'clear-site-data')
    else empty(partition)
  }

  function empty(partition: Partition<unknown>): void {
    const urls = urlsOf(partition.memory.keys())
    pending.track(partition.removeNamed({ prefix: '' }))
    tell(partition.generation, { type: 'removal', urls, because: 'clear-site-data' })
  }

  function bid(farewell: Farewell): void {
    farewells.delete(farewell)
    farewell.cancel()
    clear(farewell.partition)
  }

  function bidIfAllLeft(farewell: Farewell): void {
    if (farewell.calls.size > 0) return
    // The last one's promise has yet to tell him.
    clock.after(0, () => {
      if (farewells.has(farewell)) bid(farewell)
    })
  }

  return {
    endNow,
    attend(partition, url) {
      const call = { partition, url }
      underWay.add(call)
      return () => {
        underWay.delete(call)
        for (const farewell of farewells) {
          if (farewell.calls.delete(call)) bidIfAllLeft(farewell)
        }
      }
    },
    request(partition, url) {
      const calls = [...underWay].filter((call) => call.partition === partition && call.url === url)
      const farewell = {
        partition,
        calls: new Set(calls),
        cancel: clock.after(MOST_PATIENCE, () => bid(farewell)),
      }
      farewells.add(farewell)
      bidIfAllLeft(farewell)
    },
  }
}
