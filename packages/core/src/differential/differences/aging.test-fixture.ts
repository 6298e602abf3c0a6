import type { Difference } from '../difference.test-tool.ts'
import { ARRIVAL, type Exchange, type Message, type Written } from '../exchange.test-tool.ts'
import { effective, has, hasWellFormed } from '../read-message.test-tool.ts'
import { ofResponses, plainly, withFields } from '../reword-exchange.test-tool.ts'
import { isHeuristicallyCacheable } from './storing.test-fixture.ts'

/** How old it is (RFC 9111 §4.2.3). */
export const aging: readonly Difference[] = [
  {
    because: 'They do not count the time that the response took.',
    clause: 'RFC 9111 §4.2.3: response_delay',
    told: (exchange) =>
      timesOf(exchange, (message, { delay }) =>
        delay === 0
          ? message
          : withFields(message, { age: plainly(String(ageOf(message) + delay)) }),
      ),
  },
  {
    because: 'They do not count the time since Date.',
    clause: 'RFC 9111 §4.2.3: apparent_age',
    told: (exchange) =>
      timesOf(exchange, (message, { arrival }) => {
        const { date } = message.fields
        if (date?.means === undefined) return message
        const apparent = arrival - Date.parse(date.means) / 1000
        const isMore = apparent > ageOf(message)
        return isMore ? withFields(message, { age: plainly(String(apparent)) }) : message
      }),
  },
]

/** What heuristics may judge (RFC 9111 §4.2.2): to be told while the response still says what it said. */
export const guessing: readonly Difference[] = [
  {
    because: 'They judge any status by heuristics.',
    clause: 'RFC 9111 §4.2.2: those of RFC 9110 §15.1, or public',
    told: (exchange) => {
      const { response } = exchange
      const isAllowed = (message: Message) =>
        isHeuristicallyCacheable(response.status) || hasWellFormed(message, 'public')
      return onlyHeuristicIf(exchange, isAllowed(response), isAllowed(effective(exchange)))
    },
  },
  {
    because: 'They judge by heuristics what tells a shared cache its lifetime.',
    clause: 'policy: s-maxage is no silence about the lifetime',
    told: (exchange) => {
      const isSilent = (message: Message) => exchange.mode === 'shared' || !has(message, 's-maxage')
      const { response } = exchange
      return onlyHeuristicIf(exchange, isSilent(response), isSilent(effective(exchange)))
    },
  },
  {
    because: 'They read dates of modification as Date.parse does.',
    clause: 'RFC 9110 §5.6.7',
    told: (exchange) => {
      const former = exchange.response.fields['last-modified']
      const latter = exchange.notModified.fields['last-modified'] ?? former
      const isReadable = (date: Written | undefined) => date?.oddity === undefined
      return onlyHeuristicIf(exchange, isReadable(former), isReadable(latter))
    },
  },
]

function ageOf({ fields }: Message): number {
  return Number(/^\d+/.exec(fields['age']?.means ?? '0'))
}

/** Tells both responses otherwise, by when they arrive and how long they took. */
function timesOf(
  exchange: Exchange,
  tell: <M extends Message>(message: M, times: { arrival: number; delay: number }) => M,
): Exchange {
  const { response, notModified, again } = exchange
  const validated = ARRIVAL + again.after + notModified.delay
  return ofResponses(exchange, (message) =>
    Object.is(message, response)
      ? tell(message, { arrival: ARRIVAL, delay: response.delay })
      : tell(message, { arrival: validated, delay: notModified.delay }),
  )
}

function onlyHeuristicIf(exchange: Exchange, stored: boolean, freshened: boolean): Exchange {
  const { heuristics } = exchange
  const isSame = (stored || !heuristics.stored) && (freshened || !heuristics.freshened)
  if (isSame) return exchange
  return {
    ...exchange,
    heuristics: {
      stored: heuristics.stored && stored,
      freshened: heuristics.freshened && freshened,
    },
  }
}
