import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { logIn, post, visit } from '../visitor.ts'
import { TEST_USERS } from './login.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const [alice, bob] = TEST_USERS
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
      address: alice?.address,
      iat: NOON / 1000,
      exp: NOON / 1000 + 30 * 24 * 3600,
    })
  })

  it('gives the claims of a cookie among others', async () => {
    const token = tokenOf(await logIn(api, 'bob'))
    const { text } = await profile({ cookie: `theme=dark; auth_token=${token}; x=1` })
    expect(addressOf(text)).toBe(bob?.address)
  })

  it('believes the bearer token when there is a cookie too', async () => {
    const cookie = `auth_token=${tokenOf(await logIn(api, 'bob'))}`
    const { text } = await profile({ cookie, ...(await logIn(api, 'alice')) })
    expect(addressOf(text)).toBe(alice?.address)
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
  it('gives a new token for the same address, in body and cookie', async () => {
    const api = createCoinApi({ clock: () => NOON })
    const old = await logIn(api, 'alice')
    const { status, text, headers } = await post(api, '/auth/refresh', {}, old)
    const { token, address } = JSON.parse(text) as { token: string; address: string }
    expect({ status, address }).toEqual({ status: 201, address: alice?.address })
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
  it('clears the cookie', async () => {
    const api = createCoinApi({ clock: () => NOON })
    const { status, headers } = await post(api, '/auth/logout', {}, await logIn(api, 'alice'))
    expect(status).toBe(201)
    expect(headers.get('set-cookie')).toBe('auth_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax')
  })
})
