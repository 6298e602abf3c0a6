import { type Fields, fieldsOf, fieldValue } from '../http/fields.ts'
import { cacheKey } from '../rules/cache-key.ts'
import type { CacheRequest } from '../rules/cache-request.ts'
import { freshen } from '../rules/freshen.ts'
import { decideHead } from '../rules/head.ts'
import type { ResolvedPolicy } from '../rules/policy.ts'
import { nominatedFields, nominatedNames, selectStored, variantKey } from '../rules/selection.ts'
import {
  isCutShort,
  objectionToNoStore,
  objectionToStoring,
  storableFields,
} from '../rules/storage.ts'
import type { StoredMetadata, StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import { replyOf, type Trip } from './exchange.ts'
import type { Inspect } from './lookup.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import { sameBodyOr } from './read-body.ts'
import { receive, type Streaming } from './receive.ts'
import type { Flight } from './single-flight.ts'
import { tagged, type Tagger } from './tagging.ts'

/** The session and the flight in which an answer arrived. */
interface Arriving<Arrival = unknown> {
  readonly partition: Partition<unknown>
  readonly pending: Pending
  readonly flight: Flight<Arrival>
  readonly request: CacheRequest
  readonly policy: ResolvedPolicy
  readonly trip: Trip
}

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
  | Complete
  /** Not to be stored: the caller reads it from the network. */
  | { readonly kind: 'stream'; readonly because: string }

interface Complete {
  readonly kind: 'complete'
  readonly stored: StoredResponse
  readonly kept: boolean
  /** Why it is not stored. */
  readonly objection?: string
}

/** Keeps a full response unless a clause objects (RFC 9111 §3). */
export async function keep<Arrival>(arriving: FullResponse<Arrival>): Promise<Kept> {
  const { partition, trip, flight, former, stream } = arriving
  const { response } = trip
  const received = fieldsOf(response.headers)
  const metadata = metadataOf(arriving, received)
  const objection = objectionTo(arriving, { ...metadata, fields: received })
  // An error's body is small and may have several readers; a success may be an endless stream.
  if (objection !== undefined && !isPlainError(response)) {
    return { kind: 'stream', because: objection }
  }
  const streaming = stream({ metadata, objection })
  if (streaming !== undefined && isLongerThan(streaming.limit, received)) return tooLong
  const read = await receive(response, flight, streaming)
  partition.assertOpen()
  if (read === undefined) return tooLong
  const stored: StoredResponse = { ...metadata, body: sameBodyOr(former?.body, read) }
  const judged = objection ?? (await judgeBody(arriving, stored))
  // What is not kept is the caller's as it came, with the fields that only he may see.
  return typeof judged === 'string'
    ? notKept({ ...stored, fields: received }, judged)
    : store(arriving, judged)
}

/** The objection to a body that is longer than what is collected while it is read. */
export const TOO_LONG = 'too-long'

const tooLong: Kept = { kind: 'stream', because: TOO_LONG }

/** Does it say so itself? Then nothing need be collected. What is coded is longer still. */
function isLongerThan(limit: number, fields: Fields): boolean {
  return Number(fieldValue(fields, 'content-length')) > limit
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
  // It tells what happens, and has no end.
  const isEvents = /^text\/event-stream\b/i.test(fieldValue(candidate.fields, 'content-type') ?? '')
  return objection ?? (isEvents ? 'event-stream' : undefined)
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

/** The objection to an answer that is a user's, before it is known who the page's user is. */
const SOMEBODYS = 'user-not-known-yet'

/** The objection to an answer whose tags its caller's function did not tell. */
const TAGS_FAILED = 'tags-failed'

/** An error that a new `Response` can stand for: with a visible status that it may have. */
function isPlainError({ status, redirected }: Response): boolean {
  return status >= 300 && status <= 599 && !redirected
}

function notKept(stored: StoredResponse, objection: string): Complete {
  return { kind: 'complete', stored, kept: false, objection }
}

/** Freshens the stored response that a 304 selected (RFC 9111 §4.3.4): its metadata only. */
export function keepFreshened(arriving: Arriving, stored: StoredResponse): Complete {
  const { partition, pending, flight, trip, request, policy } = arriving
  const { requestTime, responseTime } = trip
  const fields = fieldsOf(trip.response.headers)
  const notModified = { request, policy, fields, requestTime, responseTime }
  const freshened = marked(freshen(stored, notModified), flight)
  // With no-store, what a 304 validates may be used this once (RFC 9111 §5.2.1.5, §5.2.2.5).
  const objection = trip.isSomebodys
    ? SOMEBODYS
    : objectionToNoStore({ request, candidate: freshened })?.because
  if (objection === 'response-no-store') pending.track(partition.remove([stored.key]))
  if (objection !== undefined) return notKept(freshened, objection)
  const newer = newerThan(arriving, freshened)
  if (newer !== undefined) return { kind: 'complete', stored: newer, kept: true }
  const isElsewhere = variantKey(stored) !== variantKey(freshened)
  if (isElsewhere || isFromTheFuture(stored, freshened)) putAlone(arriving, freshened)
  else {
    partition.memory.put(freshened)
    const disk = partition.openDisk()
    if (disk) persist(arriving, stored.key, disk.freshen(freshened))
  }
  return { kind: 'complete', stored: freshened, kept: true }
}

/** What an answer to HEAD means for the stored answer to GET (RFC 9111 §4.3.5). */
export function learnFromHead(arriving: Arriving, stored: StoredResponse): void {
  const { partition, pending, flight, trip } = arriving
  if (flight.isForgotten(tagsOf(stored))) return
  const news = decideHead(stored, replyOf(trip))
  if (news.kind === 'freshen') keepFreshened(arriving, stored)
  if (news.kind === 'invalidate') pending.track(partition.invalidate({ urls: [stored.url] }))
}

function store<Arrival>(arriving: FullResponse<Arrival>, stored: StoredResponse): Complete {
  const { partition, flight, former } = arriving
  const newer = newerThan(arriving, stored)
  if (newer !== undefined) return { kind: 'complete', stored: newer, kept: true }
  const kept = marked(stored, flight)
  if (isFromTheFuture(former, kept)) putAlone(arriving, kept)
  else {
    partition.memory.put(kept)
    const disk = partition.openDisk()
    if (disk) persist(arriving, stored.key, disk.put(kept))
  }
  return { kind: 'complete', stored: kept, kept: true }
}

/** What was invalidated while the answer was on its way, the answer may predate (RFC 9111 §4.4). */
function marked(arrived: StoredResponse, flight: Flight): StoredResponse {
  return { ...arrived, invalidated: flight.isOverlapped(tagsOf(arrived)) }
}

/** The last request wins: an answer that was asked for earlier never replaces a newer one. */
function newerThan(
  { partition, flight, request, policy }: Arriving,
  stored: StoredResponse,
): StoredResponse | undefined {
  const current = selectStored(partition.memory.get(stored.key), request, policy)
  if (current === undefined || isFromTheFuture(current, stored)) return undefined
  // The write that overtook this answer marked all that was stored: what has no mark came after it.
  const isNewer = flight.isOverlapped() && !current.invalidated
  return isNewer || current.requestTime > stored.requestTime ? current : undefined
}

/** Was the clock ahead when the former was asked for? Its instants then say nothing of the order. */
function isFromTheFuture(former: StoredResponse | undefined, arrived: StoredMetadata): boolean {
  return former !== undefined && former.requestTime > arrived.responseTime
}

/** In place of everything under its key: a store would keep what seems to be newer, or another's. */
function putAlone(arriving: Arriving, stored: StoredResponse): void {
  const { partition } = arriving
  const { key } = stored
  const disk = partition.openDisk()
  partition.memory.delete([{ key }])
  partition.memory.put(stored)
  if (disk === undefined) return
  const written = disk.delete([{ key }]).then(() => disk.put(stored))
  persist(arriving, key, written)
}

/** Other tabs hear of it once they can read it. */
function persist(
  { partition, pending, flight }: Arriving,
  key: string,
  writing: Promise<boolean>,
): void {
  const written = writing.then((isWritten) => {
    if (isWritten) partition.joinTabs()?.announceStored(key)
    return isWritten
  })
  pending.track(written)
  flight.persists(written)
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
