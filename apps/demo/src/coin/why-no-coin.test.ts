import { BodyError, StatusError, UsageError } from '@etagged/core'
import { expect, it } from 'vitest'
import { whyNoCoin } from './why-no-coin.ts'

const url = 'http://a.test/coins/x'
const answered = (status: number): Error =>
  new StatusError({ url, status, body: undefined, retryAfter: undefined })

it.each([
  ['a 404', answered(404), 'unknown'],
  ['an empty 200', new BodyError(url, 'empty'), 'unknown'],
  ['a 400', answered(400), 'refused'],
  ['a mint that makes no URL', new UsageError('no'), 'refused'],
  ['a 429', answered(429), 'too-many'],
  ['a 500', answered(500), 'unreadable'],
  ['a body that is no coin', new BodyError(url, 'schema'), 'unreadable'],
  ['a broken connection', new TypeError('Failed to fetch'), 'unreachable'],
])('after %s the coin is %s', (_, error, why) => {
  expect(whyNoCoin(error)).toBe(why)
})
