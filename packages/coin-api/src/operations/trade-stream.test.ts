import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'

const api = createCoinApi({
  clock: () => Date.UTC(2026, 10, 20, 12),
  tradesPerSecond: 0,
  wait: () => new Promise(() => undefined),
})
const ask = (init?: RequestInit) => api.fetch(new Request('http://coins.test/stream/trades', init))
const [mint = ''] = api.market.idle

it('answers GET /stream/trades at once, with a stream that has no tag', async () => {
  const answer = await ask({ headers: { 'if-none-match': '*' } })
  expect([answer.status, Object.fromEntries(answer.headers)]).toEqual([
    200,
    { 'content-type': 'text/event-stream', 'cache-control': 'no-store', vary: 'Origin' },
  ])
  await answer.body?.cancel()
})

it('goes on after Last-Event-ID', async () => {
  api.market.trade(mint, 1_000_000_000)
  const { body } = await ask({ headers: { 'last-event-id': '0' } })
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  expect((await reader?.read())?.value).toContain('event: trade\nid: 1\n')
  await reader?.cancel()
})

it('has no body for HEAD', async () => {
  expect((await ask({ method: 'HEAD' })).body).toBeNull()
})
