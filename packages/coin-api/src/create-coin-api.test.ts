import { describe, expect, it } from 'vitest'
import { type CoinApiOptions, createCoinApi } from './create-coin-api.ts'
import { visit } from './visitor.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const HOUR = 3_600_000

const open = (options: Partial<CoinApiOptions> = {}) => {
  let now = NOON
  const api = createCoinApi({ clock: () => now, ...options })
  const [idle = ''] = api.market.idle
  const wait = (ms: number) => {
    now += ms
  }
  return { api, idle, wait }
}

describe('an idle coin', () => {
  it('keeps its bytes and its tag for hours, across a moving SOL price', async () => {
    const { api, idle, wait } = open()
    const before = await visit(api, `/coins/${idle}`)
    const price = await visit(api, '/sol-price')
    wait(7 * HOUR)
    const after = await visit(api, `/coins/${idle}`)
    expect(after.text).toBe(before.text)
    expect(after.etag).toBe(before.etag)
    expect((await visit(api, '/sol-price')).text).not.toBe(price.text)
  })

  it('keeps its tag when the server starts again', async () => {
    const [first, second] = [open(), open({ clock: () => NOON + 24 * HOUR })]
    const { etag } = await visit(first.api, `/coins/${first.idle}`)
    expect((await visit(second.api, `/coins/${first.idle}`)).etag).toBe(etag)
  })

  it('answers its own tag with 304 until somebody trades it', async () => {
    const { api, idle, wait } = open()
    const { etag } = await visit(api, `/coins-v2/${idle}`)
    const headers = { 'if-none-match': etag }
    wait(HOUR)
    const same = await visit(api, `/coins-v2/${idle}`, { headers })
    expect(same).toMatchObject({ status: 304, etag, text: '' })
    expect(same.headers.get('vary')).toBe('Origin')

    api.market.trade(idle, 1_000_000_000)
    const changed = await visit(api, `/coins-v2/${idle}`, { headers })
    expect(changed.status).toBe(200)
    expect(changed.etag).not.toBe(etag)
  })
})

describe('the trending list', () => {
  const path = '/coins?sort=last_trade_timestamp&limit=50'

  it('is another within a few seconds', async () => {
    const { api, wait } = open()
    const before = await visit(api, path)
    wait(5_000)
    const after = await visit(api, path, { headers: { 'if-none-match': before.etag } })
    expect(after.status).toBe(200)
    expect(after.text).not.toBe(before.text)
  })

  it('stays the same between two trades and in a frozen market', async () => {
    const { api, wait } = open({ tradesPerSecond: 0 })
    const { etag } = await visit(api, path)
    wait(HOUR)
    expect(await visit(api, path, { headers: { 'if-none-match': etag } })).toMatchObject({
      status: 304,
    })
  })
})

describe('every answer', () => {
  it.each([
    { path: '/sol-price', status: 200 },
    { path: '/coins/nonsense', status: 400 },
    { path: '/bookmarks/default', status: 401 },
    { path: '/nowhere', status: 404 },
  ])('has a tag, Vary: Origin and no freshness: $path', async ({ path, status }) => {
    const answer = await visit(open().api, path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      etag: expect.stringMatching(/^W\/"[A-Za-z0-9+/]{27}="$/) as string,
      vary: 'Origin',
    })
  })

  it('of a route with a limit tells of that too', async () => {
    const { headers } = await visit(open().api, '/coins')
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      etag: expect.stringMatching(/^W\/"/) as string,
      vary: 'Origin',
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '59',
      'x-ratelimit-reset': '60',
    })
  })

  it('is the same for the same seed and time', async () => {
    const paths = ['/coins?sort=market_cap', '/coins?searchTerm=cat', '/sol-price']
    const bodies = async (seed: number) => {
      const { api, wait } = open({ seed })
      wait(60_000)
      return Promise.all(paths.map(async (path) => (await visit(api, path)).text))
    }
    expect(await bodies(3)).toEqual(await bodies(3))
    expect(await bodies(3)).not.toEqual(await bodies(4))
  })

  it('carries the fields that a test asks for, a 304 too', async () => {
    const { api, idle } = open({ headers: { 'cache-control': 'max-age=5' } })
    const { etag, headers } = await visit(api, `/coins/${idle}`)
    expect(headers.get('cache-control')).toBe('max-age=5')
    const same = await visit(api, `/coins/${idle}`, { headers: { 'if-none-match': etag } })
    expect(same.status).toBe(304)
    expect(same.headers.get('cache-control')).toBe('max-age=5')
  })

  it('has no body for HEAD, but the tag of GET', async () => {
    const { api, idle } = open()
    const { etag } = await visit(api, `/coins/${idle}`)
    const head = await visit(api, `/coins/${idle}`, { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, etag, text: '' })
  })
})

describe('the stack of 2025', () => {
  const { api, idle } = open({ stack: 'express' })
  const path = `/coins/${idle}`

  it('writes tags of length and hash, and finds them in a list', async () => {
    const { etag, text } = await visit(api, path)
    expect(etag).toMatch(/^W\/"[0-9a-f]+-[A-Za-z0-9+/]{27}"$/)
    expect(etag).toContain(`"${new TextEncoder().encode(text).byteLength.toString(16)}-`)
    const headers = { 'if-none-match': `"x", ${etag}` }
    expect((await visit(api, path, { headers })).status).toBe(304)
  })

  it('answers in full whoever says no-cache, as fetch does by itself', async () => {
    const { etag } = await visit(api, path)
    const headers = { 'if-none-match': etag, 'cache-control': 'no-cache' }
    expect((await visit(api, path, { headers })).status).toBe(200)
  })

  it('never answers an error with 304', async () => {
    const { etag } = await visit(api, '/nowhere')
    const headers = { 'if-none-match': etag }
    expect((await visit(api, '/nowhere', { headers })).status).toBe(404)
    expect(
      (await visit(open().api, '/nowhere', { headers: { 'if-none-match': '*' } })).status,
    ).toBe(404)
  })
})

describe('an unknown path or method', () => {
  it.each([
    { method: 'GET', path: '/nowhere' },
    { method: 'POST', path: '/coins' },
  ])('gets the 404 of NestJS: $method $path', async ({ method, path }) => {
    const { status, text } = await visit(open().api, path, { method })
    expect(status).toBe(404)
    expect(JSON.parse(text)).toEqual({
      message: `Cannot ${method} ${path}`,
      error: 'Not Found',
      statusCode: 404,
    })
  })
})

it('serves a market that it is given', async () => {
  const { market } = open().api
  const { api } = open({ market })
  expect(api.market).toBe(market)
})

it('answers a failure of its own with the 500 of NestJS', async () => {
  const { market } = open().api
  const broken = { ...market, sortedBy: () => Reflect.get({}, 'missing') as never }
  const { status, text } = await visit(open({ market: broken }).api, '/coins')
  expect({ status, text }).toEqual({
    status: 500,
    text: '{"statusCode":500,"message":"Internal server error"}',
  })
})
