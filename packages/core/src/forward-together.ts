import {
  type Arrival,
  broughtByAnotherTab,
  collapsedInto,
  forwardReason,
  withLanding,
} from './arrival.ts'
import { TOO_LONG } from './cache/keep.ts'
import { reread } from './cache/reread.ts'
import type { Flight } from './cache/single-flight.ts'
import type { Clock } from './clock.ts'
import type { Outbound } from './journey.ts'
import { cacheKey } from './rules/cache-key.ts'
import { selectStored } from './rules/selection.ts'

interface Together {
  readonly forward: (outbound: Outbound, flight: Flight<Arrival>) => Promise<Arrival>
  readonly clock: Clock
}

/** Requests that are alike share one exchange (RFC 9111 §4): in this tab, and with other tabs. */
export function createForwardTogether({
  forward,
  clock,
}: Together): (outbound: Outbound) => Promise<Arrival> {
  return async (outbound) => {
    const { request, snapshot } = outbound
    const { flights } = snapshot.partition
    const name = JSON.stringify([cacheKey(request), request.allowStale, request.alike])
    const boarded = await flights.join(name, request, (flight) =>
      forwardAmongTabs(name, outbound, flight),
    )
    const { value } = boarded
    if (!boarded.collapsed) return withLanding(value, boarded.landed)
    if (value.kind === 'complete') return collapsedInto(value)
    // A body that streams has one reader: who came along asks for his own. One that was too long for
    // the first of many need not be collected by each of the others.
    const alone = value.outcome.detail === TOO_LONG ? { ...outbound, limit: 0 } : outbound
    const own = await flights.alone(request, (flight) => forward(alone, flight))
    return withLanding(own.value, own.landed)
  }

  /** Tabs share by way of the disk: without it, each goes by itself. */
  function forwardAmongTabs(
    name: string,
    outbound: Outbound,
    flight: Flight<Arrival>,
  ): Promise<Arrival> {
    const { partition } = outbound.snapshot
    const tabs = partition.joinTabs()
    if (tabs === undefined || !partition.openDisk()?.isPersistent())
      return forward(outbound, flight)
    return tabs.lead({
      // Of another epoch's rows this tab reads none.
      name: JSON.stringify([partition.epoch, name]),
      signal: flight.signal,
      onOverlap: flight.onOverlap,
      accept: () => fromAnotherTab(outbound),
      go: (persists) => forward(outbound, { ...flight, persists }),
    })
  }

  /** What another tab stored since this request began, if the request selects it. */
  async function fromAnotherTab(outbound: Outbound): Promise<Arrival | undefined> {
    const { request, snapshot, policy, inspect, reuse, began } = outbound
    const { partition } = snapshot
    const variants = await reread(partition, cacheKey(request), clock)
    const stored = selectStored(variants, request, policy)
    const now = clock.now()
    if (stored === undefined || stored.invalidated) return undefined
    if (stored.responseTime < began || stored.responseTime > now) return undefined
    const reading = await inspect(stored)
    partition.assertOpen()
    return reading.usable
      ? broughtByAnotherTab({ fwd: forwardReason(reuse), stored, policy, now })
      : undefined
  }
}
