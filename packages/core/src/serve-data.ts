import type { Arrival } from './arrival.ts'
import { readData, type Reading } from './cache/data.ts'
import { INCOMPLETE_BODY } from './cache/keep.ts'
import { readBody } from './cache/read-body.ts'
import { type Eventually, isPromise } from './cache/eventually.ts'
import { BodyError } from './errors.ts'
import type { Outcome } from './http/cache-status.ts'
import { fieldsOf, fieldValue } from './http/fields.ts'
import { isSuccessful } from './http/is-successful.ts'
import { currentAge } from './rules/age.ts'
import type { CacheRequest } from './rules/cache-request.ts'
import { freshUntil } from './rules/freshness.ts'
import type { ResolvedPolicy } from './rules/policy.ts'
import { isCutShort } from './rules/storage.ts'
import type { Seconds, StoredBody, StoredMetadata } from './rules/stored-response.ts'
import type { Schema } from './schema.ts'
import { statusError } from './status-error.ts'
import { unstored } from './unstored.ts'

/** How old the data are, and until when they may be used without asking. In seconds. */
export interface Freshness {
  /** When the 200 or 304 arrived that last confirmed the data; seconds since the epoch. */
  readonly validatedAt: Seconds
  /**
   * When they stop being fresh, in seconds since the epoch; not after `validatedAt` when they must be
   * validated.
   */
  readonly freshUntil: Seconds
  /** Their age at the moment of the answer, in seconds (RFC 9111 §4.2.3). */
  readonly age: Seconds
  /** Seconds of freshness left at that moment; not above 0 when they must be validated. */
  readonly ttl: Seconds
}

/** Data, what the cache did for it, and how fresh it is. */
export interface Answer<T> {
  /**
   * The same object as long as the stored body is the same. Do not change it: others share it. In
   * development its arrays and plain objects are frozen, also those that a schema returned.
   */
  readonly data: T
  /** What the cache did for this call; of a `peek` a hit. */
  readonly outcome: Outcome
  /** At the moment of the answer, by the policy of this call. */
  readonly freshness: Freshness
  /** The entity-tag as it was sent (RFC 9110 §8.8.3); `undefined`: none that script can see. */
  readonly etag: string | undefined
}

/** How an answer is read and judged. */
export interface Reader {
  readonly schema: Schema | undefined
  readonly policy: ResolvedPolicy
  readonly now: Seconds
  readonly request: Pick<CacheRequest, 'method' | 'url'>
}

/** The inner door: the answer as data. Throws `StatusError` or `BodyError` if it is none. */
export function serveData(arrival: Arrival, reader: Reader): Eventually<Answer<unknown>> {
  const whole = completed(arrival, reader)
  return isPromise(whole)
    ? whole.then((read) => answerOfWhole(read, arrival, reader))
    : answerOfWhole(whole, arrival, reader)
}

function answerOfWhole(
  { stored, body, cutShort }: Completed,
  arrival: Arrival,
  reader: Reader,
): Eventually<Answer<unknown>> {
  if (!isSuccessful(stored.status)) throw statusError(stored, body, reader.now)
  if (cutShort) throw new BodyError(stored.url, 'cut-short')
  const reading = readData(body, reader.schema)
  return isPromise(reading)
    ? reading.then((settled) => answerOfReading(settled, stored, arrival, reader))
    : answerOfReading(reading, stored, arrival, reader)
}

function answerOfReading(
  reading: Reading,
  stored: StoredMetadata,
  arrival: Arrival,
  reader: Reader,
): Answer<unknown> {
  const { request, schema } = reader
  if (reading.usable) return answerOf(stored, reading.data, arrival.outcome, reader)
  const { fault, issues, ...options } = reading
  // Requests other than GET may be answered without content.
  if (fault === 'empty' && request.method !== 'GET' && schema === undefined) {
    return answerOf(stored, undefined, arrival.outcome, reader)
  }
  throw new BodyError(stored.url, fault, issues, options)
}

/** The answer for data that was read already. */
export function answerOf(
  stored: StoredMetadata,
  data: unknown,
  outcome: Outcome,
  { policy, now }: Pick<Reader, 'policy' | 'now'>,
): Answer<unknown> {
  const until = freshUntil(stored, policy)
  const freshness = {
    validatedAt: stored.responseTime,
    freshUntil: until,
    age: currentAge(stored, now),
    ttl: until - now,
  }
  return { data, outcome, freshness, etag: fieldValue(stored.fields, 'etag') }
}

interface Completed {
  readonly stored: StoredMetadata
  readonly body: StoredBody
  readonly cutShort: boolean
}

function completed(arrival: Arrival, reader: Reader): Eventually<Completed> {
  if (arrival.kind === 'stream') return readWhole(arrival.response, reader)
  const { stored, outcome } = arrival
  return { stored, body: stored.body, cutShort: outcome.detail === INCOMPLETE_BODY }
}

async function readWhole(response: Response, { request, now }: Reader): Promise<Completed> {
  const { status, statusText } = response
  // A network of the app's own making may leave it empty.
  const url = response.url === '' ? request.url : response.url
  const stored = unstored({ url, status, statusText, fields: fieldsOf(response.headers) }, now)
  const body = await readBody(response)
  // A response to HEAD tells the length of what it does not send (RFC 9110 §9.3.2).
  const isWhole = request.method === 'HEAD'
  return {
    stored,
    body,
    cutShort: !isWhole && isCutShort(stored.fields, body.bytes, response.type),
  }
}
