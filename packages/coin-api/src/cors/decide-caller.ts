/**
 * Who asks, by the `Origin` of the request:
 * - `plain`: no `Origin`, or that of the API itself, which browsers send along with a POST;
 * - `allowed`: a page on the list;
 * - `preflight`: a browser that asks on behalf of such a page;
 * - `refused`: any other page.
 */
export type Caller =
  | { readonly kind: 'plain' }
  | { readonly kind: 'allowed'; readonly origin: string }
  | { readonly kind: 'preflight'; readonly origin: string }
  | { readonly kind: 'refused' }

/** Who asks, when pages from `origins` may. */
export function decideCaller(request: Request, origins: readonly string[]): Caller {
  const origin = request.headers.get('origin')
  if (origin === null || isOwn(origin, request)) return { kind: 'plain' }
  if (!origins.includes(origin)) return { kind: 'refused' }
  return { kind: isPreflight(request) ? 'preflight' : 'allowed', origin }
}

/** A proxy may have ended TLS or written another URL: the `Host` that it kept counts as well. */
function isOwn(origin: string, { url, headers }: Request): boolean {
  if (origin === new URL(url).origin) return true
  const host = headers.get('host')
  return host !== null && (origin === `https://${host}` || origin === `http://${host}`)
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}
