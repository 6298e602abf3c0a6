/** One request as the origin saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly user: string
  readonly ifNoneMatch: string | null
  readonly status: number
}

/** An origin whose every answer names the user and the version of what it sends. */
export interface Origin {
  readonly url: string
  readonly seen: Seen[]
  /** Reaches it. */
  readonly fetch: typeof fetch
  /** The next answers carry another version; a path without a query stands for all of its queries. */
  change(path: string, body: unknown): void
  /**
   * Answers wait until `release` is called, and say what was true when the request arrived. Called
   * again, those that come from then on wait for a `release` of their own.
   */
  hold(): void
  /** How many answers wait. */
  waiting(): number
  release(): void
  /** The next requests fail: by a status, or because nothing answers. */
  fail(how: number | 'offline' | undefined, fields?: Record<string, string>): void
  /** Fields of every answer. */
  fields: Record<string, string>
}

/** What stands behind an origin, for whoever brings requests to it. */
export interface Script {
  readonly origin: Omit<Origin, 'fetch'>
  readonly answer: (request: Request) => Promise<Response>
  /** As it was at first: each test has an origin of its own. */
  readonly reset: () => void
}

/** Writes what an origin answers. */
export function scriptOrigin(initial: Readonly<Record<string, unknown>>, url: string): Script {
  const seen: Seen[] = []
  let bodies = new Map(Object.entries(initial))
  let holds: PromiseWithResolvers<void>[] = []
  let waiting = 0
  let failure: { how: number | 'offline'; fields: Record<string, string> } | undefined
  const origin: Script['origin'] = {
    url,
    seen,
    fields: {},
    change: (path, body) => bodies.set(path, body),
    hold: () => void holds.push(Promise.withResolvers()),
    waiting: () => waiting,
    release: () => holds.shift()?.resolve(),
    fail: (how, fields = {}) => {
      failure = how === undefined ? undefined : { how, fields }
    },
  }

  return {
    origin,
    async answer(request) {
      const { method } = request
      const { pathname, search } = new URL(request.url)
      const path = pathname + search
      const user = request.headers.get('authorization') ?? 'nobody'
      const ifNoneMatch = request.headers.get('if-none-match')
      const note = (status: number): void =>
        void seen.push({ method, path, user, ifNoneMatch, status })
      const found = bodies.get(path) ?? bodies.get(pathname) ?? null
      const body = JSON.stringify(found).replaceAll('$user', user)
      waiting++
      await holds.at(-1)?.promise
      waiting--
      if (failure !== undefined) {
        const { how, fields } = failure
        note(how === 'offline' ? 0 : how)
        if (how === 'offline') return Response.error()
        return new Response('{"message":"no"}', { status: how, headers: fields })
      }
      const etag = `"${body.length}-${hash(body)}"`
      const headers = { ...origin.fields, etag, 'content-type': 'application/json' }
      const status = ifNoneMatch === etag ? 304 : 200
      note(status)
      return new Response(status === 304 ? null : body, { status, headers })
    },
    reset() {
      for (const held of holds) held.resolve()
      holds = []
      failure = undefined
      origin.fields = {}
      seen.length = 0
      bodies = new Map(Object.entries(initial))
    },
  }
}

/** The origin without a network between. */
export function inProcess({ origin, answer }: Script): Origin {
  return Object.assign(origin, {
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const request = new Request(input, init)
      const response = await Promise.race([answer(request), abortOf(request.signal)])
      if (response.type === 'error') throw new TypeError('Failed to fetch')
      return response
    },
  })
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

function hash(text: string): number {
  let value = 0
  for (let index = 0; index < text.length; index++) {
    value = (value * 31 + text.charCodeAt(index)) | 0
  }
  return value >>> 0
}
