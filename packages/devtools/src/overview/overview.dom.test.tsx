import { createQuota } from '@etagged/core/quota'
import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { clientOn, createSetClock, openPanel, START, tagged } from '../panel/panel.test-fixture.tsx'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

const beat = (ms = 300) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

/** The figure of a tile and what stands below it. */
const tile = (name: string) => screen.getByText(name).nextElementSibling?.textContent
const card = (name: RegExp) => {
  const heading = screen.getByRole('heading', { name })
  return heading.parentElement ?? heading
}
const described = (name: RegExp) => {
  const picture = screen.getByRole('img', { name })
  return document.querySelector(`#${picture.getAttribute('aria-describedby')}`)?.textContent
}

it('teaches what it will show as long as nothing was asked', async () => {
  await openPanel(clientOn(tagged()), 'overview')
  expect(screen.getByRole('heading', { name: 'Nothing asked yet' })).toBeTruthy()
  expect(card(/Rate limits/).textContent).toContain('createEtagged({ quota: createQuota() })')
})

it('tells what the cache answered and saved, as the client itself counts it', async () => {
  const client = clientOn(tagged())
  for (const path of ['/coins', '/coins', '/fresh', '/fresh', '/fresh']) await client.json(path)
  await openPanel(client, 'overview')
  const { bytesSaved, hits, requests } = client.stats()
  expect([hits, requests]).toStrictEqual([2, 5])
  expect(tile('Served from cache')).toBe('40 %2 of 5 requests')
  expect(tile('Validated by 304')).toBe('20 %1 of 5 requests')
  expect(tile('Bytes saved')).toBe(`${bytesSaved} Bestimated: not compressed`)
  expect(tile('Under way')).toBe('0nobody waits')
  const row = within(card(/Time by outcome/)).getByRole('row', { name: /^Memory/ })
  expect(row.textContent).toMatch(/^Memory2/)
})

it('goes on with what happens', async () => {
  const answer = Promise.withResolvers<Response>()
  const client = clientOn(({ url }) =>
    url.includes('/slow') ? answer.promise : tagged()(new Request(url)),
  )
  await client.json('/coins')
  await openPanel(client, 'overview')
  const asked = client.json('/slow')
  await beat()
  expect(tile('Under way')).toBe('1without an answer yet')
  answer.resolve(Response.json({}))
  await asked
  await beat()
  expect(tile('Under way')).toBe('0nobody waits')
})

it('has pictures that say their figures, and a value for each bar by key', async () => {
  const client = clientOn(tagged())
  for (const path of ['/coins', '/coins', '/fresh', '/fresh']) await client.json(path)
  await openPanel(client, 'overview')
  expect(described(/^Requests by outcome/)).toBe('Memory 1, 304 1, 200 2')
  expect(described(/^How long/)).toMatch(
    /^Memory: 1 request; .*Disk: 0 requests\..*200: 2 requests; /,
  )
  const chart = screen.getByRole('group', { name: /Requests over five minutes/ })
  fireEvent.keyDown(chart, { key: 'End' })
  expect(screen.getByText('the last 5 s: Memory 1, 304 1, 200 2')).toBeTruthy()
  fireEvent.keyDown(chart, { key: 'ArrowLeft' })
  expect(screen.getByText('5 to 10 s ago: no requests')).toBeTruthy()
})

it('counts what the Doctor found, and leads there', async () => {
  const client = clientOn(() => Response.json({}))
  await client.json('/coins')
  await openPanel(client, 'overview')
  await beat()
  expect(tile('Server headers')).toMatch(/^1 finding/)
  fireEvent.click(screen.getByRole('button', { name: 'Open the Doctor' }))
  expect(screen.getByRole('tab', { name: 'Doctor', selected: true })).toBeTruthy()
})

it('asks the stores how large they are once a second, and only while it is shown', async () => {
  const client = clientOn(tagged())
  await client.json('/coins')
  const size = vi.spyOn(client, 'size')
  const { unmount } = await openPanel(client, 'overview')
  await beat(300)
  const held = (await client.size()).memory
  size.mockClear()
  expect(card(/^Stored/).textContent).toContain(`in ${held.entries} entry`)
  await beat(3000)
  expect(size.mock.calls.length).toBe(3)
  unmount()
  await beat(3000)
  expect(size.mock.calls.length).toBe(3)
})

it('shows a store against its limit, where it tells that', async () => {
  const client = clientOn(tagged())
  const memory = { entries: 2, bytes: 250_000, maxBytes: 1_000_000 }
  vi.spyOn(client, 'size').mockResolvedValue({ memory, disk: undefined, diskParts: {} })
  await openPanel(client, 'overview')
  await beat(300)
  const meter = screen.getByRole('meter', { name: 'Memory' })
  expect(meter.getAttribute('aria-valuetext')).toBe('250 kB of 1 MB in 2 entries: 25 %')
})

it('shows no size that was asked for in a former session', async () => {
  const client = clientOn(tagged())
  const sizes = Promise.withResolvers<Awaited<ReturnType<typeof client.size>>>()
  vi.spyOn(client, 'size').mockReturnValueOnce(sizes.promise)
  await openPanel(client, 'overview')
  const later = vi.spyOn(client, 'size').mockReturnValue(new Promise(() => undefined))
  await act(() => client.signIn('bob'))
  const memory = { entries: 7, bytes: 777_000, maxBytes: 1_000_000 }
  sizes.resolve({ memory, disk: undefined, diskParts: {} })
  await beat(300)
  expect(later).toHaveBeenCalled()
  expect(card(/^Stored/).textContent).toContain('The stores are being asked.')
})

it("shows what is left of a rate limit until it is reset, by the cache's clock", async () => {
  const clock = createSetClock()
  const limits = {
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': '41',
    'x-ratelimit-reset': '30',
  }
  const client = clientOn(() => Response.json({}, { headers: limits }), {
    clock,
    quota: createQuota(),
  })
  await client.json('/coins')
  await openPanel(client, 'overview')
  const [bucket] = client.quota?.buckets() ?? []
  const left = Math.round((bucket?.resetAt ?? 0) - START)
  expect(card(/Rate limits/).textContent).toContain(`41 of 60 left, resets in ${left} s`)
  expect(
    within(card(/Rate limits/))
      .getByRole('meter')
      .getAttribute('aria-valuenow'),
  ).toBe('41')
})
