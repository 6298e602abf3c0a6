import { expect, it } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'

const now = Date.UTC(2027, 0, 15, 8) / 1000

it.each([
  { says: 'seconds', value: '120', is: 120 },
  { says: 'no time', value: '0', is: 0 },
  { says: 'more seconds than are told apart', value: '9'.repeat(20), is: 2 ** 31 },
  { says: 'an HTTP-date', value: 'Fri, 15 Jan 2027 08:01:30 GMT', is: 90 },
  { says: 'an HTTP-date that has passed', value: 'Fri, 15 Jan 2027 07:00:00 GMT', is: 0 },
  { says: 'a fraction', value: '1.5', is: undefined },
  { says: 'less than nothing', value: '-1', is: undefined },
  { says: 'something unreadable', value: 'soon', is: undefined },
  { says: 'nothing', value: undefined, is: undefined },
])('RFC 9110 §10.2.3: Retry-After may be $says', ({ value, is }) => {
  expect(parseRetryAfter(value, now)).toBe(is)
})
