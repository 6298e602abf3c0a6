import { contentLength } from '../http/content-length.ts'
import { isEventStream } from '../http/event-stream.ts'
import type { Fields } from '../http/fields.ts'
import { cacheKey } from '../rules/cache-key.ts'
import { nominatedFields, nominatedNames, selectStored } from '../rules/selection.ts'
import { isCutShort, objectionToStoring, storableFields } from '../rules/storage.ts'
import type { StoredMetadata, StoredResponse } from '../rules/stored-response.ts'
import type { Inspect } from './lookup.ts'
import { sameBodyOr } from './read-body.ts'
import { receive, type Streaming } from './receive.ts'
import { tagged, type Tagger } from './tagging.ts'
import { timed } from './tracer.ts'
import { type Arriving, notKept, SOMEBODYS, write, type Written } from './write.ts'

interface FullResponse<Arrival> extends Arriving<Arrival> {
  readonly inspect: Inspect
  readonly tag: Tagger | undefined
  /** What the request selected until now, usable or not. */
  readonly former: StoredResponse | undefined
  /** What to tell a caller who does not wait for the end of the body, by what will become of it. */
  readonly stream: (prospect: Prospect) => Streaming<Arrival> | undefined
}

/** What is known of a response as soon as its head is there. */
export interface Prospect {
  readonly metadata: StoredMetadata
  /** Why it will not be stored. */
  readonly objection: string | undefined
}

export type Kept =
  /** Read to its end; `kept` says whether it is stored now. */
  | Written
  /** Not to be stored: the caller reads it from the network. */
  | { readonly kind: 'stream'; readonly because: string }

/** Keeps a full response unless a clause objects (RFC 9111 §3). */
export async function keep<Arrival>(arriving: FullResponse<Arrival>): Promise<Kept> {
  const { partition, trip, flight, former, stream, tracer } = arriving
  const { response, fields: received } = trip
  const metadata = metadataOf(arriving, received)
  const objection = objectionTo(arriving, { ...metadata, fields: received })
  // An error's body is small and may have several readers; a success may be an endless stream.
  if (objection !== undefined && !isPlainError(response)) {
    return { kind: 'stream', because: objection }
  }
  const streaming = stream({ metadata, objection })
  if (streaming !== undefined && isLongerThan(streaming.limit, received)) return tooLong
  const read = await timed(tracer, 'network', () => receive(response, flight, streaming))
  partition.assertOpen()
  if (read === undefined) return tooLong
  const stored: StoredResponse = { ...metadata, body: sameBodyOr(former?.body, read) }
  const judged = objection ?? (await judgeBody(arriving, stored))
  // What is not kept is the caller's as it came, with the fields that only he may see.
  if (typeof judged !== 'string') return write(arriving, judged, former)
  outdateIfGone(arriving, stored)
  return notKept({ ...stored, fields: received }, judged)
}

/** An error that is not kept may say of what is stored that it is no more (RFC 9110 §15.5.5, §15.5.11). */
function outdateIfGone<Arrival>(arriving: FullResponse<Arrival>, { status }: StoredMetadata): void {
  const { partition, pending, former } = arriving
  if (former === undefined || (status !== 404 && status !== 410)) return
  pending.track(partition.invalidate({ urls: [former.url] }))
}

/** The objection to a body that is longer than what is collected while it is read. */
export const TOO_LONG = 'too-long'

const tooLong: Kept = { kind: 'stream', because: TOO_LONG }

/** Does it say so itself? Then nothing need be collected. A content coding only made it shorter. */
function isLongerThan(limit: number, fields: Fields): boolean {
  return (contentLength(fields) ?? 0) > limit
}

/** What can be known from the head. */
function objectionTo(
  { request, trip, policy }: Arriving,
  candidate: StoredMetadata,
): string | undefined {
  if (trip.isSomebodys) return SOMEBODYS
  const { type, redirected } = trip.response
  const authorized = trip.isAuthorized ?? false
  const question = { request, candidate, type, redirected, authorized, policy }
  const objection = objectionToStoring(question)?.because
  return objection ?? (isEventStream(candidate.fields) ? 'event-stream' : undefined)
}

/** What only the whole body tells: the response with its tags, or why it is not stored. */
async function judgeBody<Arrival>(
  { partition, request, policy, trip, inspect, tag, former }: FullResponse<Arrival>,
  stored: StoredResponse,
): Promise<StoredResponse | string> {
  if (isCutShort(stored.fields, stored.body.bytes, trip.response.type)) return INCOMPLETE_BODY
  const reading = await inspect(stored, former?.body)
  partition.assertOpen()
  if (!reading.usable) return reading.fault
  // By now what is replaced may have been given other tags.
  const held = selectStored(partition.memory.get(stored.key), request, policy) ?? former
  return tagged(stored, { tag, data: reading.data, former: held }) ?? TAGS_FAILED
}

/** The objection to a body that is shorter than its `Content-Length`. */
export const INCOMPLETE_BODY = 'incomplete-body'

/** The objection to an answer whose tags its caller's function did not tell. */
const TAGS_FAILED = 'tags-failed'

/** An error that a new `Response` can stand for: with a visible status that it may have. */
function isPlainError({ status, redirected }: Response): boolean {
  return status >= 300 && status <= 599 && !redirected
}

function metadataOf({ request, trip, policy }: Arriving, received: Fields): StoredMetadata {
  const { response, requestTime, responseTime } = trip
  const fields = storableFields(received, policy)
  const names = nominatedNames(fields)
  return {
    key: cacheKey(request),
    url: request.url,
    nominated: names === '*' ? [] : nominatedFields(request, names, policy),
    status: response.status,
    statusText: response.statusText,
    fields,
    requestTime,
    responseTime,
    invalidated: false,
  }
}
