const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The answer to a request that no handler should see: by a method that `fetch` does not know, or by
 * a name that is not this machine's although only this machine can be asked. A foreign page whose
 * name was pointed here (DNS rebinding) would otherwise be taken for the server's own.
 */
export function refusalOf({ method, url }: Request, host: string): Response | undefined {
  if (method === 'TRACE' || method === 'TRACK' || method === 'CONNECT') return refused(405)
  const { hostname } = new URL(url)
  return isLoopback(host) && !isLoopback(hostname) ? refused(421) : undefined
}

function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)
}

function refused(status: 405 | 421): Response {
  const reason = status === 405 ? 'Method Not Allowed' : 'Misdirected Request: ask for localhost'
  return new Response(reason, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
