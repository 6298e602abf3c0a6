/** What a fetch sends, kept whole so that it can be sent again elsewhere. */
export interface Trip {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: ArrayBuffer | undefined
  /** Redirects followed so far. */
  readonly hops: number
}

/** What a redirect asks for: another trip, or a failure because of something. */
export type Redirect =
  | { readonly kind: 'none' }
  | { readonly kind: 'follow'; readonly trip: Trip }
  | { readonly kind: 'fail'; readonly because: 'no-address' | 'too-many' }

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const BODY_FIELDS = ['content-encoding', 'content-language', 'content-location', 'content-type']
const MOST_HOPS = 20

/** Where does an answer send us (Fetch, 4.4)? `none`: nowhere, it is the answer. */
export function decideRedirect(trip: Trip, status: number, location: string | null): Redirect {
  if (!STATUSES.has(status) || location === null) return { kind: 'none' }
  const url = URL.parse(location, trip.url)
  if (!url || !url.protocol.startsWith('http')) return { kind: 'fail', because: 'no-address' }
  if (trip.hops === MOST_HOPS) return { kind: 'fail', because: 'too-many' }
  if (url.hash === '') url.hash = trip.url.hash
  return { kind: 'follow', trip: onward(trip, status, url) }
}

function onward(trip: Trip, status: number, url: URL): Trip {
  const headers = new Headers(trip.headers)
  const hops = trip.hops + 1
  if (url.origin !== trip.url.origin) headers.delete('authorization')
  if (!becomesGet(status, trip.method)) return { ...trip, url, headers, hops }
  for (const name of BODY_FIELDS) headers.delete(name)
  return { url, method: 'GET', headers, body: undefined, hops }
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return (status === 301 || status === 302) && method === 'POST'
}
