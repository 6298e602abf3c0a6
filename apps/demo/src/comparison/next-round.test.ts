import { StatusError } from '@etagged/core'
import { expect, it } from 'vitest'
import { delayAfter, describeFailedRound } from './next-round.ts'

const refused = (retryAfter: number | undefined): StatusError =>
  new StatusError({ status: 429, url: 'http://coins.test/coins', body: undefined, retryAfter })

it.each([
  [300, undefined, 1700],
  [2500, undefined, 0],
  [300, new TypeError('Failed to fetch'), 1700],
  [300, refused(17), 17_000],
  [300, refused(1), 1700],
  [300, refused(undefined), 1700],
])('after %d ms and %s the next round comes in %d ms', (took, error, delay) => {
  expect(delayAfter(took, error)).toBe(delay)
})

it('a round that the API refused says when the next one comes', () => {
  expect(describeFailedRound(refused(17), 17_000)).toBe(
    'The server has had too many requests (429). The next round begins in 17 s.',
  )
})
