import type { CacheRequest } from './cache-request.ts'
import { type ResolvedPolicy, resolvePolicy } from './policy.ts'
import type { StoredResponse } from './stored-response.ts'

export const url = 'https://api.test/coins'

/** The instant at which the fixtures' answers arrive: 2027-01-15T08:00:00Z. */
export const ARRIVAL = 1_800_000_000

/** `ARRIVAL` as an HTTP-date. */
export const ARRIVAL_DATE = 'Fri, 15 Jan 2027 08:00:00 GMT'

export type Headers = Readonly<Record<string, string>>

let bodies = 0

/** A 200 that arrived at once at `ARRIVAL`, with these fields. */
export function storedWith(
  headers: Headers = {},
  given: Partial<StoredResponse> = {},
): StoredResponse {
  return {
    key: `same-origin GET ${url}`,
    url,
    nominated: [],
    status: 200,
    statusText: 'OK',
    fields: Object.entries(headers),
    requestTime: ARRIVAL,
    responseTime: ARRIVAL,
    invalidated: false,
    body: { id: `body ${bodies++}`, content: '{}', bytes: 2 },
    ...given,
  }
}

/** A GET with these fields, whose caller takes a stale answer if it may be given. */
export function requestWith(
  headers: Headers = {},
  given: Partial<CacheRequest> = {},
): CacheRequest {
  return {
    method: 'GET',
    url,
    fields: Object.entries(headers),
    credentials: 'same-origin',
    cache: 'default',
    redirect: 'follow',
    allowStale: true,
    ...given,
  }
}

/** The defaults, and what is given. */
export function policyWith(given: Partial<ResolvedPolicy> = {}): ResolvedPolicy {
  return resolvePolicy(given)
}
