import { type Fields, withoutFields } from '../http/fields.ts'
import type { CacheRequest } from './cache-request.ts'
import type { ResolvedPolicy } from './policy.ts'
import { nominatedFields, nominatedNames } from './selection.ts'
import { storableFields } from './storage.ts'
import type { Seconds, StoredResponse } from './stored-response.ts'

/** They describe the 304's own (absent) content, not the stored body on which they depend (RFC 9111 §3.2). */
const describeContent: ReadonlySet<string> = new Set([
  'content-length',
  'content-encoding',
  'content-md5',
  'content-type',
  'content-range',
])

/** A 304 and the request that it answers. */
export interface NotModified {
  /** The conditional one. */
  readonly request: CacheRequest
  /** By which fields are stored or left out. */
  readonly policy: ResolvedPolicy
  /** Those of the 304. */
  readonly fields: Fields
  /** When the request was sent; seconds since the epoch. */
  readonly requestTime: Seconds
  /** When the 304 arrived; seconds since the epoch. */
  readonly responseTime: Seconds
}

/**
 * The stored response after a 304: its fields updated by the 304's, its instants those of the
 * validation, its body untouched (RFC 9111 §3.2, §4.3.4).
 */
export function freshen(stored: StoredResponse, notModified: NotModified): StoredResponse {
  const { policy, requestTime, responseTime } = notModified
  const update = withoutFields(storableFields(notModified.fields, policy), describeContent)
  // Age and Date speak of one message; kept from the former one they would falsify the new age.
  const replaced = new Set(update.map((field) => field[0])).add('age').add('date')
  const updated = [...withoutFields(stored.fields, replaced), ...update]
  // Its directives may name fields that had been stored (§5.2.2.4, §5.2.2.7).
  const fields = storableFields(updated, policy)
  const nominated = nominatedAnew(stored, fields, notModified)
  return { ...stored, nominated, fields, requestTime, responseTime, invalidated: false }
}

/** When the 304 nominates other fields than before, they are those of the request it answers (§4.1). */
function nominatedAnew(
  stored: StoredResponse,
  fields: Fields,
  { request, policy }: NotModified,
): Fields {
  const names = nominatedNames(fields)
  if (names === '*' || String(names) === String(nominatedNames(stored.fields))) {
    return stored.nominated
  }
  return nominatedFields(request, names, policy)
}
