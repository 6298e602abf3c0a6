import type { Arrival } from './arrival.ts'
import { checkJson, fitUnread, readData } from './cache/data.ts'
import type { Farewells } from './cache/farewells.ts'
import type { Inspect } from './cache/lookup.ts'
import type { Partition } from './cache/partition.ts'
import type { Pending } from './cache/pending.ts'
import type { Sessions } from './cache/session.ts'
import { addTags, taggerOf } from './cache/tagging.ts'
import { type Eventually, isPromise } from './cache/eventually.ts'
import type { Clock } from './clock.ts'
import type { Etagged, JsonInit } from './etagged.ts'
import type { Travel } from './create-fetch.ts'
import { UsageError } from './errors.ts'
import { fieldValue } from './http/fields.ts'
import type { Journey } from './journey.ts'
import type { Schema } from './schema.ts'
import { inVerifiedSession } from './in-verified-session.ts'
import type { CallReader } from './read-call.ts'
import type { CacheRequest } from './rules/cache-request.ts'
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

  function travelForData(journey: Journey, schema: Schema | undefined): Eventually<Answered> {
    const arriving = travel(journey)
    return isPromise(arriving)
      ? arriving.then((arrival) => dataOf(arrival, journey, schema))
      : dataOf(arriving, journey, schema)
  }

  function dataOf(
    arrival: Arrival,
    { request, policy }: Journey,
    schema: Schema | undefined,
  ): Eventually<Answered> {
    const answering = serveData(arrival, { schema, policy, now: clock.now(), request })
    return isPromise(answering)
      ? answering.then((answer) => ({ arrival, answer }))
      : { arrival, answer: answering }
  }

  /** A session that is to end waits for him. Who is answered in one step is gone before any could ask that. */
  async function attended<Result>(
    work: Promise<Result>,
    partition: Partition<Arrival>,
    { url }: CacheRequest,
  ): Promise<Result> {
    const leave = farewells.attend(partition, url)
    try {
      return await work
    } finally {
      leave()
    }
  }

  return {
    async fetch(input, init) {
      const { request, policy } = readAsFetch(() => readCall(input, init, true))
      const snapshot = sessions.enter(policy.audience)
      const { partition } = snapshot
      const inspect = inspectDeclaredJson
      const journey = { request, snapshot, policy, inspect, tag: undefined, streams: true }
      const arriving = inVerifiedSession(partition, () => travel(journey))
      const arrival = isPromise(arriving) ? await attended(arriving, partition, request) : arriving
      return serveResponse(arrival, clock.now())
    },
    async json<T>(input: RequestInfo | URL, jsonInit: JsonInit<T> = noOptions) {
      const { schema, policy: given, tags } = jsonInit
      const tag = taggerOf(tags)
      const { request, policy } = readCall(input, fetchInitOf(jsonInit), false, given)
      const snapshot = sessions.enter(policy.audience)
      const { partition } = snapshot
      const inspect: Inspect = ({ body }, ...rest) => readData(body, schema, ...rest)
      const journey = { request, snapshot, policy, inspect, tag, streams: false }
      const answering = inVerifiedSession(partition, () => travelForData(journey, schema))
      const { arrival, answer } = isPromise(answering)
        ? await attended(answering, partition, request)
        : answering
      // Another call may have brought it, or stored it long ago.
      const wanted = tag?.(answer.data)
      if (wanted && arrival.kind === 'complete') addTags(partition, pending, arrival.stored, wanted)
      return answer as Answer<T>
    },
  }
}

interface Answered {
  readonly arrival: Arrival
  readonly answer: Answer<unknown>
}

const noOptions = {}

/** What `fetch` takes of the options of `json`. */
function fetchInitOf<T>(jsonInit: JsonInit<T>): RequestInit | undefined {
  if (jsonInit === noOptions) return undefined
  const { schema: _schema, policy: _policy, tags: _tags, ...init } = jsonInit
  return init
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
    ? checkJson(body, ...rest)
    : fitUnread
