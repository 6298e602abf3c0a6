import type { Arrival } from './arrival.ts'
import { readData } from './cache/data.ts'
import type { Farewells } from './cache/farewells.ts'
import type { Inspect } from './cache/lookup.ts'
import type { Pending } from './cache/pending.ts'
import type { Sessions } from './cache/session.ts'
import { addTags, taggerOf } from './cache/tagging.ts'
import type { Clock } from './clock.ts'
import type { Etagged, JsonInit } from './etagged.ts'
import type { Travel } from './create-fetch.ts'
import { UsageError } from './errors.ts'
import { fieldValue } from './http/fields.ts'
import { inVerifiedSession } from './in-verified-session.ts'
import type { CallReader } from './read-call.ts'
import { type Answer, serveData } from './serve-data.ts'
import { serveResponse } from './serve-response.ts'

interface AnswersOptions {
  readonly sessions: Sessions<Arrival>
  readonly clock: Clock
  readonly readCall: CallReader
  readonly travel: Travel
  readonly farewells: Farewells
  readonly pending: Pending
}

/** The two doors of a request's path. */
export function createAnswers(options: AnswersOptions): Pick<Etagged, 'fetch' | 'json'> {
  const { sessions, clock, readCall, travel, farewells, pending } = options

  return {
    async fetch(input, init) {
      const { request, policy } = readAsFetch(() => readCall(input, init, true))
      const snapshot = sessions.enter(policy.audience)
      const { partition } = snapshot
      const leave = farewells.attend(partition, request.url)
      try {
        const inspect = inspectDeclaredJson
        const journey = { request, snapshot, policy, inspect, tag: undefined, streams: true }
        const arrival = await inVerifiedSession(partition, () => travel(journey))
        return serveResponse(arrival, clock.now())
      } finally {
        leave()
      }
    },
    async json<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = {}) {
      const { schema, policy: given, tags, ...init } = jsonInit
      const tag = taggerOf(tags)
      const { request, policy } = readCall(input, init, false, given)
      const snapshot = sessions.enter(policy.audience)
      const { partition } = snapshot
      const inspect: Inspect = ({ body }, ...rest) => readData(body, schema, ...rest)
      const leave = farewells.attend(partition, request.url)
      try {
        const journey = { request, snapshot, policy, inspect, tag, streams: false }
        const { arrival, answer } = await inVerifiedSession(partition, async () => {
          const arrived = await travel(journey)
          const reader = { schema, policy, now: clock.now(), request }
          return { arrival: arrived, answer: await serveData(arrived, reader) }
        })
        // Another call may have brought it, or stored it long ago.
        const wanted = tag?.(answer.data)
        if (wanted && arrival.kind === 'complete')
          addTags(partition, pending, arrival.stored, wanted)
        return answer as Answer<T>
      } finally {
        leave()
      }
    },
  }
}

/** Where `fetch` has a word for a wrong URL, its callers wait for that: a TypeError (its standard, §5.6). */
function readAsFetch<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof UsageError ? new TypeError(error.message, { cause: error }) : error
  }
}

/** A body that says it is JSON and is not was cut or garbled on its way: it is not kept. */
const inspectDeclaredJson: Inspect = ({ fields, body }, ...rest) =>
  /[/+]json\s*(?:;|$)/i.test(fieldValue(fields, 'content-type') ?? '')
    ? readData(body, undefined, ...rest)
    : { usable: true, data: undefined }
