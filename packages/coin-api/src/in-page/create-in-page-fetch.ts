import type { CoinApi } from '../create-coin-api.ts'
import type { TextStorage } from '../storage/stored-map.ts'
import type { Cookies } from '../wire.ts'
import { answerAt } from './answer-at.ts'
import { type Base, baseAt } from './base.ts'
import { createCookieJar, NO_COOKIES } from './cookie-jar.ts'
import { fieldsAsSent } from './fields-as-sent.ts'
import { networkBody } from './network-body.ts'
import { decideRedirect, type Trip } from './redirect.ts'
import { untilAborted } from './until-aborted.ts'

/** Options of {@link createInPageFetch}. */
export interface InPageFetchOptions {
  /** Where the API is; absolute, or relative to the page: `/api`. */
  readonly base: string
  /** The time, for cookies that expire; ms since the epoch. @default Date.now */
  readonly clock?: () => number
  /** The cookies of the API. @default a jar with `clock` and `storage` */
  readonly jar?: Cookies
  /** Keeps the cookies over reloads, such as `localStorage`. @default memory */
  readonly storage?: TextStorage
  /** Answers what is not under `base`. @default the `fetch` that is global now */
  readonly fetch?: typeof fetch
}

/**
 * A `fetch` with a coin API behind it: requests under `base` are answered in the page as the
 * network would answer them, with redirects, cookies, aborts and failures; all others go out.
 * There is no HTTP cache between.
 *
 * @example
 * const fetch = createInPageFetch(createCoinApi({ clock: Date.now }), { base: '/api' })
 * const coins = await (await fetch('/api/coins?limit=10')).json()
 */
export function createInPageFetch(
  api: Pick<CoinApi, 'fetch'>,
  options: InPageFetchOptions,
): typeof fetch {
  const { fetch: network = globalThis.fetch } = options
  const base = baseAt(options.base)
  const jar = options.jar ?? createCookieJar(options)

  return async (input, init) => {
    const url = urlOf(input)
    if (!base.covers(url)) return network(input, init)
    const request = new Request(input instanceof Request ? input : url, init)
    const signal = signalOf(input, init)
    const cookies = hasCredentials(request, url) ? jar : NO_COOKIES
    return untilAborted(travel({ api, base, network, request, signal, cookies }), signal)
  }
}

interface Journey {
  readonly api: Pick<CoinApi, 'fetch'>
  readonly base: Base
  readonly network: typeof fetch
  /** As the caller made it. */
  readonly request: Request
  readonly signal: AbortSignal | null
  readonly cookies: Cookies
}

async function travel(journey: Journey): Promise<Response> {
  const { request, signal } = journey
  const { method } = request
  signal?.throwIfAborted()
  // Nothing is cached in the page, so nothing can be asked of its cache alone.
  if (request.cache === 'only-if-cached') throw failedToFetch('only-if-cached')
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? await request.arrayBuffer() : undefined
  const headers = fieldsAsSent(request)
  return visit(journey, { url: new URL(request.url), method, headers, body, hops: 0 })
}

async function visit(journey: Journey, trip: Trip): Promise<Response> {
  if (!journey.base.covers(trip.url)) return leave(journey, trip)
  const { request, signal } = journey
  const answer = await ask(journey, trip)
  const redirect = decideRedirect(trip, answer.status, answer.headers.get('location'))
  if (redirect.kind === 'none') return arrive(answer, trip, signal)

  await answer.body?.cancel()
  if (request.redirect === 'manual') return opaqueRedirect(request)
  if (request.redirect === 'error') throw failedToFetch('redirect')
  if (redirect.kind === 'fail') throw failedToFetch(redirect.because)
  return visit(journey, redirect.trip)
}

async function ask({ api, base, cookies, signal }: Journey, trip: Trip): Promise<Response> {
  const { method, headers, body } = trip
  const init = { method, headers, signal, ...(body?.byteLength && { body }) }
  const request = new Request(base.within(trip.url), init)
  const answer = await api.fetch(request, { address: 'page', cookies })
  // The caller has gone; what came for him may be a stream that goes on.
  if (signal?.aborted) await answer.body?.cancel(signal.reason)
  signal?.throwIfAborted()
  if (answer.type === 'error') throw failedToFetch('network')
  return answer
}

function arrive(answer: Response, { url, hops }: Trip, signal: AbortSignal | null): Response {
  const { status, statusText, headers } = answer
  const body = answer.body && networkBody(answer.body, signal)
  return answerAt(new Response(body, { status, statusText, headers }), {
    url: withoutFragment(url),
    redirected: hops > 0,
    type: 'basic',
  })
}

/** A redirect led out of the API. */
async function leave({ network, request, signal }: Journey, trip: Trip): Promise<Response> {
  const { url, method, headers, body } = trip
  const { credentials, redirect } = request
  const answer = await network(url, {
    method,
    headers,
    signal,
    credentials,
    redirect,
    ...(body?.byteLength && { body }),
  })
  return answerAt(answer, { url: answer.url, redirected: true, type: answer.type })
}

/** Nothing of it can be read but that it was one (Fetch, 2.2.6). */
function opaqueRedirect({ url }: Request): Response {
  return answerAt(Response.error(), {
    url: withoutFragment(new URL(url)),
    redirected: false,
    type: 'opaqueredirect',
  })
}

/** In the words of Chromium; `cause` says more to whoever looks. */
function failedToFetch(cause: string): TypeError {
  return new TypeError('Failed to fetch', { cause })
}

function urlOf(input: RequestInfo | URL): URL {
  return new URL(input instanceof Request ? input.url : input, globalThis.location?.href)
}

function signalOf(input: RequestInfo | URL, init: RequestInit | undefined): AbortSignal | null {
  if (init?.signal !== undefined) return init.signal
  return input instanceof Request ? input.signal : null
}

function hasCredentials({ credentials }: Request, { origin }: URL): boolean {
  const own = globalThis.location?.origin ?? origin
  return credentials === 'include' || (credentials === 'same-origin' && origin === own)
}

function withoutFragment(url: URL): string {
  const bare = new URL(url)
  bare.hash = ''
  return bare.href
}
