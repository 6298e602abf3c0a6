import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.ts'

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
