import { expect, it } from 'vitest'
import { complaintsAbout, describeLoad, type LoadReport, mostGrowth } from './judge-load.ts'

const MEGABYTE = 1024 * 1024
const requests = { early: 10_000, total: 50_000 }
const report = (change: Partial<LoadReport> = {}): LoadReport => ({
  requests,
  perSecond: 4000,
  latency: { median: 4, p99: 17 },
  statuses: { '200': 30_000, '304': 18_000, '401': 2_000 },
  failures: 0,
  heap: { before: 26 * MEGABYTE, after: 27 * MEGABYTE },
  ...change,
})

it('finds nothing wrong with a good load', () => {
  expect(complaintsAbout(report())).toEqual([])
})

it.each([
  { change: { statuses: { '200': 1, '304': 1, '500': 3 } }, says: '3 answers had status 500' },
  { change: { statuses: { '200': 1 } }, says: 'no answer was a 304' },
  { change: { failures: 2 }, says: '2 requests got no answer' },
  {
    change: { heap: { before: 0, after: 5 * MEGABYTE } },
    says: 'the heap grew by 5.00 MB, more than 3.91 MB',
  },
])('complains: $says', ({ change, says }) => {
  expect(complaintsAbout(report(change))).toEqual([says])
})

it('allows 50 bytes for each request, and 2 MB beside', () => {
  const perRequest = (mostGrowth(requests) - 2 * MEGABYTE) / (requests.total - requests.early)
  expect(perRequest).toBe(50)
})

it('says what was seen', () => {
  expect(describeLoad(report())).toEqual([
    '50000 requests, 4000 a second',
    'latency: median 4 ms, 99% within 17 ms',
    'answers: 200: 30000, 304: 18000, 401: 2000; without an answer: 0',
    'heap: 26.00 MB after 10000, 27.00 MB after 50000 (may grow by 3.91 MB)',
  ])
})
