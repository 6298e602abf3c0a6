import { describe, expect, it } from 'vitest'
import { TEST_ADDRESSES } from '../accounts/wallet.ts'
import { createCoinApi } from '../create-coin-api.ts'
import { logIn, post, visit } from '../visitor.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const { alice, bob } = TEST_ADDRESSES
const UNAUTHORIZED = { status: 401, text: '{"message":"Unauthorized","statusCode":401}' }

const addressOf = (text: string) => (JSON.parse(text) as { address: string }).address
const tokenOf = ({ authorization }: { authorization: string }) => authorization.slice(7)

describe('GET /auth/my-profile', () => {
  const api = createCoinApi({ clock: () => NOON })
  const profile = (headers: Record<string, string>) => visit(api, '/auth/my-profile', { headers })

  it('gives the claims of a bearer token', async () => {
    const { status, text } = await profile(await logIn(api, 'alice'))
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual({
      address: alice,
      roles: [],
      iat: NOON / 1000,
      exp: NOON / 1000 + 30 * 24 * 3600,
    })
  })

  it('gives the claims of a cookie among others', async () => {
    const token = tokenOf(await logIn(api, 'bob'))
    const { text } = await profile({ cookie: `theme=dark; auth_token=${token}; x=1` })
    expect(addressOf(text)).toBe(bob)
  })

  it('believes the bearer token when there is a cookie too', async () => {
    const cookie = `auth_token=${tokenOf(await logIn(api, 'bob'))}`
    const { text } = await profile({ cookie, ...(await logIn(api, 'alice')) })
    expect(addressOf(text)).toBe(alice)
    expect(await profile({ cookie, authorization: 'Bearer nonsense' })).toMatchObject(UNAUTHORIZED)
  })

  it.each([
    { says: 'nothing', headers: {} },
    { says: 'a token that is none', headers: { authorization: 'Bearer nonsense' } },
    { says: 'another scheme', headers: { authorization: 'Basic YTpi' } },
    { says: 'an empty cookie', headers: { cookie: 'auth_token=' } },
  ])('refuses $says', async ({ headers }) => {
    expect(await profile(headers)).toMatchObject(UNAUTHORIZED)
  })
})

describe('POST /auth/refresh', () => {
  it('moves the expiry, and keeps the token to the cookie unless told otherwise', async () => {
    let now = NOON
    const api = createCoinApi({ clock: () => now, tokenLifetime: 60 })
    const old = await logIn(api, 'bob')
    now += 59_000
    const { text, headers } = await post(api, '/auth/refresh', {}, old)
    const iat = NOON / 1000 + 59
    expect(JSON.parse(text)).toEqual({ address: bob, roles: [], iat, exp: iat + 60 })
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';')
    now += 59_000
    const profile = (proof: Record<string, string>) =>
      visit(api, '/auth/my-profile', { headers: proof })
    expect((await profile({ cookie })).status).toBe(200)
    expect(await profile(old)).toMatchObject(UNAUTHORIZED)
  })

  it('gives a new token for the same address, in body and cookie', async () => {
    const api = createCoinApi({ clock: () => NOON, tokenInBody: true })
    const old = await logIn(api, 'alice')
    const { status, text, headers } = await post(api, '/auth/refresh', {}, old)
    const { token, address } = JSON.parse(text) as { token: string; address: string }
    expect({ status, address }).toEqual({ status: 201, address: alice })
    expect(token).not.toBe(tokenOf(old))
    expect(headers.get('set-cookie')).toContain(`auth_token=${token};`)
  })

  it('needs a token that has not expired', async () => {
    let now = NOON
    const api = createCoinApi({ clock: () => now, tokenLifetime: 60 })
    const headers = await logIn(api, 'alice')
    now += 60_000
    expect(await post(api, '/auth/refresh', {}, headers)).toMatchObject(UNAUTHORIZED)
    expect(await post(api, '/auth/refresh', {})).toMatchObject(UNAUTHORIZED)
  })
})

describe('POST /auth/logout', () => {
  it('empties what the browser keeps for the origin only when told so', async () => {
    for (const [clearSiteData, field] of [
      [false, null],
      [true, '"cache", "storage"'],
    ] as const) {
      const api = createCoinApi({ clock: () => NOON, clearSiteData })
      const { headers } = await post(api, '/auth/logout', {})
      expect(headers.get('clear-site-data')).toBe(field)
    }
  })

  it('revokes no token: it is good until it expires', async () => {
    const api = createCoinApi({ clock: () => NOON })
    const headers = await logIn(api, 'alice')
    await post(api, '/auth/logout', {}, headers)
    expect((await visit(api, '/auth/my-profile', { headers })).status).toBe(200)
  })

  it('clears the cookie', async () => {
    const api = createCoinApi({ clock: () => NOON })
    const { status, headers } = await post(api, '/auth/logout', {}, await logIn(api, 'alice'))
    expect(status).toBe(201)
    expect(headers.get('set-cookie')).toBe('auth_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax')
  })
})
