import { readData } from './cache/data.ts'
import type { Tier } from './cache/events.ts'
import type { Journal } from './cache/journal.ts'
import { lookup } from './cache/lookup.ts'
import type { Pending } from './cache/pending.ts'
import type { Sessions } from './cache/session.ts'
import type { Clock } from './clock.ts'
import type { Etagged, JsonInit } from './etagged.ts'
import { isSuccessful } from './http/is-successful.ts'
import { inVerifiedSession } from './in-verified-session.ts'
import type { RequestReader } from './read-request.ts'
import { cacheKey } from './rules/cache-key.ts'
import { type Policy, type ResolvedPolicy } from './rules/policy.ts'
import { isDiscarded } from './rules/reuse.ts'
import { selectStored } from './rules/selection.ts'
import type { StoredResponse } from './rules/stored-response.ts'
import { type Answer, answerOf } from './serve-data.ts'

interface PeekOptions {
  readonly sessions: Sessions<unknown>
  readonly clock: Clock
  readonly journal: Journal
  readonly pending: Pending
  readonly readRequest: RequestReader
  readonly policyOf: (policy: Policy | undefined) => ResolvedPolicy
}

/** Reads what is stored without asking whether it may answer a request; never the network. */
export function createPeek(options: PeekOptions): Pick<Etagged, 'peek' | 'peekMemory'> {
  const { sessions, clock, journal, pending, readRequest, policyOf } = options

  function answer(
    stored: StoredResponse,
    data: unknown,
    policy: ResolvedPolicy,
    tier: Exclude<Tier, 'network'>,
    generation: string,
  ): Answer<unknown> {
    const at = clock.now()
    journal.record({ type: 'peek', at, generation, url: stored.url, tier })
    return answerOf(stored, data, { kind: 'hit', detail: 'peek' }, { policy, now: at })
  }

  return {
    async peek<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = {}) {
      const { schema, policy, tags: _, ...init } = jsonInit
      const request = readRequest(input, init, false)
      const resolved = policyOf(policy)
      const { partition } = sessions.enter()
      const key = cacheKey(request)
      const read = await inVerifiedSession(partition, async () => {
        const { variants, tier } = await lookup(partition, key, ({ body }) =>
          readData(body, schema),
        )
        partition.assertOpen()
        const stored = selectStored(variants, request, resolved)
        // With `storeErrors` an error may be stored: it is an answer, and no data.
        if (stored === undefined || !isSuccessful(stored.status)) return undefined
        if (!isDiscarded(stored, resolved, clock.now())) {
          return { stored, tier, reading: await readData(stored.body, schema) }
        }
        pending.track(partition.remove([key]))
        return undefined
      })
      if (!read?.reading.usable) return undefined
      const { stored, tier, reading } = read
      return answer(stored, reading.data, resolved, tier, partition.generation) as Answer<T>
    },
    peekMemory<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = {}) {
      const { schema, policy, tags: _, ...init } = jsonInit
      const request = readRequest(input, init, false)
      const resolved = policyOf(policy)
      const { partition } = sessions.snapshot()
      if (partition.verification !== undefined) return undefined
      const variants = partition.memory.get(cacheKey(request))
      const stored = selectStored(variants, request, resolved)
      if (stored === undefined || !isSuccessful(stored.status)) return undefined
      if (isDiscarded(stored, resolved, clock.now())) return undefined
      const reading = readData(stored.body, schema)
      if (reading instanceof Promise || !reading.usable) return undefined
      return answerOf(
        stored,
        reading.data,
        { kind: 'hit', detail: 'peek' },
        {
          policy: resolved,
          now: clock.now(),
        },
      ) as Answer<T>
    },
  }
}
