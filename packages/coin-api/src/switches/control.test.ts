import { describe, expect, it } from 'vitest'
import { type CoinApi, type CoinApiOptions, createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const JSON_TYPE = { 'content-type': 'application/json' }

const open = (options: Partial<CoinApiOptions> = {}) => {
  let now = NOON
  const waits: number[] = []
  const api = createCoinApi({
    clock: () => now,
    control: true,
    wait: (ms) => Promise.resolve(void waits.push(ms)),
    ...options,
  })
  const pass = (ms: number) => {
    now += ms
  }
  return { api, waits, pass }
}
const send = (api: CoinApi, method: string, path: string, body: unknown, headers = JSON_TYPE) =>
  visit(api, path, { method, headers, body: JSON.stringify(body) })
const turn = async (api: CoinApi, switches: object) => {
  const { status, text } = await send(api, 'PATCH', '/_control', switches)
  expect(status).toBe(200)
  return JSON.parse(text) as Record<string, unknown>
}
const ask = (api: CoinApi, path: string, init?: RequestInit) =>
  api.fetch(new Request(`http://coins.test${path}`, init))

describe('/_control', () => {
  it('does not exist unless it is asked for', async () => {
    const { api } = open({ control: false })
    expect((await visit(api, '/_control')).status).toBe(404)
    expect((await send(api, 'PATCH', '/_control', { offline: true })).status).toBe(404)
    expect((await visit(api, '/sol-price')).status).toBe(200)
  })

  it('shows the switches, and nobody stores them', async () => {
    const { text, headers } = await visit(open().api, '/_control')
    expect(JSON.parse(text)).toMatchObject({ latency: 0, tradesPerSecond: 2, redirect: null })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('etag')).toBeNull()
  })

  it('answers a change with the switches after it', async () => {
    const { api } = open()
    expect(await turn(api, { latency: 5 })).toMatchObject({ latency: 5, jitter: 0 })
    expect(JSON.parse((await visit(api, '/_control')).text)).toMatchObject({ latency: 5 })
  })

  it.each([
    { method: 'PATCH', path: '/_control' },
    { method: 'POST', path: '/_control/trade' },
    { method: 'POST', path: '/_control/reset' },
  ])('refuses $method $path unless it is labelled as JSON', async ({ method, path }) => {
    const { api } = open()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const refused = await send(api, method, path, {}, { 'content-type': type })
      expect(refused.status).toBe(415)
      expect(JSON.parse(refused.text)).toMatchObject({ error: 'Unsupported Media Type' })
    }
    const labelled = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await send(api, method, path, {}, labelled)).status).not.toBe(415)
  })

  it('names a wrong switch', async () => {
    const { status, text } = await send(open().api, 'PATCH', '/_control', { lag: 1, latency: -1 })
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({
      message: ['latency must not be less than 0', 'lag should not exist'],
      error: 'Bad Request',
      statusCode: 400,
    })
  })

  it.each([{ body: [] }, { body: null }, { body: 'offline' }])(
    'refuses $body',
    async ({ body }) => {
      expect((await send(open().api, 'PATCH', '/_control', body)).status).toBe(400)
    },
  )

  it('keeps foreign pages out, and gives their preflight nothing', async () => {
    const { api } = open({ origins: ['https://pump.fun'] })
    const origin = 'https://elsewhere.test'
    const preflight = { origin, 'access-control-request-method': 'PATCH' }
    const refused = [
      await visit(api, '/_control', { headers: { origin } }),
      await visit(api, '/_control', { method: 'OPTIONS', headers: preflight }),
      await send(api, 'PATCH', '/_control', { offline: true }, { ...JSON_TYPE, origin } as never),
    ]
    for (const { status, headers } of refused) {
      expect(status).toBe(403)
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
    expect((await visit(api, '/sol-price')).status).toBe(200)
  })

  it('is out of reach of latency, offline, errors and every other switch', async () => {
    const { api, waits } = open()
    const faults = { latency: 9, offline: true, errorRate: 1, cutBody: 1, redirect: 302 }
    await turn(api, { ...faults, fields: { 'x-fault': '1' } })
    const { status, text, headers } = await visit(api, '/_control')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject(faults)
    expect(headers.get('x-fault')).toBeNull()
    expect(waits).toEqual([])
  })

  it('has no other routes', async () => {
    expect((await visit(open().api, '/_control/nothing')).status).toBe(404)
    expect((await visit(open().api, '/_controls')).status).toBe(404)
  })
})

