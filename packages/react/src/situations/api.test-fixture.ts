/** How an answer can go wrong: by a status, or because nothing answers. */
export type Fault = number | 'offline'

/** One request, from its arrival at the API to its answer. */
export interface Exchange {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly user: string
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
  /** Of the answer, 0 if there was none; `undefined`: it waits, or its caller has left. */
  readonly status: number | undefined
  /** Answers a request that waits; called again it does nothing. */
  answer(fault?: Fault): void
}

/** Changes what the API holds; what it returns is the body of the answer. */
export type Apply = (
  bodies: Map<string, unknown>,
  write: { readonly path: string; readonly user: string; readonly body: unknown },
) => unknown

/** An API whose answers a test lets go one by one, and whose writes change what it answers. */
export interface Api {
  readonly url: string
  /** Reaches it. */
  readonly fetch: typeof fetch
  /** All requests so far, in the order in which they came. */
  readonly exchanges: Exchange[]
  /** Those that wait for their answer, without those whose callers have left. */
  waiting(method?: string): readonly Exchange[]
  /** From now on requests wait; those that do are answered by `answer`, or all by `release`. */
  hold(): void
  release(): void
  /** What it holds, by path; `$user` stands for who asks. A path without a query is that of all its queries. */
  readonly bodies: Map<string, unknown>
  /** Fields of every answer. */
  fields: Record<string, string>
  /** How every answer goes wrong. */
  fault: Fault | undefined
  /** Whether its entity-tags are weak. @default false */
  isWeak: boolean
  /** When a read looks. @default 'arriving' */
  reads: Instant
  /** When a write takes effect; one that is refused takes none. @default 'answering' */
  writes: Instant
}

/** As soon as a request is there, or not before it is answered. */
export type Instant = 'arriving' | 'answering'

/** What stands behind an API, for whoever brings requests to it. */
export interface Backend extends Omit<Api, 'fetch'> {
  readonly serve: (request: Request) => Promise<Response>
}

interface Held extends Exchange {
  status: number | undefined
  hasLeft: boolean
}

export function createBackend(
  initial: Readonly<Record<string, unknown>>,
  apply: Apply = () => null,
): Backend {
  const exchanges: Held[] = []
  let isHolding = false

  // Of the page's own origin, if there is a page: another one has to prove that CORS lets 304s pass.
  const prefix = `/${crypto.randomUUID()}`

  const backend: Backend = {
    url: `${originHere()}${prefix}`,
    exchanges,
    waiting: (method) =>
      exchanges.filter(
        (each) =>
          each.status === undefined &&
          !each.hasLeft &&
          (method === undefined || each.method === method),
      ),
    hold() {
      isHolding = true
    },
    release() {
      isHolding = false
      for (const exchange of exchanges) exchange.answer()
    },
    bodies: new Map(Object.entries(initial)),
    fields: {},
    fault: undefined,
    isWeak: false,
    reads: 'arriving',
    writes: 'answering',
    serve,
  }

  function look(path: string, user: string): Looked {
    const [pathname = path] = path.split('?')
    const found = backend.bodies.get(path) ?? backend.bodies.get(pathname) ?? null
    return tagged(found, user)
  }

  function tagged(found: unknown, user: string): Looked {
    const text = JSON.stringify(found).replaceAll('$user', user)
    return { text, etag: `${backend.isWeak ? 'W/' : ''}"${hash(text)}"` }
  }

  /** What a request finds, or does, at this instant. */
  function act({ method, path, user, ifMatch, ifNoneMatch }: Exchange, sent: string): Outcome {
    if (method === 'GET') {
      const looked = look(path, user)
      return { ...looked, status: ifNoneMatch === looked.etag ? 304 : 200 }
    }
    if (ifMatch !== null && ifMatch !== look(path, user).etag) return refusedWith(412)
    const body = sent === '' ? undefined : (JSON.parse(sent) as unknown)
    return { ...tagged(apply(backend.bodies, { path, user, body }), user), status: 200 }
  }

  async function serve(request: Request): Promise<Response> {
    const { exchange, answered } = note(request)
    const sent = exchange.method === 'GET' ? '' : await request.text()
    const instant = exchange.method === 'GET' ? backend.reads : backend.writes
    const isEarly = instant === 'arriving' && backend.fault === undefined
    const early = isEarly ? act(exchange, sent) : undefined
    if (!isHolding) exchange.answer()
    const fault = (await answered) ?? backend.fault
    if (fault === 'offline') {
      exchange.status = 0
      return Response.error()
    }
    const outcome = fault === undefined ? (early ?? act(exchange, sent)) : refusedWith(fault)
    exchange.status = outcome.status
    return responseOf(outcome, backend.fields)
  }

  /** Writes down that it is there. */
  function note({ method, url, headers, signal }: Request) {
    const { pathname, search } = new URL(url)
    const { promise: answered, resolve } = Promise.withResolvers<Fault | undefined>()
    const exchange: Held = {
      method,
      path: pathname.slice(prefix.length) + search,
      user: headers.get('authorization') ?? 'nobody',
      ifMatch: headers.get('if-match'),
      ifNoneMatch: headers.get('if-none-match'),
      status: undefined,
      hasLeft: signal.aborted,
      answer: resolve,
    }
    exchanges.push(exchange)
    signal.addEventListener('abort', () => {
      exchange.hasLeft = true
    })
    return { exchange, answered }
  }

  return backend
}

function originHere(): string {
  return 'location' in globalThis ? globalThis.location.origin : 'http://api.test'
}

interface Looked {
  readonly text: string
  readonly etag: string | undefined
}

interface Outcome extends Looked {
  readonly status: number
}

function refusedWith(status: number): Outcome {
  return { status, text: '{"message":"no"}', etag: undefined }
}

function responseOf({ status, text, etag }: Outcome, given: Record<string, string>): Response {
  const headers: Record<string, string> = { ...given, 'content-type': 'application/json' }
  if (etag !== undefined) headers['etag'] = etag
  return new Response(status === 304 ? null : text, { status, headers })
}

/** Short, and another for another text: all that an entity-tag need be. */
function hash(text: string): string {
  let value = 0
  for (let index = 0; index < text.length; index++) {
    value = (value * 31 + text.charCodeAt(index)) | 0
  }
  return `${text.length}-${value >>> 0}`
}

/** Opens an API, whatever stands between a page and it. */
export type OpenApi = (initial: Readonly<Record<string, unknown>>, apply?: Apply) => Api
