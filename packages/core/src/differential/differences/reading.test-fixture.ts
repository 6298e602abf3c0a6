import type { Difference } from '../difference.test-tool.ts'
import type { Message, Written } from '../exchange.test-tool.ts'
import { nameOf } from '../read-message.test-tool.ts'
import {
  ofRequests,
  ofResponses,
  withFields,
  plainly,
  respelled,
  withControl,
  withoutFields,
} from '../reword-exchange.test-tool.ts'
import { ENDLESS_MIN_FRESH } from '../field-texts.test-fixture.ts'

/** How a field is read. */
export const reading: readonly Difference[] = [
  {
    because: 'They read on where quotes are broken; for us only restrictions count then.',
    clause: 'policy I23: a malformed restriction restricts, a malformed permission permits nothing',
    told: (exchange) =>
      ofRequests(ofResponses(exchange, withRestrictionsOnly), withRestrictionsOnly),
  },
  {
    because: 'They compare the names of directives with case.',
    clause: 'RFC 9111 §5.2',
    told: (exchange) => respelled(exchange, 'case'),
  },
  {
    because:
      'They take what parseInt makes of an argument; we only digits, else what it delays is due at once, and nothing fresh enough.',
    clause: 'RFC 9111 §1.2.2, §4.2.1, §5.1; policy I23',
    told: (exchange) => respelled(exchange, 'argument that is no number'),
  },
  {
    because: 'They know no limit of seconds.',
    clause: 'RFC 9111 §1.2.2',
    told: (exchange) => respelled(exchange, 'more than 2^31'),
  },
  {
    because: 'They take the first number in Age; we the first member of the list.',
    clause: 'RFC 9111 §5.1',
    told: (exchange) => respelled(exchange, 'list where one is expected'),
  },
  {
    because: 'They take a restriction with an empty argument for none.',
    clause: 'policy I23: a malformed restriction restricts',
    told: (exchange) => respelled(exchange, 'empty argument'),
  },
  {
    because: 'They separate at commas inside of quotes.',
    clause: 'RFC 9111 §5.2, RFC 9110 §5.6.4',
    told: (exchange) => respelled(exchange, 'comma in quotes'),
  },
  {
    because:
      'They read dates as Date.parse does, which takes much more than the three forms, and asctime for local time.',
    clause: 'RFC 9110 §5.6.7, RFC 9111 §5.3',
    told: (exchange) => respelled(exchange, 'date'),
  },
  {
    because: 'They compare what Vary names although it is no field name.',
    clause: 'RFC 9110 §12.5.5',
    told: (exchange) => respelled(exchange, 'name that is none'),
  },
  {
    because: 'They would send a tag that fetch cannot send, or that matches everything.',
    clause: 'RFC 9110 §13.1.2, Fetch standard',
    // In a 304 it is a tag like any other, and ours is another one.
    told: (exchange) => {
      const { response } = respelled(exchange, 'tag that cannot be sent')
      return response === exchange.response ? exchange : { ...exchange, response }
    },
  },
  {
    because: 'Of duplicates they take the last; we the first, and of two restrictions the wider.',
    clause: 'RFC 9111 §4.2.1, §5.2.2.4, §5.2.2.7',
    told: (exchange) => ofRequests(ofResponses(exchange, withoutDuplicates), withoutDuplicates),
  },
  {
    because: 'They heed Pragma in a response.',
    clause: 'RFC 9111 §5.4',
    told: (exchange) => ofResponses(exchange, (message) => withoutFields(message, ['pragma'])),
  },
  {
    because:
      'They heed Pragma in a request beside Cache-Control, and look for no-cache within other words.',
    clause: 'RFC 9111 §5.4',
    told: (exchange) => {
      const { again } = exchange
      const pragma = again.fields['pragma']?.text.toLowerCase()
      const isHeeded = again.cacheControl.length === 0 && pragma === 'no-cache'
      return ofRequests(exchange, (asking) => {
        if (!Object.is(asking, again)) return asking
        return withFields(asking, { pragma: isHeeded ? plainly(pragma) : undefined })
      })
    },
  },
]

/** Of broken quotes all that restricts, wherever it stands, and nothing of its argument. */
function withRestrictionsOnly<M extends Message>(message: M): M {
  const { cacheControl } = message
  if (!cacheControl.some(({ oddity }) => oddity === 'broken quotes')) return message
  const parts = cacheControl.flatMap(({ text }) => text.replaceAll('"', '').split(','))
  const names = new Set(parts.map((part) => part.replace(/=.*/s, '').trim().toLowerCase()))
  const restrictions = [...names].filter((name) => restricting.has(name))
  return withControl(
    message,
    restrictions.map((name) => plainly(unreadable(name))),
  )
}

function unreadable(name: string): string {
  if (name === 'min-fresh') return ENDLESS_MIN_FRESH
  return `${name}=${name.endsWith('age') ? 'x' : '/'}`
}

const restricting: ReadonlySet<string> = new Set([
  'max-age',
  'min-fresh',
  'must-revalidate',
  'must-understand',
  'no-cache',
  'no-store',
  'only-if-cached',
  'private',
  'proxy-revalidate',
  's-maxage',
])

function withoutDuplicates<M extends Message>(message: M): M {
  const firsts = new Map<string, Written>()
  for (const member of message.cacheControl) {
    const name = nameOf(member)
    const isWider = firsts.has(name) && (name === 'no-cache' || name === 'private')
    if (!firsts.has(name)) firsts.set(name, member)
    else if (isWider) firsts.set(name, plainly(`${name}=/`))
  }
  return withControl(message, [...firsts.values()])
}
