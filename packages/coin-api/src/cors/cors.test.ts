import { describe, expect, it } from 'vitest'
import { type CoinApiOptions, createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { corsFields } from './cors-fields.ts'
import { decideCaller } from './decide-caller.ts'

const PAGE = 'https://pump.fun'
const FOREIGN = 'https://elsewhere.test'
const NO_FAULTS = { exposeEtag: false, allowConditional: true, corsOn304: true }
const options = { origins: [PAGE], exposeHeaders: [] }
const plain = { kind: 'plain' } as const
const allowed = { kind: 'allowed', origin: PAGE } as const

const request = (headers: Record<string, string>, method = 'GET') =>
  new Request('http://api.test:8787/coins', { method, headers })
const asking = { 'access-control-request-method': 'GET' }

describe('the caller', () => {
  it.each([
    { says: 'no Origin', asks: request({}), kind: 'plain' },
    {
      says: 'the origin of the URL',
      asks: request({ origin: 'http://api.test:8787' }),
      kind: 'plain',
    },
    {
      says: 'a POST of the same origin',
      asks: request({ origin: 'http://api.test:8787' }, 'POST'),
      kind: 'plain',
    },
    {
      says: 'the Host that a proxy kept',
      asks: request({ origin: 'https://demo.test', host: 'demo.test' }),
      kind: 'plain',
    },
    { says: 'another port', asks: request({ origin: 'http://api.test:8788' }), kind: 'refused' },
    { says: 'a page on the list', asks: request({ origin: PAGE }), kind: 'allowed' },
    {
      says: 'a page on the list over plain HTTP',
      asks: request({ origin: 'http://pump.fun' }),
      kind: 'refused',
    },
    {
      says: 'a page whose name begins alike',
      asks: request({ origin: `${PAGE}.evil.test` }),
      kind: 'refused',
    },
    { says: 'a foreign page', asks: request({ origin: FOREIGN }), kind: 'refused' },
    { says: 'an opaque origin', asks: request({ origin: 'null' }), kind: 'refused' },
    {
      says: 'a preflight',
      asks: request({ origin: PAGE, ...asking }, 'OPTIONS'),
      kind: 'preflight',
    },
    {
      says: 'an OPTIONS that is none',
      asks: request({ origin: PAGE }, 'OPTIONS'),
      kind: 'allowed',
    },
    {
      says: 'a foreign preflight',
      asks: request({ origin: FOREIGN, ...asking }, 'OPTIONS'),
      kind: 'refused',
    },
  ])('with $says is $kind', ({ asks, kind }) => {
    expect(decideCaller(asks, [PAGE]).kind).toBe(kind)
  })
})

describe('the exposed fields', () => {
  const exposed = (exposeHeaders: readonly string[], exposeEtag: boolean) =>
    corsFields(allowed, 200, { origins: [PAGE], exposeHeaders }, { ...NO_FAULTS, exposeEtag })[
      'access-control-expose-headers'
    ]
  const ALL = 'x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, Retry-After'

  it.each([
    { option: [], on: false, names: undefined },
    { option: [], on: true, names: `ETag, ${ALL}` },
    { option: ['ETag'], on: true, names: `ETag, ${ALL}` },
    { option: ['etag'], on: false, names: undefined },
    { option: ['ETag', 'X-Own'], on: false, names: 'X-Own' },
    {
      option: ['X-Own', 'retry-after'],
      on: true,
      names: `X-Own, retry-after, ETag, ${ALL.slice(0, -13)}`,
    },
  ])('of the option $option with the switch $on are $names', ({ option, on, names }) => {
    expect(exposed(option, on)).toBe(names)
  })
})

describe('the fields', () => {
  it.each([
    { caller: plain, status: 200, fields: { 'access-control-allow-credentials': 'true' } },
    {
      caller: allowed,
      status: 404,
      fields: { 'access-control-allow-credentials': 'true', 'access-control-allow-origin': PAGE },
    },
    { caller: { kind: 'refused' } as const, status: 403, fields: {} },
  ])('of an answer to a $caller.kind caller', ({ caller, status, fields }) => {
    expect(corsFields(caller, status, options, NO_FAULTS)).toEqual({ vary: 'Origin', ...fields })
  })

  it('are but Vary while no page is allowed', () => {
    const off = { origins: [], exposeHeaders: ['ETag'] }
    expect(corsFields(plain, 200, off, { ...NO_FAULTS, exposeEtag: true })).toEqual({
      vary: 'Origin',
    })
  })

  it('are missing on a 304 alone when the switch says so', () => {
    const faulty = { ...NO_FAULTS, corsOn304: false }
    expect(corsFields(allowed, 304, options, faulty)).toEqual({ vary: 'Origin' })
    expect(corsFields(allowed, 200, options, faulty)).toHaveProperty('access-control-allow-origin')
    expect(corsFields(allowed, 304, options, NO_FAULTS)).toHaveProperty(
      'access-control-allow-origin',
    )
  })

  it.each([
    { allowConditional: true, names: 'authorization, content-type, cache-control, if-none-match' },
    { allowConditional: false, names: 'authorization, content-type, cache-control' },
  ])('of a preflight name $names', ({ allowConditional, names }) => {
    const preflight = { kind: 'preflight', origin: PAGE } as const
    expect(corsFields(preflight, 204, options, { ...NO_FAULTS, allowConditional })).toEqual({
      vary: 'Origin',
      'access-control-allow-origin': PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, HEAD, PUT, PATCH, POST, DELETE',
      'access-control-allow-headers': names,
      'access-control-max-age': '5',
    })
  })
})

describe('a service with an allow-list', () => {
  const open = (more: Partial<CoinApiOptions> = {}) =>
    createCoinApi({ clock: () => 0, origins: [PAGE], ...more })

  it.each([
    { says: 'a page', method: 'GET', headers: {} },
    { says: 'its preflight', method: 'OPTIONS', headers: asking },
  ])('refuses $says that is not on it, and counts nothing', async ({ method, headers }) => {
    const init = { method, headers: { ...headers, origin: FOREIGN } }
    const answer = await visit(open(), '/coins', init)
    expect(answer).toMatchObject({ status: 403, text: '{"message":"Not allowed by CORS"}' })
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      etag: answer.etag,
      vary: 'Origin',
    })
  })

  it('answers a preflight without a body, a tag or a count', async () => {
    const init = { method: 'OPTIONS', headers: { ...asking, origin: PAGE } }
    const { status, text, headers } = await visit(open(), '/coins', init)
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expect(headers.get('etag')).toBeNull()
    expect(headers.get('x-ratelimit-limit')).toBeNull()
  })

  it('lets an allowed page read 200, 304 and errors', async () => {
    const api = open({ exposeHeaders: ['ETag'] })
    const headers = { origin: PAGE }
    const first = await visit(api, '/coins', { headers })
    const same = await visit(api, '/coins', {
      headers: { ...headers, 'if-none-match': first.etag },
    })
    const none = await visit(api, '/nowhere', { headers })
    expect([first.status, same.status, none.status]).toEqual([200, 304, 404])
    for (const answer of [first, same, none]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE)
      expect(answer.headers.get('access-control-expose-headers')).toContain('ETag')
      expect(answer.headers.get('vary')).toBe('Origin')
    }
  })

  it('refuses every page but its own without a list', async () => {
    const api = open({ origins: [] })
    expect((await visit(api, '/coins', { headers: { origin: PAGE } })).status).toBe(403)
    expect((await visit(api, '/coins', { headers: { origin: 'http://coins.test' } })).status).toBe(
      200,
    )
  })
})
