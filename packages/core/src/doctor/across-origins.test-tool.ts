/** The part of Hono's app that answers. */
interface Server {
  request(url: string, init: RequestInit): Response | Promise<Response>
}

/** Fetch standard §2.2.2: what script can see, and may send, without being allowed to. */
const VISIBLE = ['cache-control', 'content-type', 'expires', 'last-modified', 'pragma']
const SENDABLE = new Set(['accept', 'accept-language', 'content-language'])

/** `fetch` of a browser, for a page of this origin and a server of another one (Fetch standard §4). */
export function acrossOrigins(server: Server, page: string): typeof fetch {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : input.toString()
    const credentialed = init.credentials === 'include'
    const headers = new Headers(init.headers)
    const unsafe = [...headers.keys()].filter((name) => !SENDABLE.has(name))
    headers.set('origin', page)
    if (unsafe.length > 0) await preflight(server, url, page, unsafe, credentialed)
    const response = await server.request(url, { headers })
    if (!permits(response, page, credentialed)) throw refusal()
    return seen(response)
  }
}

async function preflight(
  server: Server,
  url: string,
  page: string,
  names: readonly string[],
  credentialed: boolean,
): Promise<void> {
  const headers = {
    origin: page,
    'access-control-request-method': 'GET',
    'access-control-request-headers': names.join(','),
  }
  const answer = await server.request(url, { method: 'OPTIONS', headers })
  const allowed = listed(answer, 'access-control-allow-headers')
  const isAllowed = answer.ok && permits(answer, page, credentialed)
  if (!isAllowed || names.some((name) => !allowed.includes(name))) throw refusal()
}

/** Fetch standard §4.10. */
function permits({ headers }: Response, page: string, credentialed: boolean): boolean {
  const isAllowed = headers.get('access-control-allow-origin') === page
  return isAllowed && (!credentialed || headers.get('access-control-allow-credentials') === 'true')
}

function seen(response: Response): Response {
  const visible = new Set([...VISIBLE, ...listed(response, 'access-control-expose-headers')])
  for (const name of Array.from(response.headers.keys())) {
    if (!visible.has(name)) response.headers.delete(name)
  }
  return response
}

function listed({ headers }: Response, name: string): readonly string[] {
  return (headers.get(name) ?? '').split(',').map((each) => each.trim().toLowerCase())
}

/** The one thing that script is told (Fetch standard §5.6). */
function refusal(): TypeError {
  return new TypeError('Failed to fetch')
}
