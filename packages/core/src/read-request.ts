import { type Fields, fieldsOf } from './http/fields.ts'
import { isSameOrigin, type UrlResolver, withoutFragment } from './resolve-url.ts'
import type { CacheRequest, NetworkOnly } from './rules/cache-request.ts'

/** A caller's request: what the rules judge, and what the network is given. */
export interface IncomingRequest extends CacheRequest {
  readonly signal: AbortSignal | undefined
  /** The first argument of `fetch`: the caller's own `Request`, or an absolute URL. */
  readonly input: Request | string
  readonly init: RequestInit
  /** Requests for the same URL that agree in this may share one exchange. */
  readonly alike: unknown
}

export type RequestReader = (
  input: RequestInfo | URL,
  init: RequestInit | null | undefined,
  allowStale: boolean,
) => IncomingRequest

/**
 * Reads `fetch`'s two arguments, and builds a `Request` only to have the unusual ones refused.
 * Throws what `fetch` rejects with, where a stored response could answer before it is asked.
 */
export function createRequestReader({ resolve }: UrlResolver): RequestReader {
  return function readRequest(input, given, allowStale) {
    if (typeof input === 'string' && isEmpty(given)) return plain(resolve(input), allowStale)
    const request = isRequest(input) ? input : undefined
    const url = isRequest(input) ? withoutFragment(input.url) : resolve(input.toString())
    const init = given ?? {}
    const read = overlaid(request, init)
    if (isSafe(read.method)) assertValid(request ?? url, init)
    const { mode, integrity } = fetchOptions(request, init)
    const networkOnly = networkOnlyFor(url, mode, integrity)
    const alike = alikeBy({ ...read, mode, integrity })
    const own = request === undefined ? init : withReferrer(request, init)
    return { ...read, url, allowStale, networkOnly, input: request ?? url, init: own, alike }
  }
}

/** What nothing but a URL asks for: most of all requests, and those that memory answers in a step. */
function plain(url: string, allowStale: boolean): IncomingRequest {
  const { method, credentials, cache, redirect, mode, integrity } = defaults
  const networkOnly = networkOnlyFor(url, mode, integrity)
  const asked = { method, credentials, cache, redirect, fields: noFields, signal: undefined }
  return { ...asked, url, allowStale, networkOnly, input: url, init: noInit, alike: plainly }
}

/** Programs without types pass anything. */
function isEmpty(init: RequestInit | null | undefined): boolean {
  if (init === undefined || init === null) return true
  return Object.getPrototypeOf(init) === Object.prototype && Object.keys(init).length === 0
}

/** One that a frame made is none of this window's. */
function isRequest(input: RequestInfo | URL): input is Request {
  return typeof input === 'object' && 'headers' in input
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

const noFields: Fields = []
const noInit: RequestInit = {}
const plainly = alikeBy({ ...defaults, fields: noFields })

function alikeBy({
  cache,
  redirect,
  fields,
  mode,
  integrity,
}: Pick<CacheRequest, 'cache' | 'redirect' | 'fields'> &
  Required<Pick<RequestInit, 'mode' | 'integrity'>>): unknown {
  return [cache, redirect, fields, mode, integrity]
}

/** What `init` says, else the `Request`, else the Fetch standard's default. */
function overlaid(request: Request | undefined, init: RequestInit) {
  const given = request ?? defaults
  // null is a choice, too: of no signal.
  const signal = init.signal === undefined ? request?.signal : init.signal
  return {
    method: normaliseMethod(init.method ?? given.method),
    fields: fieldsOf(init.headers ?? given.headers),
    credentials: init.credentials ?? given.credentials,
    cache: init.cache ?? given.cache,
    redirect: init.redirect ?? given.redirect,
    signal: signal ?? undefined,
  }
}

/** By these, too, the network's answers may differ. */
function fetchOptions(request: Request | undefined, init: RequestInit) {
  const given = request ?? defaults
  return { mode: init.mode ?? given.mode, integrity: init.integrity ?? given.integrity }
}

function networkOnlyFor(
  url: string,
  mode: RequestMode,
  integrity: string,
): NetworkOnly | undefined {
  if (!url.startsWith('http')) return 'scheme'
  if (integrity !== '') return 'integrity'
  if (mode === 'no-cors' || (mode === 'same-origin' && !isSameOrigin(url))) return 'mode'
  return undefined
}

/** A stored response may answer it. */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** The rest of an init has been read, and refused if it was wrong. */
const alreadyRead: ReadonlySet<string> = new Set(['headers', 'signal'])

/** @throws TypeError as `fetch` rejects with: its standard builds a `Request` first (§5.6) */
function assertValid(input: Request | string, init: RequestInit): void {
  // Programs without types pass anything: an array's map, its index.
  if (Object(init) !== init) void new Request(input, init)
  const isRead = Object.keys(init).every((key) => alreadyRead.has(key))
  if (isRead) return
  // Here it needs no mode of its own: unmet, it is a 504 (RFC 9111 §5.2.1.7).
  const cache = init.cache === 'only-if-cached' ? 'default' : (init.cache ?? 'default')
  // Each Request that was made with a signal goes on to hear of it.
  void new Request(input, { ...init, cache, signal: null })
}

/** Anything in an init makes `fetch` forget the Request's referrer (§5.4), and the cache adds to it. */
function withReferrer(request: Request, init: RequestInit): RequestInit {
  const { referrer, referrerPolicy } = request
  return Object.keys(init).length === 0 ? { referrer, referrerPolicy } : init
}

/** `get` means GET to `fetch`, `patch` does not mean PATCH (Fetch standard §2.2.1); the cache needs no such trap. */
function normaliseMethod(method: string): string {
  return method.toUpperCase()
}
