import { vi } from 'vitest'

/** What can be wrong with a server that pages of another origin ask. */
export interface CorsFaults {
  readonly isOffline?: boolean
  /** What the preflight allows, in lower case. */
  readonly allowed?: readonly string[]
  /** What script can see beyond the safelist, in lower case. */
  readonly exposed?: readonly string[]
  readonly corsOn304?: boolean
}

/** A request as it went to the network. */
export interface Sent {
  readonly url: string
  readonly fields: ReadonlyMap<string, string>
  readonly status: number | undefined
}

/** `fetch` of a page at `https://page.test`, between it and servers whose answers have tags. */
export interface CrossOriginNetwork {
  readonly fetch: typeof fetch
  readonly sent: readonly Sent[]
  /** The body of every answer from now on; its tag follows from it. */
  body: string
  /** Fields of every full answer, beside the tag; `undefined` leaves one out. */
  fields: Readonly<Record<string, string | undefined>>
  /** They can change at any time. */
  faults: CorsFaults
  /** Makes requests wait that are conditional, or those that are not, until it is called. */
  hold(which: 'conditional' | 'unconditional'): () => void
  /** Requests that wait. */
  waiting(): number
}

/** Every field that the cache may add is allowed, and ETag exposed. */
const noFaults = {
  isOffline: false,
  allowed: ['if-none-match', 'if-modified-since', 'cache-control', 'authorization'],
  exposed: ['etag'],
  corsOn304: true,
}

/** Fetch standard §2.2.2: what script can see, and may send, without being allowed to. */
const visible = ['cache-control', 'content-type', 'expires', 'last-modified', 'pragma']
const sendable = ['accept', 'accept-language', 'content-language']

/** The network does as browsers do, for a page at this origin. */
export function openCrossOriginNetwork(page = 'https://page.test'): CrossOriginNetwork {
  vi.stubGlobal('location', new URL(`${page}/board`))
  const sent: Sent[] = []
  let held: { readonly which: string; readonly released: Promise<void> } | undefined
  let waiting = 0

  function answer(fields: ReadonlyMap<string, string>): Response {
    const etag = `"${network.body}"`
    const headers = new Headers({ 'content-type': 'application/json' })
    for (const [name, value] of Object.entries({ etag, ...network.fields })) {
      if (value !== undefined) headers.set(name, value)
    }
    const isUnchanged = fields.get('if-none-match') === headers.get('etag')
    return isUnchanged
      ? new Response(null, { status: 304, headers })
      : new Response(network.body, { headers })
  }

  function crossOrigin(fields: ReadonlyMap<string, string>): Response {
    const { isOffline, allowed, exposed, corsOn304 } = { ...noFaults, ...network.faults }
    const mayBeSent = new Set([...sendable, ...allowed])
    if (isOffline || [...fields.keys()].some((name) => !mayBeSent.has(name))) throw refusal()
    const response = answer(fields)
    if (response.status === 304 && !corsOn304) throw refusal()
    const mayBeSeen = new Set([...visible, ...exposed])
    for (const name of Array.from(response.headers.keys())) {
      if (!mayBeSeen.has(name)) response.headers.delete(name)
    }
    return response
  }

  const network: CrossOriginNetwork = {
    sent,
    body: '1',
    fields: {},
    faults: {},
    async fetch(input, init) {
      const url = input instanceof Request ? input.url : input.toString()
      const fields = new Map(new Headers(init?.headers))
      const isElsewhere = new URL(url).origin !== page
      const note = (status?: number) => sent.push({ url, fields, status })
      const which = fields.has('if-none-match') ? 'conditional' : 'unconditional'
      if (held?.which === which) {
        waiting++
        await held.released
        waiting--
      }
      try {
        init?.signal?.throwIfAborted()
        const response = isElsewhere ? crossOrigin(fields) : answer(fields)
        note(response.status)
        return response
      } catch (error) {
        note()
        throw error
      }
    },
    hold(which) {
      const { promise: released, resolve } = Promise.withResolvers<void>()
      held = { which, released }
      return () => {
        held = undefined
        resolve()
      }
    },
    waiting: () => waiting,
  }
  return network
}

/** The one thing that script is told (Fetch standard §5.6). */
function refusal(): TypeError {
  return new TypeError('Failed to fetch')
}
