import { type Difference, isNotStoredIf, ofStored } from '../difference.test-tool.ts'
import type { Exchange, Message } from '../exchange.test-tool.ts'
import {
  argumentOf,
  directive,
  has,
  hasWellFormed,
  isThere,
  members,
  namedBy,
  nameOf,
} from '../read-message.test-tool.ts'
import {
  ofResponses,
  plainly,
  withControl,
  withoutDirectives,
  withoutFields,
} from '../reword-exchange.test-tool.ts'

/** What is stored, and which of its fields (RFC 9111 §3). */
export const storing: readonly Difference[] = [
  {
    because: 'They store the answer to a POST.',
    clause: 'policy I20: unsafe methods are never stored',
    judged: isNotStoredIf(({ exchange }) => exchange.request.method === 'POST'),
  },
  {
    because: 'They store the answer to a HEAD, as one of its own.',
    clause: 'RFC 9111 §4.3.5: it freshens the answer to a GET',
    judged: isNotStoredIf(({ exchange }) => exchange.request.method === 'HEAD'),
  },
  {
    because: 'They store the answer to a condition, or to ranges, of the caller’s own.',
    clause: 'RFC 9110 §13.1, §14.2; policy I15',
    judged: isNotStoredIf(({ exchange }) =>
      ownQuestions.some((name) => exchange.request.fields[name] !== undefined),
    ),
  },
  {
    because: 'They know few statuses.',
    clause: 'RFC 9111 §3: any final status that says that it may be stored; §5.2.2.3',
    told: (exchange) => {
      const { status } = exchange.response
      const isRefused = isStrange(status) && has(exchange.response, 'must-understand')
      const isAlike = theirStatuses.has(status) || status === 206 || status === 304 || isRefused
      // 302 is one that they know, and store only if it says so.
      return isAlike ? exchange : { ...exchange, response: { ...exchange.response, status: 302 } }
    },
  },
  {
    because: 'They do not know that must-understand outranks no-store.',
    clause: 'RFC 9111 §5.2.2.3',
    told: (exchange) =>
      ofResponses(exchange, (message) =>
        hasWellFormed(message, 'must-understand')
          ? withoutDirectives(message, 'no-store')
          : message,
      ),
  },
  {
    because: 'They do not take private for a permission in a private cache.',
    clause: 'RFC 9111 §3',
    told: (exchange) => {
      const { mode, response } = exchange
      if (mode !== 'private' || !hasWellFormed(response, 'private')) return exchange
      const control = [...response.cacheControl, plainly('public')]
      return { ...exchange, response: withControl(response, control) }
    },
  },
  {
    because: 'They take a malformed directive for explicit permission.',
    clause: 'policy I23: a malformed permission permits nothing',
    judged: isNotStoredIf(({ exchange }) => !isPermitted(exchange) || !isSharable(exchange)),
  },
  {
    because: 'They take a no-cache or private that names fields for one that names none.',
    clause: 'RFC 9111 §5.2.2.4, §5.2.2.7',
    told: (exchange) =>
      ofResponses(exchange, (message) => withoutQualified(message, exchange.mode)),
  },
  {
    because: 'They store what Connection lists.',
    clause: 'RFC 9111 §3.1',
    told: (exchange) =>
      ofResponses(exchange, (message) => {
        const listed = members(message.fields['connection']).filter((name) => name !== 'expires')
        return withoutFields(message, ['connection', ...listed])
      }),
  },
  {
    because:
      'They store Set-Cookie, and share nothing that has it, and store what is about who asked.',
    clause: 'policy I43: never stored (RFC 9111 §7.3)',
    told: (exchange) =>
      ofResponses(exchange, (message) =>
        withoutFields(message, ['set-cookie', 'www-authenticate']),
      ),
  },
  {
    because: 'They store what no request can match.',
    clause: 'RFC 9111 §4.1: Vary with *',
    judged: isNotStoredIf(({ told }) => members(told.response.fields['vary']).includes('*')),
  },
  {
    because: 'They store what can neither be validated, nor be used fresh or stale.',
    clause: 'RFC 9111 §3: a cache stores to reuse',
    judged: ofStored((judgement, { exchange: { response, mode } }) => {
      const { etag, 'last-modified': lastModified } = response.fields
      const isReused =
        isThere(etag) ||
        isThere(lastModified) ||
        judgement.lifetime > 0 ||
        mayBeUsedStale(response, mode)
      return isReused ? judgement : { storable: false }
    }),
  },
]

export const ownQuestions = ['if-none-match', 'if-modified-since', 'range']

const theirStatuses: ReadonlySet<number> = new Set([
  200, 203, 204, 300, 301, 302, 303, 307, 308, 404, 405, 410, 414, 501,
])

/** Of the generated statuses those that RFC 9110 does not define. */
export function isStrange(status: number): boolean {
  return [226, 299, 429, 451, 499, 599].includes(status)
}

/** Those of RFC 9110 §15.1. */
export function isHeuristicallyCacheable(status: number): boolean {
  return theirStatuses.has(status) && ![302, 303, 307].includes(status)
}

/** The last condition of RFC 9111 §3. */
function isPermitted({ response, mode }: Exchange): boolean {
  const names = ['public', 'max-age', mode === 'shared' ? 's-maxage' : 'private']
  return (
    isHeuristicallyCacheable(response.status) ||
    response.fields['expires'] !== undefined ||
    names.some((name) => hasWellFormed(response, name))
  )
}

/** RFC 9111 §3.5, for this message as the answer. */
export function isSharable(exchange: Exchange, message: Message = exchange.response): boolean {
  const { mode, request } = exchange
  const isAuthorized = request.fields['authorization'] !== undefined
  const names = ['public', 's-maxage', 'must-revalidate']
  return mode === 'private' || !isAuthorized || names.some((name) => hasWellFormed(message, name))
}

/** The directives that name fields, which are not stored then. */
export function qualifiedIn(message: Message, mode: Exchange['mode']): Message['cacheControl'] {
  return message.cacheControl.filter((member) => {
    const counts = nameOf(member) === 'no-cache' || mode === 'shared'
    return counts && namedBy(member).length > 0
  })
}

export function withoutQualified<M extends Message>(message: M, mode: Exchange['mode']): M {
  const qualified = qualifiedIn(message, mode)
  const control = message.cacheControl.filter((member) => !qualified.includes(member))
  return withoutFields(withControl(message, control), qualified.flatMap(namedBy))
}

/** Is there a window in which it may be used stale? (RFC 5861) */
function mayBeUsedStale(message: Message, mode: Exchange['mode']): boolean {
  const names = ['stale-while-revalidate', 'stale-if-error']
  if (!names.some((name) => Number(argumentOf(directive(message, name))) > 0)) return false
  const shared = mode === 'shared' ? ['proxy-revalidate', 's-maxage'] : []
  return !has(withoutQualified(message, mode), 'no-cache', 'must-revalidate', ...shared)
}
