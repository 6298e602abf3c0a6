/** Where the API lives on a server that also serves pages. */
const API_PREFIX = '/api'

/** Is this path the API's? `/apix` is not. */
export function isApiPath(pathname: string): boolean {
  return pathname === API_PREFIX || pathname.startsWith(`${API_PREFIX}/`)
}

/** The same request as the API knows it: without the prefix. */
export function withoutPrefix(request: Request, body?: Uint8Array<ArrayBuffer>): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(API_PREFIX.length)
  const { method, headers, signal } = request
  return new Request(url, { method, headers, signal, ...(body?.byteLength && { body }) })
}
