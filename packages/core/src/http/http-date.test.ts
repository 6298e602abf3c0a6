import { describe, expect, it } from 'vitest'
import { parseHttpDate } from './http-date.ts'

const reference = Date.UTC(2026, 10, 20) / 1000
const seconds = (...parts: Parameters<typeof Date.UTC>): number => Date.UTC(...parts) / 1000

describe('parseHttpDate (RFC 9110 §5.6.7)', () => {
  it.each([
    { form: 'IMF-fixdate', text: 'Sun, 06 Nov 1994 08:49:37 GMT' },
    { form: 'rfc850-date', text: 'Sunday, 06-Nov-94 08:49:37 GMT' },
    { form: 'asctime-date', text: 'Sun Nov  6 08:49:37 1994' },
    { form: 'asctime-date with a two-digit day', text: 'Sun Nov 06 08:49:37 1994' },
    { form: 'lower case', text: 'sun, 06 nov 1994 08:49:37 gmt' },
    { form: 'upper case', text: 'SUNDAY, 06-NOV-94 08:49:37 GMT' },
  ])('reads $form', ({ text }) => {
    expect(parseHttpDate(text, reference)).toBe(seconds(1994, 10, 6, 8, 49, 37))
  })

  it.each([
    { says: 'within 50 years it is in the future', year: '76', is: 2076 },
    { says: 'beyond 50 years it is in the past', year: '77', is: 1977 },
    { says: 'this century comes first', year: '00', is: 2000 },
  ])('a two-digit year: $says', ({ year, is }) => {
    expect(parseHttpDate(`Friday, 01-Jan-${year} 00:00:00 GMT`, reference)).toBe(seconds(is, 0, 1))
  })

  it.each([
    { says: 'a leap second', text: 'Sat, 31 Dec 2016 23:59:60 GMT', is: seconds(2017, 0, 1) },
    { says: 'a leap day', text: 'Thu, 29 Feb 2024 00:00:00 GMT', is: seconds(2024, 1, 29) },
    { says: 'the epoch', text: 'Thu, 01 Jan 1970 00:00:00 GMT', is: 0 },
    { says: 'a year before 1970', text: 'Fri, 01 Jan 1960 00:00:00 GMT', is: seconds(1960, 0, 1) },
    {
      says: 'the year 9999',
      text: 'Fri, 31 Dec 9999 23:59:59 GMT',
      is: seconds(9999, 11, 31, 23, 59, 59),
    },
    {
      says: 'a year below 100',
      text: 'Sat, 01 Jan 0050 00:00:00 GMT',
      is: new Date(0).setUTCFullYear(50, 0, 1) / 1000,
    },
  ])('reads $says', ({ text, is }) => {
    expect(parseHttpDate(text, reference)).toBe(is)
  })

  it.each([
    { says: 'an empty text', text: '' },
    { says: 'zero', text: '0' },
    { says: 'a negative number', text: '-1' },
    { says: 'an ISO date', text: '1994-11-06T08:49:37Z' },
    { says: 'another zone', text: 'Sun, 06 Nov 1994 08:49:37 CET' },
    { says: 'an offset', text: 'Sun, 06 Nov 1994 08:49:37 +0000' },
    { says: 'UTC for GMT', text: 'Sun, 06 Nov 1994 08:49:37 UTC' },
    { says: 'no weekday', text: '06 Nov 1994 08:49:37 GMT' },
    { says: 'an unknown weekday', text: 'Xxx, 06 Nov 1994 08:49:37 GMT' },
    { says: 'an unknown month', text: 'Sun, 06 Xxx 1994 08:49:37 GMT' },
    { says: 'a one-digit day', text: 'Sun, 6 Nov 1994 08:49:37 GMT' },
    { says: 'a day that the month has not', text: 'Sun, 31 Nov 1994 08:49:37 GMT' },
    { says: 'day 0', text: 'Sun, 00 Nov 1994 08:49:37 GMT' },
    { says: 'day 32', text: 'Sun, 32 Dec 1994 08:49:37 GMT' },
    { says: 'a leap day in a common year', text: 'Wed, 29 Feb 2023 00:00:00 GMT' },
    { says: 'hour 24', text: 'Sun, 06 Nov 1994 24:00:00 GMT' },
    { says: 'minute 60', text: 'Sun, 06 Nov 1994 08:60:00 GMT' },
    { says: 'second 61', text: 'Sun, 06 Nov 1994 08:49:61 GMT' },
    { says: 'a one-digit hour', text: 'Sun, 06 Nov 1994 8:49:37 GMT' },
    { says: 'two spaces', text: 'Sun,  06 Nov 1994 08:49:37 GMT' },
    { says: 'text after it', text: 'Sun, 06 Nov 1994 08:49:37 GMT, x' },
    { says: 'a space before it', text: ' Sun, 06 Nov 1994 08:49:37 GMT' },
    { says: 'an rfc850-date that does not exist', text: 'Sunday, 31-Nov-94 08:49:37 GMT' },
    {
      says: 'two dates in one',
      text: 'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
    },
  ])('reads nothing else: $says', ({ text }) => {
    expect(parseHttpDate(text, reference)).toBeUndefined()
  })

  it('is total when the reference is no instant', () => {
    expect(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', Number.NaN)).toBeUndefined()
  })
})
