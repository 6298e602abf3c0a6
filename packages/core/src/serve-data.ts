import type { Arrival } from './arrival.ts'
import { type Reading, readData } from './cache/data.ts'
import { readBody } from './cache/read-body.ts'
import { BodyError, StatusError } from './errors.ts'
import type { Outcome } from './http/cache-status.ts'
import { parseDeltaSeconds } from './http/cache-control.ts'
import { fieldsOf, fieldValue } from './http/fields.ts'
import { parseHttpDate } from './http/http-date.ts'
import { currentAge } from './rules/age.ts'
import { freshUntil } from './rules/freshness.ts'
import type { ResolvedPolicy } from './rules/policy.ts'
import { isCutShort } from './rules/storage.ts'
import type { Seconds, StoredBody, StoredMetadata } from './rules/stored-response.ts'
import type { Schema } from './schema.ts'

/** How old the data is, and until when it may be used without asking. Seconds. */
export interface Freshness {
  /** The instant of the 200 or 304 that last confirmed the data. */
  readonly validatedAt: Seconds
  /** The instant at which it stops being fresh; not after `validatedAt` when it must be validated. */
  readonly freshUntil: Seconds
  /** Its age at the moment of the answer (RFC 9111 §4.2.3). */
  readonly age: Seconds
}

/** Data, what the cache did for it, and how fresh it is. */
export interface Answer<T> {
  /** The same object as long as the stored body is the same. Do not change it. */
  readonly data: T
  readonly outcome: Outcome
  readonly freshness: Freshness
}

/** How an answer is read and judged. */
export interface Reader {
  readonly schema: Schema | undefined
  readonly policy: ResolvedPolicy
  readonly now: Seconds
  /** Requests other than GET may be answered without content. */
  readonly mayBeEmpty: boolean
}

/** The inner door: the answer as data. Throws `StatusError` or `BodyError` if it is none. */
export async function serveData(arrival: Arrival, reader: Reader): Promise<Answer<unknown>> {
  const { stored, body } = await completed(arrival, reader.now)
  if (stored.status < 200 || stored.status > 299) throw statusError(stored, body, reader.now)
  if (isCutShort(stored.fields, body.bytes)) throw new BodyError(stored.url, 'cut-short')
  const reading = await readData(body, reader.schema)
  if (reading.usable) return answerOf(stored, reading.data, arrival.outcome, reader)
  if (reading.fault === 'empty' && reader.mayBeEmpty && reader.schema === undefined) {
    return answerOf(stored, undefined, arrival.outcome, reader)
  }
  throw new BodyError(stored.url, reading.fault, reading.issues)
}

/** The answer for data that was read already. */
export function answerOf(
  stored: StoredMetadata,
  data: unknown,
  outcome: Outcome,
  { policy, now }: Pick<Reader, 'policy' | 'now'>,
): Answer<unknown> {
  const freshness = {
    validatedAt: stored.responseTime,
    freshUntil: freshUntil(stored, policy),
    age: currentAge(stored, now),
  }
  return { data, outcome, freshness }
}

interface Completed {
  readonly stored: StoredMetadata
  readonly body: StoredBody
}

async function completed(arrival: Arrival, now: Seconds): Promise<Completed> {
  if (arrival.kind === 'complete') return { stored: arrival.stored, body: arrival.stored.body }
  const { response } = arrival
  const stored = {
    key: '',
    url: response.url,
    nominated: [],
    status: response.status,
    statusText: response.statusText,
    fields: fieldsOf(response.headers),
    requestTime: now,
    responseTime: now,
    invalidated: false,
  }
  return { stored, body: await readBody(response) }
}

function statusError({ status, url, fields }: StoredMetadata, body: StoredBody, now: Seconds) {
  const reading = readData(body, undefined) as Reading
  const text = typeof body.content === 'string' ? body.content : undefined
  return new StatusError({
    status,
    url,
    body: reading.usable ? reading.data : text,
    retryAfter: retryAfter(fieldValue(fields, 'retry-after'), now),
  })
}

/** Seconds until the next attempt is welcome: delta-seconds or an HTTP-date (RFC 9110 §10.2.3). */
function retryAfter(value: string | undefined, now: Seconds): Seconds | undefined {
  if (value === undefined) return undefined
  const date = parseHttpDate(value, now)
  return parseDeltaSeconds(value) ?? (date === undefined ? undefined : Math.max(0, date - now))
}
