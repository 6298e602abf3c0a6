import { readData } from './cache/data.ts'
import { isPromise } from './cache/eventually.ts'
import type { Tier } from './cache/events.ts'
import type { Journal } from './cache/journal.ts'
import { type Inspect, lookup } from './cache/lookup.ts'
import type { Pending } from './cache/pending.ts'
import type { Sessions } from './cache/session.ts'
import type { Clock } from './clock.ts'
import type { Etagged, JsonInit } from './etagged.ts'
import { isSuccessful } from './http/is-successful.ts'
import { inVerifiedSession } from './in-verified-session.ts'
import type { CallReader } from './read-call.ts'
import { cacheKey } from './rules/cache-key.ts'
import type { ResolvedPolicy } from './rules/policy.ts'
import { isDiscarded } from './rules/reuse.ts'
import { selectStored } from './rules/selection.ts'
import type { Seconds, StoredResponse } from './rules/stored-response.ts'
import { type Answer, answerOf } from './serve-data.ts'

interface PeekOptions {
  readonly sessions: Sessions<unknown>
  readonly clock: Clock
  readonly journal: Journal
  readonly pending: Pending
  readonly readCall: CallReader
}

/** Reads what is stored without asking whether it may answer a request; never the network. */
export function createPeek(options: PeekOptions): Pick<Etagged, 'peek' | 'peekMemory'> {
  const { sessions, clock, journal, pending, readCall } = options

  function answer(
    stored: StoredResponse,
    data: unknown,
    policy: ResolvedPolicy,
    tier: Exclude<Tier, 'network'>,
    generation: string,
  ): Answer<unknown> {
    const at = clock.now()
    journal.record({ type: 'peek', at, generation, url: stored.url, tier })
    return told(stored, data, policy, at)
  }

  return {
    async peek<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = {}) {
      const { schema, policy: given, tags: _, ...init } = jsonInit
      const { request, policy } = readCall(input, init, false, given)
      const { partition } = sessions.enter(policy.audience)
      const key = cacheKey(request)
      const read = await inVerifiedSession(partition, async () => {
        const inspect: Inspect = ({ body }) => readData(body, schema)
        const { variants, tier } = await lookup(partition, key, inspect, policy)
        partition.assertOpen()
        const stored = selectStored(variants, request, policy)
        // With `storeErrors` an error may be stored: it is an answer, and no data.
        if (stored === undefined || !isSuccessful(stored.status)) return undefined
        if (!isDiscarded(stored, policy, clock.now())) {
          return { stored, tier, reading: await readData(stored.body, schema) }
        }
        pending.track(partition.remove([key]))
        return undefined
      })
      if (!read?.reading.usable) return undefined
      const { stored, tier, reading } = read
      return answer(stored, reading.data, policy, tier, partition.generation) as Answer<T>
    },
    peekMemory<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = {}) {
      const { schema, policy: given, tags: _, ...init } = jsonInit
      const { request, policy } = readCall(input, init, false, given)
      const { partition } = sessions.snapshot(policy.audience)
      if (partition.verification !== undefined) return undefined
      const variants = partition.memory.get(cacheKey(request))
      const stored = selectStored(variants, request, policy)
      if (stored === undefined || !isSuccessful(stored.status)) return undefined
      if (isDiscarded(stored, policy, clock.now())) return undefined
      const reading = readData(stored.body, schema)
      if (isPromise(reading) || !reading.usable) return undefined
      return told(stored, reading.data, policy, clock.now()) as Answer<T>
    },
  }
}

function told(
  stored: StoredResponse,
  data: unknown,
  policy: ResolvedPolicy,
  now: Seconds,
): Answer<unknown> {
  return answerOf(stored, data, { kind: 'hit', detail: 'peek' }, { policy, now })
}
