import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

it('GET /sol-price keeps its body for 30 seconds', async () => {
  let now = Date.UTC(2026, 10, 20, 12)
  const api = createCoinApi({ clock: () => now })
  const first = await visit(api, '/sol-price')
  expect(JSON.parse(first.text)).toEqual({
    solPrice: expect.closeTo(140, -1) as number,
    asOfTimestamp: now,
    stale: false,
  })
  now += 29_999
  expect((await visit(api, '/sol-price')).etag).toBe(first.etag)
  now += 1
  expect((await visit(api, '/sol-price')).etag).not.toBe(first.etag)
})

it('GET /sol-price gives the bare price in the 2025 form', async () => {
  const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), form: '2025' })
  const { text } = await visit(api, '/sol-price')
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['solPrice'])
})
