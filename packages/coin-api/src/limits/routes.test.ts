import { describe, expect, it } from 'vitest'
import { type CoinApiOptions, createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

const open = (options: Partial<CoinApiOptions> = {}) => {
  let now = Date.UTC(2026, 10, 20, 12)
  const api = createCoinApi({ clock: () => now, tradesPerSecond: 0, ...options })
  const wait = (ms: number) => {
    now += ms
  }
  return { api, wait }
}
const quotaIn = ({ headers }: { readonly headers: Headers }) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`))
const times = async (count: number, ask: () => Promise<unknown>) => {
  for (let round = 0; round < count; round += 1) await ask()
}

describe('a route with a limit', () => {
  it('counts a 304 and an error like a 200', async () => {
    const { api, wait } = open()
    const { etag } = await visit(api, '/coins')
    wait(1500)
    const same = await visit(api, '/coins?limit=50', { headers: { 'if-none-match': etag } })
    expect(same.status).toBe(304)
    expect(quotaIn(same)).toEqual(['60', '58', '59'])
    const error = await visit(api, '/coins?limit=many')
    expect(error.status).toBe(400)
    expect(quotaIn(error)).toEqual(['60', '57', '59'])
    expect(quotaIn(await visit(api, '/coins', { method: 'HEAD' }))).toEqual(['60', '56', '59'])
  })

  it('answers 429 beyond it, until its window ends', async () => {
    const { api, wait } = open()
    await times(60, () => visit(api, '/coins'))
    wait(10_000)
    const refused = await visit(api, '/coins')
    expect(refused).toMatchObject({
      status: 429,
      text: '{"statusCode":429,"error":"Too Many Requests","message":"Rate limit exceeded, retry in 1 minute"}',
    })
    expect(refused.headers.get('retry-after')).toBe('50')
    expect(quotaIn(refused)).toEqual(['60', '0', '50'])
    wait(50_000)
    const again = await visit(api, '/coins')
    expect(again.status).toBe(200)
    expect(again.headers.get('retry-after')).toBeNull()
    expect(quotaIn(again)).toEqual(['60', '59', '60'])
  })

  it('counts each client address by itself', async () => {
    const { api } = open()
    const from = (address: string) =>
      api.fetch(new Request('http://coins.test/coins'), {
        address,
        cookies: { get: () => undefined, set: () => undefined },
      })
    await times(61, () => from('10.0.0.1'))
    expect((await from('10.0.0.1')).status).toBe(429)
    expect((await from('10.0.0.2')).status).toBe(200)
  })
})

it.each(['/coins/x', '/nowhere'])('no limit is told of on %s', async (path) => {
  expect(quotaIn(await visit(open().api, path))).toEqual([null, null, null])
})

it('nothing is counted when limits are off', async () => {
  const { api } = open({ limits: false })
  await times(61, () => visit(api, '/coins'))
  const answer = await visit(api, '/coins')
  expect(answer.status).toBe(200)
  expect(quotaIn(answer)).toEqual([null, null, null])
})
