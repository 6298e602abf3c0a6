import { fieldsOf } from '../http/fields.ts'
import { cacheKey } from '../rules/cache-key.ts'
import type { CacheRequest } from '../rules/cache-request.ts'
import { freshen } from '../rules/freshen.ts'
import type { ResolvedPolicy } from '../rules/policy.ts'
import { nominatedFields, nominatedNames, selectStored, variantKey } from '../rules/selection.ts'
import { isCutShort, objectionToStoring, storableFields } from '../rules/storage.ts'
import type { StoredMetadata, StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import type { Trip } from './exchange.ts'
import type { Inspect } from './lookup.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import { readBody, sameBodyOr } from './read-body.ts'
import type { Flight } from './single-flight.ts'
import { tagged, type Tagger } from './tagging.ts'

/** The session and the flight in which an answer arrived. */
interface Arriving {
  readonly partition: Partition<unknown>
  readonly pending: Pending
  readonly flight: Flight
  readonly request: CacheRequest
  readonly trip: Trip
}

interface FullResponse extends Arriving {
  readonly policy: ResolvedPolicy
  readonly inspect: Inspect
  readonly tag: Tagger | undefined
  /** What the request selected until now, usable or not. */
  readonly former: StoredResponse | undefined
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
export async function keep(arriving: FullResponse): Promise<Kept> {
  const { partition, request, trip, policy, inspect, former } = arriving
  const { response } = trip
  const metadata = metadataOf(arriving)
  const { type, redirected } = response
  const objection = trip.isSomebodys
    ? { because: SOMEBODYS }
    : objectionToStoring({ request, candidate: metadata, type, redirected, policy })
  // An error's body is small and may have several readers; a success may be an endless stream.
  if (objection !== undefined && !isPlainError(response)) {
    return { kind: 'stream', because: objection.because }
  }
  const body = sameBodyOr(former?.body, await readBody(response))
  partition.assertOpen()
  const stored: StoredResponse = { ...metadata, body }
  // What is not kept is the caller's as it came, with the fields that only he may see.
  const asReceived = { ...stored, fields: fieldsOf(response.headers) }
  if (objection !== undefined) return unkept(asReceived, objection.because)
  if (isCutShort(metadata.fields, body.bytes, type)) return unkept(asReceived, INCOMPLETE_BODY)
  const reading = await inspect(stored, former?.body)
  partition.assertOpen()
  if (!reading.usable) return unkept(asReceived, reading.fault)
  const kept = tagged(stored, tagging(arriving, reading.data))
  return kept === undefined ? unkept(asReceived, TAGS_FAILED) : store(arriving, kept)
}

/** By now what is replaced may have been given other tags. */
function tagging({ partition, request, tag, former }: FullResponse, data: unknown) {
  const held = selectStored(partition.memory.get(cacheKey(request)), request)
  return { tag, data, former: held ?? former }
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

function unkept(stored: StoredResponse, objection: string): Complete {
  return { kind: 'complete', stored, kept: false, objection }
}

/** Freshens the stored response that a 304 selected (RFC 9111 §4.3.4): its metadata only. */
export function keepFreshened(arriving: Arriving, stored: StoredResponse): Complete {
  const { partition, pending, flight, trip } = arriving
  const { requestTime, responseTime } = trip
  const fields = fieldsOf(trip.response.headers)
  const notModified = { request: arriving.request, fields, requestTime, responseTime }
  const freshened = marked(freshen(stored, notModified), flight)
  const objection = trip.isSomebodys ? SOMEBODYS : objectionToNoStore(arriving, freshened)
  if (objection === 'response-no-store') pending.track(partition.remove([stored.key]))
  if (objection !== undefined) return unkept(freshened, objection)
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

function store(arriving: FullResponse, stored: StoredResponse): Complete {
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
  { partition, flight, request }: Arriving,
  stored: StoredResponse,
): StoredResponse | undefined {
  const current = selectStored(partition.memory.get(stored.key), request)
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

/** With no-store, what a 304 validates may be used this once (RFC 9111 §5.2.1.5, §5.2.2.5). */
function objectionToNoStore({ request }: Arriving, freshened: StoredResponse): string | undefined {
  const objection = objectionToStoring({
    request,
    candidate: freshened,
    type: 'basic',
    redirected: false,
    policy: { assumeFresh: 0, discardAfter: 0, staleIfError: 0, storeErrors: true },
  })
  return objection?.because.endsWith('-no-store') ? objection.because : undefined
}

function metadataOf({ request, trip }: Arriving): StoredMetadata {
  const { response, requestTime, responseTime } = trip
  const fields = storableFields(fieldsOf(response.headers))
  const names = nominatedNames(fields)
  return {
    key: cacheKey(request),
    url: request.url,
    nominated: names === '*' ? [] : nominatedFields(request, names),
    status: response.status,
    statusText: response.statusText,
    fields,
    requestTime,
    responseTime,
    invalidated: false,
  }
}
