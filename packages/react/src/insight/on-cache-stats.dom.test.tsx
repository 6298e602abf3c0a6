import { createEtagged, type Etagged, type Stats } from '@etagged/core'
import { afterEach, expect, it, vi } from 'vitest'
import { type CacheMetric, type CacheMetricName, onCacheStats } from './on-cache-stats.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A client whose origin gives out a body of 100 bytes, and 304s. */
function connected(): Etagged {
  const body = JSON.stringify('x'.repeat(98))
  return createEtagged({
    baseUrl: 'http://api.test',
    fetch: async (input, init) => {
      const isSame = new Request(input, init).headers.get('if-none-match') === '"1"'
      return new Response(isSame ? null : body, {
        status: isSame ? 304 : 200,
        headers: { etag: '"1"', 'content-type': 'application/json' },
      })
    },
  })
}

function report(client: Etagged): { metrics: CacheMetric[]; stop: () => void } {
  const metrics: CacheMetric[] = []
  return { metrics, stop: onCacheStats(client, (metric) => metrics.push(metric)) }
}

function hidePage(): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}

it('tells, when the page is hidden, each figure of which something is known', async () => {
  const client = connected()
  const { metrics, stop } = report(client)
  hidePage()
  expect(metrics).toEqual([])
  for (let request = 0; request < 4; request++) await client.json('/one')
  expect(metrics).toEqual([])
  hidePage()
  expect(metrics).toMatchObject([
    { name: 'reuse', value: 0.75, delta: 0.75, rating: 'good' },
    { name: 'saved', value: 0.75, delta: 0.75, rating: 'good' },
    { name: 'wasted', value: 0, delta: 0, rating: 'good' },
  ])
  expect(new Set(metrics.map(({ id }) => id)).size).toBe(1)
  stop()
})

it('tells afterwards what has changed, and by how much', async () => {
  const client = connected()
  const { metrics, stop } = report(client)
  for (let request = 0; request < 2; request++) await client.json('/one')
  hidePage()
  metrics.length = 0
  window.dispatchEvent(new Event('pagehide'))
  expect(metrics).toEqual([])
  for (let request = 0; request < 2; request++) await client.json('/one')
  window.dispatchEvent(new Event('pagehide'))
  expect(metrics).toMatchObject([
    { name: 'reuse', value: 0.75, delta: 0.25 },
    { name: 'saved', value: 0.75, delta: 0.25 },
  ])
  stop()
})

it('a page that is shown tells nothing, nor does one whose app has stopped it', async () => {
  const client = connected()
  const { metrics, stop } = report(client)
  await client.json('/one')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(metrics).toEqual([])
  stop()
  hidePage()
  window.dispatchEvent(new Event('pagehide'))
  expect(metrics).toEqual([])
})

it('tells each change, at most four times a second, to whom wants that', async () => {
  vi.useFakeTimers()
  const client = connected()
  const metrics: CacheMetric[] = []
  const stop = onCacheStats(client, (metric) => metrics.push(metric), { reportAllChanges: true })
  await vi.advanceTimersByTimeAsync(0)
  for (let request = 0; request < 4; request++) await client.json('/one')
  expect(metrics).toEqual([])
  await vi.advanceTimersByTimeAsync(250)
  expect(metrics.map(({ name }) => name)).toEqual(['reuse', 'saved', 'wasted'])
  stop()
  await client.json('/one')
  await vi.advanceTimersByTimeAsync(1000)
  expect(metrics).toHaveLength(3)
})

it.each<{ name: CacheMetricName; figures: Partial<Stats>; rating: CacheMetric['rating'] }>([
  { name: 'reuse', figures: { requests: 100, hits: 75 }, rating: 'good' },
  {
    name: 'reuse',
    figures: { requests: 100, hits: 70, validated: 4 },
    rating: 'needs-improvement',
  },
  { name: 'reuse', figures: { requests: 100, hits: 40 }, rating: 'needs-improvement' },
  { name: 'reuse', figures: { requests: 100, hits: 39 }, rating: 'poor' },
  { name: 'saved', figures: { bytesSaved: 75, bytesReceived: 25 }, rating: 'good' },
  { name: 'saved', figures: { bytesSaved: 39, bytesReceived: 61 }, rating: 'poor' },
  { name: 'wasted', figures: { validated: 99, wastedValidations: 1 }, rating: 'good' },
  { name: 'wasted', figures: { validated: 98, wastedValidations: 2 }, rating: 'needs-improvement' },
  { name: 'wasted', figures: { validated: 89, wastedValidations: 11 }, rating: 'poor' },
])('$name is $rating for $figures', ({ name, figures, rating }) => {
  const client = connected()
  vi.spyOn(client, 'stats').mockReturnValue({ ...client.stats(), ...figures })
  const { metrics, stop } = report(client)
  hidePage()
  stop()
  expect(metrics.find((metric) => metric.name === name)?.rating).toBe(rating)
})
