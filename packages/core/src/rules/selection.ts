import { type Fields, fieldValue } from '../http/fields.ts'
import { parseList, splitAtCommas } from '../http/list.ts'
import { remembering } from '../http/remembering.ts'
import { isToken } from '../http/token.ts'
import type { CacheRequest } from './cache-request.ts'
import type { ResolvedPolicy } from './policy.ts'
import type { StoredMetadata, StoredResponse } from './stored-response.ts'

/** In a private cache the partition satisfies these: all its requests are one user's. */
const satisfiedByPartition: ReadonlySet<string> = new Set(['authorization', 'cookie'])

/**
 * Whose cache it is decides which nominated fields its partition satisfies.
 *
 * @inline
 */
type Mode = Pick<ResolvedPolicy, 'mode'>

/**
 * The lower-case field names that `Vary` nominates; `'*'` when it names everything, or something
 * that is no field name and may therefore mean anything (RFC 9110 §12.5.5).
 */
export function nominatedNames(responseFields: Fields): readonly string[] | '*' {
  const vary = fieldValue(responseFields, 'vary')
  return vary === undefined ? none : namesIn(vary)
}

const none: readonly string[] = []
const noFields: Fields = []

const namesIn = remembering((vary): readonly string[] | '*' => {
  const names = parseList(vary).map((name) => name.toLowerCase())
  return names.some((name) => name === '*' || !isToken(name)) ? '*' : Object.freeze(names)
})

/**
 * The request's values of the nominated fields; one that is absent is left out (RFC 9111 §4.1).
 *
 * @param request whose values they are
 * @param names in lower case, as {@link nominatedNames} gives them
 * @param policy in a private cache the user's own fields are left out: his part of the cache is his
 */
export function nominatedFields(
  request: CacheRequest,
  names: readonly string[],
  { mode }: Mode,
): Fields {
  if (request.fields.length === 0) return noFields
  const fields: (readonly [string, string])[] = []
  for (const name of [...new Set(names)].toSorted()) {
    if (mode === 'private' && satisfiedByPartition.has(name)) continue
    const value = fieldValue(request.fields, name)
    if (value !== undefined) fields.push([name, normalised(name, value)])
  }
  return fields
}

/**
 * Whitespace beside commas is not the sender's alone, since who combines field lines adds it (RFC 9110
 * §5.3). That an empty member means nothing is only known of lists (RFC 9110 §5.6.1.2, RFC 9111 §4.1).
 */
function normalised(name: string, value: string): string {
  const list = (negotiates(name) ? parseList(value) : splitAtCommas(value)).join(', ')
  // Language ranges have no case (RFC 4647 §2).
  return name === 'accept-language' ? list.toLowerCase() : list
}

/** The fields of content negotiation are lists (RFC 9110 §12.5.1 to §12.5.4). */
function negotiates(name: string): boolean {
  return /^accept(-charset|-encoding|-language)?$/.test(name)
}

/**
 * Tells the variants of one cache key apart (RFC 9111 §4.1): of two stored responses with the same
 * variant key the later one replaces the other. Injective by JSON; empty where nothing is nominated.
 */
export function variantKey(stored: Pick<StoredMetadata, 'nominated'>): string {
  return stored.nominated.length === 0 ? '' : JSON.stringify(stored.nominated)
}

/**
 * The stored response that this request selects; of several the most recent one (RFC 9111 §4.1).
 *
 * @param variants all that is stored under the request's cache key
 */
export function selectStored(
  variants: readonly StoredResponse[],
  request: CacheRequest,
  policy: Mode,
): StoredResponse | undefined {
  let selected: StoredResponse | undefined
  for (const variant of variants) {
    if (!matches(variant, request, policy)) continue
    if (selected === undefined || variant.responseTime >= selected.responseTime) selected = variant
  }
  return selected
}

/**
 * May this request carry the stored response's validator? In a shared cache only if the two differ
 * in no more than content negotiation, for any other field may tell users apart: origins do give one
 * entity-tag to all users, and their 304 would then select what is another's. (RFC 9111 §4.3.1
 * leaves it to the cache which validators it sends.)
 */
export function mayValidate(stored: StoredResponse, request: CacheRequest, policy: Mode): boolean {
  if (policy.mode === 'private') return true
  const names = nominatedNames(stored.fields)
  if (names === '*') return false
  const asked = nominatedFields(request, names, policy)
  return variantKey(withoutNegotiation(asked)) === variantKey(withoutNegotiation(stored.nominated))
}

function withoutNegotiation(nominated: Fields): Pick<StoredMetadata, 'nominated'> {
  return { nominated: nominated.filter(([name]) => !negotiates(name)) }
}

function matches(stored: StoredResponse, request: CacheRequest, policy: Mode): boolean {
  if (isRedirection(stored) && request.redirect !== 'manual') return false
  const names = nominatedNames(stored.fields)
  if (names === '*') return false
  if (names.length === 0) return true
  return variantKey({ nominated: nominatedFields(request, names, policy) }) === variantKey(stored)
}

/**
 * Only `fetch` itself can follow a redirection, so a stored one answers nobody but a caller who asks
 * to see it (Fetch standard, HTTP fetch, step 6).
 */
function isRedirection({ status }: StoredResponse): boolean {
  return redirectStatuses.has(status)
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