describe('POST /_control/trade', () => {
  it('trades at once and answers with the coin', async () => {
    const { api } = open()
    const [mint = ''] = api.market.idle
    const { etag } = await visit(api, `/coins/${mint}`)
    const trade = await send(api, 'POST', '/_control/trade', { mint, lamports: 1_000_000_000 })
    expect(trade.status).toBe(201)
    const after = await visit(api, `/coins/${mint}`)
    expect(after.etag).not.toBe(etag)
    expect(trade.text).toBe(after.text)
  })

  it.each([
    { body: { mint: 'nobody', lamports: 1 }, status: 404, message: 'Coin not found' },
    { body: { mint: 'nobody' }, status: 400, message: ['lamports must be a number'] },
    {
      body: { mint: 'nobody', lamports: 0.5 },
      status: 400,
      message: ['lamports must be an integer'],
    },
    { body: { mint: 'nobody', lamports: 1, at: 0 }, status: 400, message: ['at should not exist'] },
  ])('answers $body with $status', async ({ body, status, message }) => {
    const answer = await send(open().api, 'POST', '/_control/trade', body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ message })
  })
})

describe('POST /_control/reset', () => {
  it('puts the switches and the pace back, and forgets who asked how often', async () => {
    const { api } = open({ tradesPerSecond: 3 })
    await turn(api, { offline: true, tradesPerSecond: 0 })
    const { status, text } = await send(api, 'POST', '/_control/reset', {})
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ offline: false, tradesPerSecond: 3 })
    expect(api.market.pace()).toBe(3)
    await visit(api, '/coins')
    await send(api, 'POST', '/_control/reset', {})
    expect((await visit(api, '/coins')).headers.get('x-ratelimit-remaining')).toBe('59')
  })
})

