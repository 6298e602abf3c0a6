import type { CacheRequest } from '../rules/cache-request.ts'
import type { ResolvedPolicy } from '../rules/policy.ts'
import { selectStored, variantKey } from '../rules/selection.ts'
import type { StoredMetadata, StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import type { Trip } from './exchange.ts'
import type { Partition } from './partition.ts'
import type { Disk } from './persistence.ts'
import type { Pending } from './pending.ts'
import type { Flight } from './flight.ts'
import { timed, type Tracer } from './tracer.ts'

/** The session and the flight in which an answer arrived. */
export interface Arriving<Arrival = unknown> {
  readonly partition: Partition<unknown>
  readonly pending: Pending
  readonly flight: Flight<Arrival>
  readonly request: CacheRequest
  readonly policy: ResolvedPolicy
  readonly trip: Trip
  readonly tracer?: Tracer | undefined
}

/** An answer read to its end. */
export interface Written {
  readonly kind: 'complete'
  readonly stored: StoredResponse
  /** Is it stored now? */
  readonly kept: boolean
  /** Why it is not stored. */
  readonly objection?: string
}

/** The objection to an answer that is a user's, before it is known who the page's user is. */
export const SOMEBODYS = 'user-not-known-yet'

export function notKept(stored: StoredResponse, objection: string): Written {
  return { kind: 'complete', stored, kept: false, objection }
}

/**
 * Stores a full response in place of the former one, in memory at once and on disk when it can: unless
 * what is stored by now was asked for later.
 */
export function write(
  arriving: Arriving,
  stored: StoredResponse,
  former: StoredResponse | undefined,
): Written {
  const { partition, pending } = arriving
  const { key } = stored
  const newer = newerThan(arriving, stored)
  if (newer !== undefined) return { kind: 'complete', stored: newer, kept: true }
  const kept = marked(arriving, stored)
  arriving.tracer?.replaced(former?.body, kept.body)
  if (isFromTheFuture(former, kept)) putAlone(arriving, kept)
  else {
    const isInMemory = partition.memory.put(kept)
    const disk = partition.openDisk()
    const isForDisk = disk !== undefined && !kept.memoryOnly
    if (isForDisk) persist(arriving, key, disk.put(kept))
    // What it takes the place of must not come back from there.
    else if (disk) pending.track(disk.delete([{ key }]))
    if (!isForDisk && !isInMemory) return notKept(kept, 'too-large')
  }
  return { kind: 'complete', stored: kept, kept: true }
}

/** The same for one that a 304 has freshened: its body stays where it is. */
export function writeFreshened(
  arriving: Arriving,
  stored: StoredResponse,
  freshened: StoredResponse,
): Written {
  const { partition } = arriving
  const newer = newerThan(arriving, freshened)
  if (newer !== undefined) return { kind: 'complete', stored: newer, kept: true }
  const isElsewhere = variantKey(stored) !== variantKey(freshened)
  if (isElsewhere || isFromTheFuture(stored, freshened)) putAlone(arriving, freshened)
  else {
    partition.memory.put(freshened)
    const disk = diskFor(partition, freshened)
    if (disk) persist(arriving, stored.key, disk.freshen(freshened))
  }
  return { kind: 'complete', stored: freshened, kept: true }
}

/**
 * What was invalidated or removed while the answer was on its way, the answer may predate (RFC 9111
 * §4.4); and the app says whether it may go to disk.
 */
export function marked({ flight, policy }: Arriving, arrived: StoredResponse): StoredResponse {
  const tags = tagsOf(arrived)
  const invalidated = flight.isOverlapped(tags) || flight.isForgotten(tags)
  const memoryOnly = policy.persist ? undefined : true
  const isAlike = arrived.invalidated === invalidated && arrived.memoryOnly === memoryOnly
  return isAlike ? arrived : { ...arrived, invalidated, memoryOnly }
}

/** `undefined`: there is none, or the response is not for it. */
export function diskFor(partition: Partition<unknown>, stored: StoredResponse): Disk | undefined {
  return stored.memoryOnly ? undefined : partition.openDisk()
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
  const { partition, pending } = arriving
  const { key } = stored
  const disk = partition.openDisk()
  partition.memory.delete([{ key }])
  partition.memory.put(stored)
  if (disk === undefined) return
  const cleared = disk.delete([{ key }])
  if (stored.memoryOnly) return pending.track(cleared)
  const written = cleared.then(() => disk.put(stored))
  persist(arriving, key, written)
}

/** Other tabs hear of it once they can read it. */
function persist(
  { partition, pending, flight, tracer }: Arriving,
  key: string,
  writing: Promise<boolean>,
): void {
  const written = timed(tracer, 'write', () => writing).then((isWritten) => {
    if (isWritten) partition.joinTabs()?.announceStored(key)
    return isWritten
  })
  pending.track(written)
  flight.persists(written)
}
