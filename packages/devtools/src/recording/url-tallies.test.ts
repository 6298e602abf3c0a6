import { expect, it } from 'vitest'
import { answered, failed, forwardedWith, hitOf, url, validated } from './events.test-fixture.ts'
import { createUrlTallies } from './url-tallies.ts'

function tallyOf(...events: Parameters<ReturnType<typeof createUrlTallies>['add']>[0][]) {
  const tallies = createUrlTallies()
  for (const event of events) tallies.add(event)
  return tallies.of(url)
}

const unavailable = answered({ outcome: forwardedWith({ fwdStatus: 503, stored: false }) })

it('counts the answers without the network, and those after a 304', () => {
  const other = hitOf('memory', { url: 'https://api.test/other' })
  expect(tallyOf(hitOf('memory'), hitOf('disk'), validated(), answered(), other)).toStrictEqual({
    hits: 2,
    validated: 1,
  })
})

it('counts what another tab had brought as a hit', () => {
  const brought = forwardedWith({ detail: 'another-tab', collapsed: true })
  expect(tallyOf(hitOf('disk', { outcome: brought }))).toStrictEqual({ hits: 1, validated: 0 })
})

it('tells why the last request failed, until the origin answers', () => {
  const offline = failed('TypeError: Failed to fetch')
  expect(tallyOf(offline)?.failure).toBe('TypeError: Failed to fetch')
  expect(tallyOf(unavailable)?.failure).toBe('Status 503')
  expect(tallyOf(offline, hitOf('memory'))?.failure).toBe('TypeError: Failed to fetch')
  expect(tallyOf(offline, validated())).not.toHaveProperty('failure')
  expect(tallyOf(unavailable, answered())).not.toHaveProperty('failure')
})

it('counts GET alone: a POST that fails says nothing of what is stored', () => {
  expect(tallyOf(hitOf('memory'), failed('TypeError: no', { method: 'POST' }))).toStrictEqual({
    hits: 1,
    validated: 0,
  })
  expect(tallyOf(answered({ ...unavailable, method: 'POST' }))).toBeUndefined()
})

it('takes no caller who left for a failure', () => {
  expect(tallyOf(failed('AbortError: left'))).toStrictEqual({ hits: 0, validated: 0 })
})

it('forgets the URLs that were asked for longest ago when there are too many', () => {
  const tallies = createUrlTallies()
  tallies.add(hitOf('memory'))
  for (let at = 0; at < 10_000; at++) tallies.add(hitOf('memory', { url: `https://a.test/${at}` }))
  expect(tallies.of(url)).toBeUndefined()
  expect(tallies.of('https://a.test/0')).toBeDefined()
  tallies.clear()
  expect(tallies.of('https://a.test/0')).toBeUndefined()
})
