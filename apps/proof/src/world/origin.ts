import type { Page } from './page.ts'
import type { Scheduler } from './scheduler.ts'

/** What the origin writes into each body: whose it is, and which. */
export interface Stamp {
  readonly user: string
  readonly path: string
  readonly version: number
  /** No two bodies have the same. */
  readonly nonce: number
}

/** A body that was sent, and what was said of it. */
export interface SentBody {
  readonly stamp: Stamp
  readonly validator: string
  /** The page that asked for it. */
  readonly page: Page
  /** When its request was sent, in the world's order of events. */
  readonly sentAt: number
}

/** A request as it reached the origin. */
export interface SeenRequest {
  readonly page: Page
  readonly method: string
  readonly path: string
  /** Whom the origin takes the caller for. */
  readonly user: string
  readonly fields: ReadonlyMap<string, string>
  readonly sentAt: number
  /** Its fate is decided: answered, failed or given up. */
  landed: boolean
}

export interface Origin {
  forPage(page: Page): typeof fetch
  versionOf(path: string): number
  /** The version that was current at this time by the wall clock. */
  versionAt(path: string, wall: number): number
  /** A write that came by another way than through this browser. */
  write(path: string): void
  /** What was sent with this text as its body. */
  sent(body: string): SentBody | undefined
  /** In cookie mode: whose cookie the browser holds. */
  cookie: string | undefined
  onRequest: (request: SeenRequest) => void
  /** Hears of every body that is sent. */
  onBody: (sent: SentBody) => void
  /** A write's answer is about to arrive. */
  onWritten: (request: SeenRequest) => void
  /** Does this request fail on its way? By default none does. */
  fails: (request: SeenRequest) => boolean
  /** Is this token refused with 401? By default none is. */
  refuses: (authorization: string) => boolean
  /** Requests on their way, of all pages that live. */
  readonly underWay: readonly SeenRequest[]
}

export const NOBODY = 'nobody'

interface Resource {
  readonly cacheControl: string
  /** The validator of a representation, as a field. */
  readonly validator: (stamp: Stamp) => readonly [name: string, value: string]
  /** Does this validator, as it was asked for, name what is current for the user? */
  readonly isCurrent: (asked: string, user: string, version: number) => boolean
}

const dateOf = (version: number): string => new Date((1_700_000_000 + version) * 1000).toUTCString()

/**
 * What the origin has, each in the group that its path names (RFC 9875). `/shared` gives all users
 * the same tags: the worst that it can do.
 */
const resources: ReadonlyMap<string, Resource> = new Map<string, Resource>([
  [
    '/shared',
    {
      cacheControl: 'private, no-cache',
      validator: ({ version }) => ['etag', `"${version}"`],
      isCurrent: (asked, _user, version) => asked === `"${version}"`,
    },
  ],
  [
    '/own',
    {
      cacheControl: 'max-age=60',
      validator: ({ user, version, nonce }) => ['etag', `"${user} ${version} ${nonce}"`],
      isCurrent: (asked, user, version) => asked.startsWith(`"${user} ${version} `),
    },
  ],
  [
    '/dated',
    {
      cacheControl: 'max-age=5, stale-while-revalidate=60',
      validator: ({ version }) => ['last-modified', dateOf(version)],
      isCurrent: (asked, _user, version) => asked === dateOf(version),
    },
  ],
])

export const paths: readonly [string, string, string] = ['/shared', '/own', '/dated']

export function createOrigin(scheduler: Scheduler, wall: () => number): Origin {
  const versions = new Map<string, number>()
  const bodies = new Map<string, SentBody>()
  const underWay = new Set<SeenRequest>()
  let nonces = 0

  const changes: { readonly path: string; readonly version: number; readonly at: number }[] = []

  const versionOf = (path: string): number => versions.get(path) ?? 1

  function change(path: string): number {
    const version = versionOf(path) + 1
    versions.set(path, version)
    changes.push({ path, version, at: wall() })
    return version
  }

  /** Decides when the request arrives; the answer may take its time. */
  function answer(request: SeenRequest): () => Response {
    const { page, method, path, user, fields, sentAt } = request
    const token = fields.get('authorization') ?? ''
    if (origin.refuses(token)) return () => new Response(null, { status: 401 })
    const identity = { 'x-user': user, date: new Date(wall() * 1000).toUTCString() }
    if (method === 'PUT') {
      const version = change(path)
      return () =>
        new Response(null, { status: 204, headers: { ...identity, 'x-version': String(version) } })
    }
    const resource = resources.get(path)
    if (resource === undefined) return () => new Response(null, { status: 404 })
    const version = versionOf(path)
    const { cacheControl } = resource
    const fresh = { ...identity, 'cache-control': cacheControl, 'cache-groups': `"${path}"` }
    const asked = fields.get('if-none-match') ?? fields.get('if-modified-since')
    if (asked !== undefined && resource.isCurrent(asked, user, version)) {
      const name = fields.has('if-none-match') ? 'etag' : 'last-modified'
      return () => new Response(null, { status: 304, headers: { ...fresh, [name]: asked } })
    }
    const stamp: Stamp = { user, path, version, nonce: ++nonces }
    const [name, validator] = resource.validator(stamp)
    const body = JSON.stringify(stamp)
    const sent = { stamp, validator, page, sentAt }
    bodies.set(body, sent)
    origin.onBody(sent)
    const headers = { ...fresh, 'content-type': 'application/json', [name]: validator }
    return () => new Response(body, { headers })
  }

  function send(page: Page, url: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', headers, signal } = init
    const fields = new Map(headers as readonly (readonly [string, string])[])
    const path = url.slice(url.indexOf('/', 8))
    const cookie = init.credentials === 'omit' ? undefined : origin.cookie
    const user = cookie ?? userOf(fields.get('authorization'))
    const sentAt = scheduler.now
    const request: SeenRequest = { page, method, path, user, fields, sentAt, landed: false }
    origin.onRequest(request)
    const respond = answer(request)
    underWay.add(request)
    const land = (): void => {
      request.landed = true
      underWay.delete(request)
    }
    return new Promise((resolve, reject) => {
      const takeBack = scheduler.add({
        name: `${page.name} gets its answer to ${method} ${path}`,
        page,
        run() {
          land()
          if (origin.fails(request)) return reject(new TypeError('Failed to fetch'))
          if (method === 'PUT') origin.onWritten(request)
          resolve(respond())
        },
      })
      // Half of the network does not listen, and answers whoever is gone.
      if (sentAt % 2 === 0) return
      signal?.addEventListener('abort', () => {
        takeBack()
        land()
        reject(signal.reason as Error)
      })
    })
  }

  const origin: Origin = {
    forPage: (page) => async (input, init) => {
      if (typeof input !== 'string') throw new TypeError('This network takes URLs only')
      return send(page, input, init ?? {})
    },
    versionOf,
    versionAt: (path, at) =>
      changes.findLast((one) => one.path === path && one.at <= at)?.version ?? 1,
    write: (path) => void change(path),
    sent: (body) => bodies.get(body),
    cookie: undefined,
    onRequest: () => undefined,
    onBody: () => undefined,
    onWritten: () => undefined,
    fails: () => false,
    refuses: () => false,
    get underWay() {
      return [...underWay].filter(({ page }) => !page.dead)
    },
  }
  return origin
}

/** A token names its user before the first dot. */
function userOf(authorization: string | undefined): string {
  return authorization?.split('.')[0] ?? NOBODY
}
