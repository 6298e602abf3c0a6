import { type Difference, ofStored, withJudged } from '../difference.test-tool.ts'
import type { Exchange } from '../exchange.test-tool.ts'
import {
  argumentOf,
  directive,
  effective,
  has,
  hasWellFormed,
  isThere,
  members,
  namedBy,
  nameOf,
} from '../read-message.test-tool.ts'
import {
  plainly,
  withFields,
  withoutAuthorization,
  withoutFields,
} from '../reword-exchange.test-tool.ts'
import { judgedByThem } from '../judge-by-http-cache-semantics.test-tool.ts'
import { isSharable, isStrange, qualifiedIn, withoutQualified } from './storing.test-fixture.ts'

/** What an error and a 304 mean for what is stored (RFC 9111 §4.3). */
export const validating: readonly Difference[] = [
  {
    because: 'They keep the former Age and Date when the 304 has none.',
    clause: 'RFC 9111 §4.2.3: they speak of one message',
    told: (exchange) => {
      const { response, notModified } = exchange
      const dropped = ['age', 'date'].filter(
        (name) => isThere(response.fields[name]) && notModified.fields[name] === undefined,
      )
      const empty = Object.fromEntries(dropped.map((name) => [name, plainly('')]))
      return ofNotModified(exchange, (message) => withFields(message, empty))
    },
  },
  {
    because: 'They give a fresh response on an error without stale-if-error.',
    clause: 'RFC 5861 §4; policy staleIfError',
    judged: ofStored((judgement, { told }) => {
      const window = argumentOf(directive(told.response, 'stale-if-error'))
      return Number(window ?? 0) > 0 ? judgement : withJudged(judgement, { onError: false })
    }),
  },
  {
    because:
      'They do not update by a 304 without a tag what has one, nor without a date what has one.',
    clause: 'policy I13: the 304 answers what was asked; RFC 9110 §13.1.3',
    told: (exchange) => {
      const { response, notModified } = exchange
      if (notModified.fields['etag'] !== undefined) return exchange
      const { etag, 'last-modified': stored } = response.fields
      const { 'last-modified': received = stored } = notModified.fields
      return ofNotModified(exchange, (message) =>
        withFields(message, { etag, 'last-modified': received }),
      )
    },
  },
  {
    because: 'They update by a 304 with a tag what has none.',
    clause: 'RFC 9111 §4.3.4',
    judged: ofStored((judgement, { told }) => {
      const isTagged = isThere(told.notModified.fields['etag'])
      const isOurs = isThere(told.response.fields['etag']) || !isTagged
      return isOurs ? judgement : withJudged(judgement, { freshened: 'not by this 304' })
    }),
  },
  {
    because: 'They update by a 304 what has no validator, for which nobody can have asked.',
    clause: 'RFC 9111 §4.3.1, §4.3.4; policy I13',
    judged: ofStored((judgement, { told }) => {
      const { etag, 'last-modified': lastModified } = told.response.fields
      return isThere(etag) || isThere(lastModified)
        ? judgement
        : withJudged(judgement, { freshened: 'not by this 304' })
    }),
  },
  {
    because:
      'They judge by all of §3 whether a response stays stored after a 304; we by what forbids it.',
    clause: 'RFC 9111 §3.2, §4.3.4',
    judged: ofStored((judgement, { exchange, told }) => {
      if (judgement.freshened === 'not by this 304') return judgement
      if (!isKeptAfter304(exchange)) return withJudged(judgement, { freshened: 'removed' })
      if (judgement.freshened !== 'removed') return judgement
      // With a status and a request that ask for no permission they go on.
      const anew = withoutAuthorization(told)
      const after = judgedByThem({ ...anew, response: { ...anew.response, status: 200 } })
      return after.storable ? withJudged(judgement, { freshened: after.freshened }) : judgement
    }),
  },
  {
    because: 'They leave stored what the 304 names by no-cache, or by private in a shared cache.',
    clause: 'RFC 9111 §5.2.2.4, §5.2.2.7',
    judged: ofStored((judgement, { exchange }) => {
      const { freshened } = judgement
      if (typeof freshened === 'string') return judgement
      const named = new Set(qualifiedIn(effective(exchange), exchange.mode).flatMap(namedBy))
      const entries = Object.entries(freshened.fields).filter(([name]) => !named.has(name))
      return withJudged(judgement, {
        freshened: { ...freshened, fields: Object.fromEntries(entries) },
      })
    }),
  },
  {
    because: 'They give to the stored response the type of the 304’s content.',
    clause: 'RFC 9111 §3.2',
    told: (exchange) =>
      ofNotModified(exchange, (message) => withoutFields(message, ['content-type'])),
  },
  {
    because: 'They do not add the fields that only the 304 has.',
    clause: 'RFC 9111 §3.2',
    told: (exchange) => {
      const { response, notModified } = exchange
      const absent = Object.entries(notModified.fields).filter(
        ([name, value]) =>
          value !== undefined && response.fields[name] === undefined && !describesContent.has(name),
      )
      const empty = Object.fromEntries(absent.map(([name]) => [name, plainly('')]))
      const told = withFields(response, empty)
      const isSilent = response.cacheControl.length === 0 && notModified.cacheControl.length > 0
      if (!isSilent && told === response) return exchange
      const { cacheControl } = isSilent ? { cacheControl: [plainly('')] } : response
      return { ...exchange, response: { ...told, cacheControl } }
    },
  },
  {
    because:
      'They tell the lifetime of what by a 304 no request can match, and do not ask by its tag.',
    clause: 'RFC 9111 §4.1: Vary with *',
    judged: ofStored((judgement, { told }) => {
      const { freshened } = judgement
      const isMatched = !members(told.notModified.fields['vary']).includes('*')
      if (isMatched || typeof freshened === 'string') return judgement
      const { etag = told.response.fields['etag'] } = told.notModified.fields
      // In a shared cache nobody knows whose it is (I10).
      const isAsked = isThere(etag) && told.mode === 'private'
      const precondition = isAsked ? { 'if-none-match': etag.text } : {}
      return withJudged(judgement, { freshened: { ...freshened, lifetime: 0, precondition } })
    }),
  },
]

function ofNotModified(
  exchange: Exchange,
  tell: (notModified: Exchange['notModified']) => Exchange['notModified'],
): Exchange {
  const notModified = tell(exchange.notModified)
  return notModified === exchange.notModified ? exchange : { ...exchange, notModified }
}

function isKeptAfter304(exchange: Exchange): boolean {
  const message = effective(exchange)
  const isStrangeToAll = isStrange(exchange.response.status) && has(message, 'must-understand')
  const isForbidden = has(message, 'no-store') && !hasWellFormed(message, 'must-understand')
  const isPrivate =
    exchange.mode === 'shared' &&
    has(message, 'private') &&
    withoutQualified(message, 'shared').cacheControl.some((member) => nameOf(member) === 'private')
  return !isStrangeToAll && !isForbidden && !isPrivate && isSharable(exchange, message)
}

const describesContent: ReadonlySet<string> = new Set([
  'content-length',
  'content-encoding',
  'content-range',
])
