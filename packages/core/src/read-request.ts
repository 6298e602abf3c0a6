import { fieldsOf } from './http/fields.ts'
import { type UrlResolver, withoutFragment } from './resolve-url.ts'
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

export type RequestReader = (
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  allowStale: boolean,
) => IncomingRequest

/** Reads `fetch`'s two arguments without building a `Request`. */
export function createRequestReader({ resolve }: UrlResolver): RequestReader {
  return function readRequest(input, init = {}, allowStale) {
    const request = input instanceof Request ? input : undefined
    const url = input instanceof Request ? withoutFragment(input.url) : resolve(input.toString())
    const read = overlaid(request, init)
    const alike = [read.cache, read.redirect, read.fields, ...fetchOptions(request, init)]
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
    redirect: init.redirect ?? given.redirect,
    signal: init.signal ?? request?.signal,
  }
}

/** By these, too, the network's answers may differ. */
function fetchOptions(request: Request | undefined, init: RequestInit): readonly unknown[] {
  const given = request ?? defaults
  return [init.mode ?? given.mode, init.integrity ?? given.integrity]
}

/** `get` means GET to `fetch`, `patch` does not mean PATCH (Fetch standard §2.2.1); the cache needs no such trap. */
function normaliseMethod(method: string): string {
  return method.toUpperCase()
}
