import { UsageError } from './errors.ts'
import { fieldsOf } from './http/fields.ts'
import type { CacheRequest } from './rules/cache-request.ts'

/** A caller's request: what the rules judge, and what the network is given. */
export interface IncomingRequest extends CacheRequest {
  readonly signal: AbortSignal | undefined
  /** The first argument of `fetch`: the caller's own `Request`, or an absolute URL. */
  readonly input: Request | string
  readonly init: RequestInit
  /** Requests for the same URL that agree in this may share one exchange. */
  readonly alike: unknown
}

interface ReaderOptions {
  /** Prefix of relative URLs. */
  readonly baseUrl: string | undefined
}

export type RequestReader = (
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  allowStale: boolean,
) => IncomingRequest

/** Reads `fetch`'s two arguments without building a `Request`. */
export function createRequestReader({ baseUrl }: ReaderOptions): RequestReader {
  const resolve = createUrlResolver(baseUrl)
  return function readRequest(input, init = {}, allowStale) {
    const request = input instanceof Request ? input : undefined
    const url = input instanceof Request ? withoutFragment(input.url) : resolve(input.toString())
    const read = overlaid(request, init)
    const alike = [read.cache, read.fields, ...fetchOptions(request, init)]
    return { ...read, url, allowStale, input: request ?? url, init, alike }
  }
}

const defaults = {
  method: 'GET',
  headers: undefined,
  credentials: 'same-origin',
  cache: 'default',
  redirect: 'follow',
  mode: 'cors',
  integrity: '',
} as const

/** What `init` says, else the `Request`, else the Fetch standard's default. */
function overlaid(request: Request | undefined, init: RequestInit) {
  const given = request ?? defaults
  return {
    method: normaliseMethod(init.method ?? given.method),
    fields: fieldsOf(init.headers ?? given.headers),
    credentials: init.credentials ?? given.credentials,
    cache: init.cache ?? given.cache,
    signal: init.signal ?? request?.signal,
  }
}

/** By these, too, the network's answers may differ. */
function fetchOptions(request: Request | undefined, init: RequestInit): readonly unknown[] {
  const given = request ?? defaults
  return [
    init.redirect ?? given.redirect,
    init.mode ?? given.mode,
    init.integrity ?? given.integrity,
  ]
}

/** More distinct URLs than a page shows at a time; the parser runs again beyond. */
const URLS_REMEMBERED = 1000

function createUrlResolver(baseUrl: string | undefined): (url: string) => string {
  const remembered = new Map<string, string>()
  let rememberedOn: string | undefined
  return (url) => {
    const page = globalThis.location?.href
    if (page !== rememberedOn) remembered.clear()
    rememberedOn = page
    const known = remembered.get(url)
    if (known !== undefined) return known
    const resolved = absoluteUrl(url, baseUrl)
    if (remembered.size >= URLS_REMEMBERED) remembered.clear()
    remembered.set(url, resolved)
    return resolved
  }
}

/** Absolute URLs stay; all others continue the base URL, also those that begin with a slash. */
export function absoluteUrl(url: string, baseUrl: string | undefined): string {
  if (URL.canParse(url)) return withoutFragment(url)
  const page = globalThis.location?.href
  const path =
    baseUrl === undefined ? url : `${baseUrl.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
  const isUsable = URL.canParse(baseUrl ?? url, page) && URL.canParse(path, page)
  if (isUsable) return withoutFragment(new URL(path, page).href)
  throw new UsageError(
    `Cannot resolve ${JSON.stringify(url)}: outside of a page createEtagged needs an absolute baseUrl, such as 'https://api.example.com'`,
  )
}

function withoutFragment(url: string): string {
  const parsed = new URL(url)
  // fetch refuses it as well; here it is refused before anybody could log it.
  if (parsed.username !== '' || parsed.password !== '') {
    throw new UsageError(
      `The URL for ${parsed.host} contains a user name or a password: send them in a field instead`,
    )
  }
  parsed.hash = ''
  return parsed.href
}

/** `get` means GET to `fetch`, `patch` does not mean PATCH (Fetch standard §2.2.1); the cache needs no such trap. */
function normaliseMethod(method: string): string {
  return method.toUpperCase()
}
