import { type Difference, ofStored, withJudged } from '../difference.test-tool.ts'
import { conditions, type Exchange, fieldsAsWritten, type Message } from '../exchange.test-tool.ts'
import {
  argumentOf,
  directive,
  has,
  hasWellFormed,
  isThere,
  members,
} from '../read-message.test-tool.ts'
import {
  ofRequests,
  ofResponses,
  plainly,
  withControl,
  withFields,
  withoutAuthorization,
  withoutDirectives,
  withoutFields,
} from '../reword-exchange.test-tool.ts'
import { judgedByThem } from '../judge-by-http-cache-semantics.test-tool.ts'
import { ownQuestions } from './storing.test-fixture.ts'

/** Whether it may answer, fresh or stale (RFC 9111 §4). */
export const reusing: readonly Difference[] = [
  {
    because: 'They do not heed stale-if-error in a request.',
    clause: 'RFC 5861 §4: for the request in which it appears',
    told: (exchange) => {
      const { request, response } = exchange
      const windows = [request, response].map((message) =>
        Number(argumentOf(directive(message, 'stale-if-error')) ?? 0),
      )
      const [asked = 0, given = 0] = windows.map((seconds) => seconds || 0)
      if (asked <= given) return exchange
      const others = withoutDirectives(response, 'stale-if-error').cacheControl
      const control = [...others, plainly(`stale-if-error=${asked}`)]
      return { ...exchange, response: withControl(response, control) }
    },
  },
  {
    because: 'They take proxy-revalidate for no lifetime; it forbids only stale use.',
    clause: 'RFC 9111 §5.2.2.8',
    told: (exchange) => {
      const told =
        exchange.mode === 'shared' ? withoutStaleUse(exchange, 'proxy-revalidate') : exchange
      return ofResponses(told, (message) => withoutDirectives(message, 'proxy-revalidate'))
    },
  },
  {
    because: 'They let s-maxage be overruled by permissions of stale use.',
    clause: 'RFC 9111 §5.2.2.10: it implies proxy-revalidate',
    told: (exchange) =>
      exchange.mode === 'shared' ? withoutStaleUse(exchange, 's-maxage') : exchange,
  },
  {
    because: 'They let no-cache be overruled by permissions of stale use.',
    clause: 'RFC 9111 §5.2.2.4; I29',
    told: (exchange) => withoutStaleUse(exchange, 'no-cache'),
  },
  {
    because:
      'They validate what says must-revalidate also when it is fresh, and use it on an error when it is not.',
    clause: 'RFC 9111 §5.2.2.2; I29',
    told: (exchange) => {
      const told = withoutStaleUse(exchange, 'must-revalidate')
      // It is what permits them to store an answer to Authorization, too.
      const isPermission = exchange.mode === 'shared' && has(exchange.response, 'must-revalidate')
      const renamed = isPermission ? withoutAuthorization(told) : told
      return ofResponses(renamed, (message) => withoutDirectives(message, 'must-revalidate'))
    },
  },
  {
    because: 'They heed in a shared cache what a request asks for.',
    clause: 'policy obeyRequestDirectives; RFC 9111 §5.2.1: it is advice',
    told: (exchange) =>
      exchange.mode === 'shared' ? askingAgain(exchange, undemanding) : exchange,
  },
  {
    because: 'They give a stale response to who asks for max-age and not for max-stale.',
    clause: 'RFC 9111 §5.2.1.1',
    told: (exchange) => {
      const { again, response, mode } = exchange
      const isRefused = mode === 'private' && has(again, 'max-age') && !has(again, 'max-stale')
      if (!isRefused || !has(response, 'stale-while-revalidate')) return exchange
      return { ...exchange, response: withoutDirectives(response, 'stale-while-revalidate') }
    },
  },
  {
    because: 'They do not take as much as max-stale says, but less.',
    clause: 'RFC 9111 §5.2.1.2: by no more than the specified number of seconds',
    told: (exchange) => {
      const { again } = exchange
      const staleness = argumentOf(directive(again, 'max-stale'))
      if (staleness === undefined) return exchange
      const seconds = /^\d+$/.test(staleness) ? staleness : '0'
      const limit = plainly(`max-stale=${seconds}.0000001`)
      const control = [limit, ...withoutDirectives(again, 'max-stale').cacheControl]
      return { ...exchange, again: withControl(again, control) }
    },
  },
  {
    because: 'They validate what is immutable and fresh when a request asks for it.',
    clause: 'RFC 8246 §2',
    judged: ofStored((judgement, { told }) => {
      if (!hasWellFormed(told.response, 'immutable')) return judgement
      const trusting = judgedByThem({ ...told, again: undemanding(told.again) })
      if (!trusting.storable || !trusting.fresh) return judgement
      return withJudged(judgement, { use: trusting.use, precondition: trusting.precondition })
    }),
  },
  {
    because: 'When the clock goes back, they take it for fresh for longer.',
    clause: 'policy I27: a clock that goes back makes things stale',
    judged: ofStored((judgement, { told }) => {
      const { again } = told
      if (again.after >= 0) return judgement
      const validating = withControl({ ...again, after: 0 }, [plainly('no-cache')])
      const validation = judgedByThem({ ...told, again: validating })
      const { precondition } = validation.storable ? validation : judgement
      const age = judgement.age - again.after
      return withJudged(judgement, { age, fresh: false, use: 'no', precondition, onError: false })
    }),
  },
  {
    because: 'They compare Authorization and Cookie when Vary names them.',
    clause: 'policy: in a private cache all requests are one user’s',
    told: (exchange) => {
      if (exchange.mode === 'shared') return exchange
      return ofResponses(exchange, (message) => {
        const names = members(message.fields['vary'])
        const others = names.filter((name) => name !== 'authorization' && name !== 'cookie')
        if (others.length === names.length) return message
        return withFields(message, { vary: plainly(others.join()) })
      })
    },
  },
  {
    because: 'They compare lists by their text, and languages by their case.',
    clause: 'RFC 9111 §4.1, RFC 4647 §2',
    told: (exchange) => {
      if (!/accept/i.test(exchange.response.fields['vary']?.text ?? '')) return exchange
      return ofRequests(exchange, (asking) => {
        const { accept, 'accept-language': languages } = asking.fields
        return withFields(asking, {
          accept: accept && plainly(members(accept).join()),
          'accept-language': languages && plainly(members(languages).join()),
        })
      })
    },
  },
  {
    because: 'They do not answer HEAD with what was stored for GET.',
    clause: 'RFC 9111 §4: the stored method allows it',
    told: (exchange) => {
      const { again } = exchange
      return again.method === 'HEAD'
        ? { ...exchange, again: { ...again, method: 'GET' } }
        : exchange
    },
    judged: ofStored((judgement, { exchange }) => {
      const isHead = exchange.again.method === 'HEAD'
      if (!isHead || judgement.use !== 'while it is validated') return judgement
      // To validate by HEAD brings no body.
      return withJudged(judgement, { use: 'no' })
    }),
  },
  {
    because: 'They answer with a redirection whoever wants it followed.',
    clause: 'Fetch standard, HTTP fetch',
    judged: ofStored((judgement, { exchange: { response, again }, told }) => {
      const isFollowed = redirections.has(response.status) && again.redirect === 'follow'
      if (!isFollowed) return judgement
      return withJudged(judgement, { use: 'no', precondition: tagOfVariant(told) })
    }),
  },
  {
    because: 'They do not ask with the tag of a variant that does not match.',
    clause: 'RFC 9111 §4.3.1, §4.1',
    judged: ofStored((judgement, { told }) => {
      const isUnmatched = judgement.use === 'no' && Object.keys(judgement.precondition).length === 0
      return isUnmatched ? withJudged(judgement, { precondition: tagOfVariant(told) }) : judgement
    }),
  },
  {
    because: 'They do not know only-if-cached.',
    clause: 'RFC 9111 §5.2.1.7',
    judged: ofStored((judgement, { exchange }) => {
      const isUnmet = judgement.use === 'no' && has(exchange.again, 'only-if-cached')
      return isUnmet
        ? withJudged(judgement, { use: 'no, and nobody may be asked', precondition: {} })
        : judgement
    }),
  },
  {
    because: 'They answer, or change, a question of the caller’s own.',
    clause: 'RFC 9110 §13.1, §14.2; policy I15, I20',
    judged: ofStored((judgement, { exchange: { again } }) => {
      const isOwn = ownQuestions.some((name) => again.fields[name] !== undefined)
      if (!isOwn && ['GET', 'HEAD'].includes(again.method)) return judgement
      const precondition = conditions(fieldsAsWritten(again, ','))
      return withJudged(judgement, { use: 'no', precondition })
    }),
  },
]

