import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'

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
  /** The next answers carry another version. */
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

/** Starts the origin for the tests of a file. Relative order: one per file. */
export function startOrigin(
  initial: Readonly<Record<string, unknown>>,
  url = 'http://api.test',
): Origin {
  const seen: Seen[] = []
  let bodies = new Map(Object.entries(initial))
  let holds: PromiseWithResolvers<void>[] = []
  let waiting = 0
  let failure: { how: number | 'offline'; fields: Record<string, string> } | undefined
  const origin: Origin = {
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

  async function answer(request: Request): Promise<Response> {
    const { method } = request
    const { pathname, search } = new URL(request.url)
    const path = pathname + search
    const user = request.headers.get('authorization') ?? 'nobody'
    const ifNoneMatch = request.headers.get('if-none-match')
    const note = (status: number): void =>
      void seen.push({ method, path, user, ifNoneMatch, status })
    const body = JSON.stringify(bodies.get(pathname) ?? null).replaceAll('$user', user)
    waiting++
    await holds.at(-1)?.promise
    waiting--
    if (failure !== undefined) {
      note(failure.how === 'offline' ? 0 : failure.how)
      if (failure.how === 'offline') return HttpResponse.error()
      return new HttpResponse('{"message":"no"}', { status: failure.how, headers: failure.fields })
    }
    const etag = `"${body.length}-${hash(body)}"`
    const headers = { ...origin.fields, etag, 'content-type': 'application/json' }
    const status = ifNoneMatch === etag ? 304 : 200
    note(status)
    return new HttpResponse(status === 304 ? null : body, { status, headers })
  }

  const server = setupServer(http.all(`${url}/*`, ({ request }) => answer(request)))
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => {
    for (const held of holds) held.resolve()
    holds = []
    failure = undefined
    origin.fields = {}
    seen.length = 0
    bodies = new Map(Object.entries(initial))
  })
  afterAll(() => server.close())
  return origin
}

function hash(text: string): number {
  let value = 0
  for (let index = 0; index < text.length; index++) {
    value = (value * 31 + text.charCodeAt(index)) | 0
  }
  return value >>> 0
}
