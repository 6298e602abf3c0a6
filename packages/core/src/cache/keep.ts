import { fieldsOf } from '../http/fields.ts'
import { cacheKey } from '../rules/cache-key.ts'
import type { CacheRequest } from '../rules/cache-request.ts'
import { freshen } from '../rules/freshen.ts'
import type { ResolvedPolicy } from '../rules/policy.ts'
import { nominatedFields, nominatedNames, selectStored } from '../rules/selection.ts'
import { isCutShort, objectionToStoring, storableFields } from '../rules/storage.ts'
import type { StoredBody, StoredMetadata, StoredResponse } from '../rules/stored-response.ts'
import type { Trip } from './exchange.ts'
import type { Inspect } from './lookup.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import { readBody, sameBodyOr } from './read-body.ts'
import type { Flight } from './single-flight.ts'

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
  /** The body that was stored until now. */
  readonly previous: StoredBody | undefined
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
  const { partition, request, trip, policy, inspect, previous } = arriving
  const { response } = trip
  const metadata = metadataOf(arriving)
  const { type, redirected } = response
  const objection = objectionToStoring({ request, candidate: metadata, type, redirected, policy })
  // An error's body is small and may have several readers; a success may be an endless stream.
  if (objection !== undefined && response.ok) return { kind: 'stream', because: objection.because }

  const body = sameBodyOr(previous, await readBody(response))
  partition.assertOpen()
  const stored: StoredResponse = { ...metadata, body }
  if (objection !== undefined) return unkept(stored, objection.because)
  if (isCutShort(metadata.fields, body.bytes)) return unkept(stored, 'incomplete-body')
  const reading = await inspect(stored, previous)
  partition.assertOpen()
  return reading.usable ? store(arriving, stored) : unkept(stored, reading.fault)
}

function unkept(stored: StoredResponse, objection: string): Complete {
  return { kind: 'complete', stored, kept: false, objection }
}

/** Freshens the stored response that a 304 selected (RFC 9111 §4.3.4): its metadata only. */
export function keepFreshened(arriving: Arriving, stored: StoredResponse): Complete {
  const { partition, pending, flight, trip } = arriving
  partition.assertOpen()
  const { requestTime, responseTime } = trip
  const fields = fieldsOf(trip.response.headers)
  const freshened = {
    ...freshen(stored, { fields, requestTime, responseTime }),
    invalidated: flight.isOverlapped(),
  }
  if (forbidsKeeping(arriving, freshened)) {
    pending.track(partition.remove([stored.key]))
    return unkept(freshened, 'response-no-store')
  }
  const newer = newerThan(arriving, freshened)
  if (newer !== undefined) return { kind: 'complete', stored: newer, kept: true }
  partition.memory.put(freshened)
  if (partition.disk) pending.track(partition.disk.freshen(freshened))
  return { kind: 'complete', stored: freshened, kept: true }
}

function store(arriving: FullResponse, stored: StoredResponse): Complete {
  const { partition, pending, flight } = arriving
  const newer = newerThan(arriving, stored)
  if (newer !== undefined) return { kind: 'complete', stored: newer, kept: true }
  const kept = { ...stored, invalidated: flight.isOverlapped() }
  partition.memory.put(kept)
  if (partition.disk) pending.track(partition.disk.put(kept))
  return { kind: 'complete', stored: kept, kept: true }
}

/** The last request wins: an answer that was asked for earlier never replaces a newer one. */
function newerThan(
  { partition, request }: Arriving,
  stored: StoredResponse,
): StoredResponse | undefined {
  const current = selectStored(partition.memory.get(stored.key), request)
  return current !== undefined && current.requestTime > stored.requestTime ? current : undefined
}

/** A 304 with no-store: what it validates may be used this once, and not kept (RFC 9111 §5.2.2.5). */
function forbidsKeeping({ request }: Arriving, freshened: StoredResponse): boolean {
  const objection = objectionToStoring({
    request,
    candidate: freshened,
    type: 'basic',
    redirected: false,
    policy: { assumeFresh: 0, discardAfter: 0, staleIfError: 0, storeErrors: true },
  })
  return objection?.because === 'response-no-store'
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