/** What says this may be used stale by nobody's permission. */
function withoutStaleUse(exchange: Exchange, name: string): Exchange {
  const { response } = exchange
  if (!has(response, name)) return exchange
  const told = askingAgain(exchange, (asking) => withoutDirectives(asking, 'max-stale'))
  const control = withoutDirectives(response, 'stale-while-revalidate', 'stale-if-error')
  return control === response ? told : { ...told, response: control }
}

function askingAgain(
  exchange: Exchange,
  tell: (again: Exchange['again']) => Exchange['again'],
): Exchange {
  const again = tell(exchange.again)
  return again === exchange.again ? exchange : { ...exchange, again }
}

function undemanding<M extends Message>(request: M): M {
  const directives = withoutDirectives(request, 'no-cache', 'max-age', 'min-fresh')
  return withoutFields(directives, ['pragma'])
}

const redirections: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** In a shared cache only what differs by content negotiation alone is sure to be nobody else's (I10). */
function tagOfVariant(told: Exchange): Record<string, string> {
  const { mode, request, response, again } = told
  const names = members(response.fields['vary']).filter((name) => !/^accept(?:-|$)/.test(name))
  const textOf = ({ fields }: Message, name: string): string => fields[name]?.text ?? ''
  const isAlike = names.every((name) => textOf(request, name) === textOf(again, name))
  if (mode === 'shared' && !isAlike) return {}
  const { etag } = response.fields
  return isThere(etag) ? { 'if-none-match': etag.text } : {}
}