describe('a switch that is turned', () => {
  it('latency and jitter: every answer waits', async () => {
    const { api, waits } = open({ random: () => 0.5 })
    await turn(api, { latency: 100, jitter: 50 })
    await visit(api, '/sol-price')
    expect(waits).toEqual([125])
  })

  it('offline: a network failure', async () => {
    const { api } = open()
    await turn(api, { offline: true })
    expect((await ask(api, '/coins')).type).toBe('error')
  })

  it('errorRate: the error has a tag, costs no unit and passes CORS', async () => {
    const { api } = open({ origins: ['https://pump.fun'] })
    await turn(api, { errorRate: 1, errorStatus: 503 })
    const origin = 'https://pump.fun'
    const { status, headers, text } = await visit(api, '/coins', { headers: { origin } })
    expect({ status, text }).toEqual({
      status: 503,
      text: '{"message":"Service Unavailable","statusCode":503}',
    })
    expect(headers.get('etag')).toMatch(/^W\//)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('x-ratelimit-remaining')).toBeNull()
    const preflight = { origin, 'access-control-request-method': 'GET' }
    const answer = await visit(api, '/coins', { method: 'OPTIONS', headers: preflight })
    expect(answer.status).toBe(204)
  })

  it('tradesPerSecond: another pace from now on', async () => {
    const { api, pass } = open({ tradesPerSecond: 2 })
    const path = '/coins?sort=last_trade_timestamp'
    pass(10_000)
    await turn(api, { tradesPerSecond: 0 })
    const { etag, text } = await visit(api, path)
    pass(60_000)
    expect(await visit(api, path)).toMatchObject({ etag, text })
    await turn(api, { tradesPerSecond: 10 })
    pass(1_000)
    expect((await visit(api, path)).etag).not.toBe(etag)
  })

  it('latency: the pace that somebody gave the market stays', async () => {
    const { api } = open({ tradesPerSecond: 2 })
    api.market.setPace(9)
    await turn(api, { latency: 0 })
    expect(api.market.pace()).toBe(9)
    await turn(api, { tradesPerSecond: 2 })
    expect(api.market.pace()).toBe(2)
  })

  it('clockOffset: market, tokens and limits are at another time', async () => {
    const { api } = open()
    await visit(api, '/coins')
    await turn(api, { clockOffset: 3600 })
    expect(api.clock()).toBe(NOON + 3_600_000)
    const price = JSON.parse((await visit(api, '/sol-price')).text) as { asOfTimestamp: number }
    expect(price.asOfTimestamp).toBeGreaterThan(NOON + 3_500_000)
    expect((await visit(api, '/coins')).headers.get('x-ratelimit-remaining')).toBe('59')
    const { text } = await visit(api, '/coins?limit=3')
    await turn(api, { clockOffset: 0 })
    expect((await visit(api, '/coins?limit=3')).text).toBe(text)
  })

  it.each([3600, -3600])('clockOffset: at %i and back again the market goes on', async (offset) => {
    const { api, pass } = open({ tradesPerSecond: 2 })
    await turn(api, { clockOffset: offset })
    for (const clockOffset of [offset, 0]) {
      await turn(api, { clockOffset })
      await visit(api, '/coins')
      const before = api.market.eventCount()
      pass(10_000)
      await visit(api, '/coins')
      expect(api.market.eventCount() - before).toBe(20)
    }
  })

  it('limits: nothing is counted', async () => {
    const { api } = open()
    await turn(api, { limits: false })
    expect((await visit(api, '/coins')).headers.get('x-ratelimit-limit')).toBeNull()
  })

  it('exposeEtag, allowConditional, corsOn304: faults of CORS', async () => {
    const { api } = open({ origins: ['https://pump.fun'], exposeHeaders: ['ETag'] })
    await turn(api, { exposeEtag: false, allowConditional: false, corsOn304: false })
    const origin = 'https://pump.fun'
    const full = await visit(api, '/coins', { headers: { origin } })
    expect(full.headers.get('access-control-expose-headers')).toBeNull()
    const same = await visit(api, '/coins', { headers: { origin, 'if-none-match': full.etag } })
    expect(same.status).toBe(304)
    expect(same.headers.get('access-control-allow-origin')).toBeNull()
    const preflight = { origin, 'access-control-request-method': 'GET' }
    const { headers } = await visit(api, '/coins', { method: 'OPTIONS', headers: preflight })
    expect(headers.get('access-control-allow-headers')).not.toContain('if-none-match')
  })

  it('fields: every answer has them', async () => {
    const { api } = open()
    await turn(api, { fields: { 'cache-control': 'max-age=9' } })
    const { headers, etag } = await visit(api, '/coins')
    expect(headers.get('cache-control')).toBe('max-age=9')
    const same = await visit(api, '/coins', { headers: { 'if-none-match': etag } })
    expect([same.status, same.headers.get('cache-control')]).toEqual([304, 'max-age=9'])
  })

  it('cutBody: the body breaks, a 304 does not', async () => {
    const { api } = open()
    const { etag, text } = await visit(api, '/sol-price')
    await turn(api, { cutBody: 5 })
    const cut = await ask(api, '/sol-price')
    expect(cut.headers.get('content-length')).toBe(String(text.length))
    await expect(cut.text()).rejects.toThrow('cutBody')
    const same = await visit(api, '/sol-price', { headers: { 'if-none-match': etag } })
    expect(same.status).toBe(304)
  })
})

describe('redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'goes round once with %i and keeps the query',
    async (status) => {
      const { api } = open()
      const path = '/coins?limit=3&searchTerm=a%26b'
      const direct = await visit(api, path)
      await turn(api, { redirect: status })
      const first = await visit(api, path)
      expect(first.status).toBe(status)
      expect(first.headers.get('vary')).toBe('Origin')
      const { pathname, search } = new URL(
        first.headers.get('location') ?? '',
        `http://x.test${path}`,
      )
      expect(new URLSearchParams(search).get('searchTerm')).toBe('a&b')
      const second = await visit(api, `${pathname}${search}`)
      expect(second).toMatchObject({ status: 200, text: direct.text })
    },
  )

  it('does not show its mark to what answers', async () => {
    const { api } = open()
    await turn(api, { redirect: 307 })
    const body = JSON.stringify({ address: 'x' })
    const path = '/auth/login?__redirected=1'
    const { status, text } = await visit(api, path, { method: 'POST', body, headers: JSON_TYPE })
    expect({ status, text: text.includes('__redirected') }).toEqual({ status: 400, text: false })
  })
})
