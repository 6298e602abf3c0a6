import type { CacheEvent } from './cache/events.ts'
import { createEtagged } from './create-etagged.ts'
import type { Etagged, EtaggedOptions } from './etagged.ts'
import { formatCacheStatus } from './http/cache-status.ts'
import { createManualClock, type ManualClock } from './manual.test-clock.ts'

/** A client whose time a test moves, and whose every word it hears. */
export interface RecordedClient {
  readonly etagged: Etagged
  readonly clock: ManualClock
  readonly events: readonly CacheEvent[]
  /** The request events so far, as Cache-Status without the cache's name. */
  statuses(): readonly string[]
  /** The events of one type. */
  of<Type extends CacheEvent['type']>(type: Type): readonly Extract<CacheEvent, { type: Type }>[]
}

export function createRecordedClient(
  options: EtaggedOptions & { readonly clock?: ManualClock } = {},
): RecordedClient {
  const clock = options.clock ?? createManualClock()
  const etagged = createEtagged({ ...options, clock })
  const events: CacheEvent[] = []
  etagged.subscribe((event) => events.push(event))

  function of<Type extends CacheEvent['type']>(type: Type) {
    const isOfType = (event: CacheEvent): event is Extract<CacheEvent, { type: Type }> =>
      event.type === type
    return events.filter(isOfType)
  }

  return {
    etagged,
    clock,
    events,
    of,
    statuses: () =>
      of('request').map(({ outcome }) => formatCacheStatus(outcome).slice('etagged; '.length)),
  }
}

/** A client whose network is this function. */
export function clientOn(
  network: (request: Request) => Response | Promise<Response>,
  options: Parameters<typeof createRecordedClient>[0] = {},
): RecordedClient {
  return createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: async (input, init) => network(new Request(input, init)),
    ...options,
  })
}

/** What the promise is rejected with; fails when it is fulfilled. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It was fulfilled')
}

/** Lets everything run that waits for nothing but its turn. */
export async function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  setImmediate(resolve)
  await promise
}
