import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentAge, dateValue } from './age.ts'
import { ARRIVAL, ARRIVAL_DATE, type Headers, storedWith } from './stored-response.test-fixture.ts'

interface Case {
  readonly says: string
  readonly given?: Headers
  /** Seconds between sending the request and the answer's arrival. */
  readonly delay?: number
  /** Seconds since the arrival. */
  readonly resident?: number
  readonly age: number
}

const minuteBefore = 'Fri, 15 Jan 2027 07:59:00 GMT'
const hourAfter = 'Fri, 15 Jan 2027 09:00:00 GMT'

describe('currentAge (RFC 9111 §4.2.3)', () => {
  it.each<Case>([
    { says: 'without Age and Date it is the resident time', resident: 10, age: 10 },
    { says: 'resident_time = now - response_time', given: { age: '5' }, resident: 10, age: 15 },
    { says: 'response_delay counts as age', delay: 2, age: 2 },
    {
      says: 'corrected_age_value = age_value + response_delay',
      given: { age: '5' },
      delay: 2,
      age: 7,
    },
    { says: 'apparent_age = response_time - date_value', given: { date: minuteBefore }, age: 60 },
    {
      says: 'corrected_initial_age is the greater of the two',
      given: { date: minuteBefore, age: '90' },
      delay: 2,
      resident: 1,
      age: 93,
    },
    { says: 'a Date equal to the arrival adds nothing', given: { date: ARRIVAL_DATE }, age: 0 },
    {
      says: 'I27: a future Date never makes it younger',
      given: { date: hourAfter, age: '5' },
      age: 5,
    },
    {
      says: 'an invalid Date is as good as none (§6.6.1)',
      given: { date: '0' },
      resident: 3,
      age: 3,
    },
    { says: 'of an Age list the first member counts (§5.1)', given: { age: '7, 9999' }, age: 7 },
    { says: 'a negative Age is ignored (§5.1)', given: { age: '-7' }, age: 0 },
    { says: 'a fraction in Age is ignored', given: { age: '1.5' }, age: 0 },
    { says: 'an empty Age is ignored', given: { age: '' }, age: 0 },
    { says: 'Age is at most 2^31 (§1.2.2)', given: { age: '99999999999' }, age: 2 ** 31 },
    {
      says: 'I27: a clock that went back adds nothing',
      given: { age: '5' },
      resident: -1000,
      age: 5,
    },
    { says: 'a request time after the response time is no delay', delay: -5, age: 0 },
  ])('$says', ({ given = {}, delay = 0, resident = 0, age }) => {
    const stored = storedWith(given, { requestTime: ARRIVAL - delay })
    expect(currentAge(stored, ARRIVAL + resident)).toBe(age)
  })

  it('I27: is finite and never negative, whatever the clocks say', () => {
    const tenYears = 10 * 365 * 24 * 3600
    const around = fc.integer({ min: -tenYears, max: tenYears })
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())
    fc.assert(
      fc.property(around, around, around, fc.string(), dates, (sent, got, now, age, date) => {
        const times = { requestTime: ARRIVAL + sent, responseTime: ARRIVAL + got }
        const result = currentAge(storedWith({ age, date }, times), ARRIVAL + now)
        expect(Number.isFinite(result)).toBe(true)
        expect(result).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

it('dateValue: without a usable Date, when the message was received (RFC 9110 §6.6.1)', () => {
  expect(dateValue(storedWith({ date: minuteBefore }))).toBe(ARRIVAL - 60)
  expect(dateValue(storedWith({ date: 'yesterday' }))).toBe(ARRIVAL)
  expect(dateValue(storedWith())).toBe(ARRIVAL)
})
