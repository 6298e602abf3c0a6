import type { Caller } from './decide-caller.ts'

/** How CORS is set up. */
export interface CorsOptions {
  /** Pages that may call; empty: CORS is off, and only the API's own pages may. */
  readonly origins: readonly string[]
  /** Fields that those pages may read, if any. */
  readonly exposeHeaders: readonly string[]
}

/** What can be wrong with it. */
export interface CorsSwitches {
  /** Adds ETag, x-ratelimit-* and Retry-After to the exposed fields; off, ETag is not among them. */
  readonly exposeEtag: boolean
  /** May pages send `If-None-Match`? */
  readonly allowConditional: boolean
  /** Does a 304 carry the fields of CORS? */
  readonly corsOn304: boolean
}

const METHODS = 'GET, HEAD, PUT, PATCH, POST, DELETE'
const ALLOWED = ['authorization', 'content-type', 'cache-control']

// As short as browsers keep a preflight by themselves, so that a switched fault soon shows.
const MAX_AGE = '5'

// What a page needs to revalidate, and to ask no more often than it may.
const WITH_ETAG = [
  'ETag',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'Retry-After',
]

/** The fields that CORS puts on an answer with this status. `Vary` is on every one. */
export function corsFields(
  caller: Caller,
  status: number,
  { origins, exposeHeaders }: CorsOptions,
  { exposeEtag, allowConditional, corsOn304 }: CorsSwitches,
): Readonly<Record<string, string>> {
  const vary = { vary: 'Origin' }
  if (caller.kind === 'refused' || origins.length === 0) return vary
  if (status === 304 && !corsOn304) return vary
  // Once configured, the real middleware sends these two whether or not a page asks.
  const always = {
    ...vary,
    'access-control-allow-credentials': 'true',
    ...exposure(exposeHeaders, exposeEtag),
  }
  if (caller.kind === 'plain') return always
  const allowed = { ...always, 'access-control-allow-origin': caller.origin }
  return caller.kind === 'preflight'
    ? { ...allowed, ...preflightFields(allowConditional) }
    : allowed
}

function exposure(
  exposeHeaders: readonly string[],
  exposeEtag: boolean,
): Readonly<Record<string, string>> {
  const others = exposeHeaders.filter((name) => !isEtag(name))
  const known = new Set(others.map((name) => name.toLowerCase()))
  const added = exposeEtag ? WITH_ETAG.filter((name) => !known.has(name.toLowerCase())) : []
  const names = [...others, ...added]
  return names.length === 0 ? {} : { 'access-control-expose-headers': names.join(', ') }
}

function preflightFields(allowConditional: boolean): Readonly<Record<string, string>> {
  const names = allowConditional ? [...ALLOWED, 'if-none-match'] : ALLOWED
  return {
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': names.join(', '),
    'access-control-max-age': MAX_AGE,
  }
}

/** Is this the name of the field with the tag? */
export function isEtag(name: string): boolean {
  return name.toLowerCase() === 'etag'
}
