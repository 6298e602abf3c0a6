import {
  type Arrival,
  broughtByAnotherTab,
  collapsedInto,
  forwardReason,
  withLanding,
} from './arrival.ts'
import { TOO_LONG } from './cache/keep.ts'
import type { Flight } from './cache/flight.ts'
import type { Clock } from './clock.ts'
import type { Outbound } from './journey.ts'
import type { IncomingRequest } from './read-request.ts'
import { cacheKey } from './rules/cache-key.ts'
import { selectStored } from './rules/selection.ts'
import type { Seconds } from './rules/stored-response.ts'

/**
 * So long a caller of `fetch` waits for a body that another one reads as it arrives: longer than most
 * take. One that never ends must not keep the others from their response.
 */
const PATIENCE: Seconds = 0.5

interface Together {
  readonly forward: (outbound: Outbound, flight: Flight<Arrival>) => Promise<Arrival>
  readonly clock: Clock
}

/** Equal for requests that may share an exchange, and for no others: injective by JSON. */
export function flightName(
  request: Pick<IncomingRequest, 'method' | 'url' | 'credentials' | 'allowStale' | 'alike'>,
): string {
  return JSON.stringify([cacheKey(request), request.allowStale, request.alike])
}

/** Requests that are alike share one exchange (RFC 9111 §4): in this tab, and with other tabs. */
export function createForwardTogether({
  forward,
  clock,
}: Together): (outbound: Outbound) => Promise<Arrival> {
  return async (outbound) => {
    const { request, snapshot } = outbound
    const { flights } = snapshot.partition
    const name = flightName(request)
    const { url, signal } = request
    const boarding = outbound.streams ? { url, signal, patience: PATIENCE } : { url, signal }
    const boarded = await flights.join(name, boarding, (flight) =>
      forwardAmongTabs(name, outbound, flight),
    )
    if (boarded !== undefined && !boarded.collapsed) {
      return withLanding(boarded.value, boarded.landed)
    }
    const shared = boarded?.value
    if (shared?.kind === 'complete') return collapsedInto(shared)
    // A body that streams has one reader: who came along asks for his own. One that was too long for
    // the first of many need not be collected by each of the others.
    const alone = shared?.outcome.detail === TOO_LONG ? { ...outbound, limit: 0 } : outbound
    const own = await flights.alone(boarding, (flight) => forward(alone, flight))
    return withLanding(own.value, own.landed)
  }

  /** Tabs share by way of the disk: without it, each goes by itself. */
  function forwardAmongTabs(
    name: string,
    outbound: Outbound,
    flight: Flight<Arrival>,
  ): Promise<Arrival> {
    const { partition } = outbound.snapshot
    if (!outbound.policy.persist) return forward(outbound, flight)
    const tabs = partition.joinTabs()
    if (tabs === undefined || !partition.openDisk()?.isPersistent())
      return forward(outbound, flight)
    return tabs.lead({
      // Of another epoch's rows this tab reads none.
      name: JSON.stringify([partition.epoch, name]),
      url: outbound.request.url,
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
    const variants = await partition.reread(cacheKey(request))
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
