import { expect, it } from 'vitest'
import { isHeuristicallyCacheable, isUnderstood } from './cacheable-status.ts'

const every = Array.from({ length: 400 }, (_, index) => 200 + index)

it('RFC 9110 §15.1: these statuses are heuristically cacheable', () => {
  expect(every.filter(isHeuristicallyCacheable)).toEqual([
    200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501,
  ])
})

it.each([
  { clause: 'RFC 9110 §15.3', says: 'successes', from: 200, to: 299, are: 6 },
  {
    clause: 'RFC 9110 §15.4',
    says: 'redirections but for 304 and 306',
    from: 300,
    to: 399,
    are: 7,
  },
  { clause: 'RFC 9110 §15.5', says: 'client errors but for 418', from: 400, to: 499, are: 21 },
  { clause: 'RFC 9110 §15.6', says: 'server errors', from: 500, to: 599, are: 6 },
])('$clause: of the $says $are are understood', ({ from, to, are }) => {
  const understood = every.filter(
    (status) => status >= from && status <= to && isUnderstood(status),
  )
  expect(understood).toHaveLength(are)
})

it.each([206, 226, 299, 304, 306, 418, 429, 451, 511, 599])(
  'RFC 9111 §5.2.2.3: %d is not understood',
  (status) => {
    expect(isUnderstood(status)).toBe(false)
  },
)
