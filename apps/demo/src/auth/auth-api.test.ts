import { createCoinApi } from '@etagged/coin-api'
import { describe, expect, it } from 'vitest'
import { createKey } from '../wallet/wallet-keys.ts'
import { createAuthApi, RefusedError } from './auth-api.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const wallet = { name: 'Wallet 1', createdAt: NOON, ...(await createKey()) }
const login = { name: 'Wallet 1', address: wallet.address, token: 'T' }

/** The coin API behind `/api`, and what was sent to it. */
function open(lag = 0) {
  let now = NOON
  const coins = createCoinApi({ clock: () => now, tradesPerSecond: 0, tokenInBody: true })
  const sent: RequestInit[] = []
  const api = createAuthApi({
    baseUrl: 'http://coins.test/api',
    clock: () => now + lag,
    fetch: (input, init = {}) => {
      sent.push(init)
      const { url } = new Request(input)
      expect(url).toMatch(/^http:\/\/coins\.test\/api\//)
      return coins.fetch(new Request(url.replace('/api', ''), init))
    },
  })
  return { api, sent, tick: () => (now += 1000) }
}

/** An API that answers everything alike. */
const answering = (status: number, body: string) =>
  createAuthApi({
    baseUrl: '/api',
    clock: () => NOON,
    fetch: () => Promise.resolve(new Response(body, { status })),
  })

describe('the API of the account', () => {
  it('logs a wallet in by its signature, and renews the token by the token', async () => {
    const { api, tick, sent } = open()
    const first = await api.logIn(wallet)
    expect(first).toEqual({ ...login, token: expect.any(String) as string })
    tick()
    const second = await api.renew(first)
    expect(second).toEqual({ ...first, token: expect.any(String) as string })
    expect(second.token).not.toBe(first.token)
    expect(sent.map(({ credentials }) => credentials)).toEqual(['omit', 'omit'])
  })

  it('gives the words of a refusal: this clock is an hour late', async () => {
    const { api } = open(-3600_000)
    await expect(api.logIn(wallet)).rejects.toMatchObject({
      name: 'RefusedError',
      status: 401,
      message: expect.stringContaining("3600 s behind the server's clock") as string,
    })
  })

  it.each([
    [503, 'Service down', 'no token from /auth/refresh'],
    [200, '{"address":"A"}', 'no token from /auth/refresh'],
    [200, 'null', 'no token from /auth/refresh'],
    [400, '{"message":["a is wrong","b is wrong"]}', 'a is wrong; b is wrong'],
    [401, '{"message":"Unauthorized"}', 'Unauthorized'],
  ])('takes %i with %s for a refusal', async (status, body, message) => {
    const refusal = answering(status, body).renew(login)
    await expect(refusal).rejects.toThrow(RefusedError)
    await expect(refusal).rejects.toMatchObject({ status, message })
  })

  it('lets the fault of a network through', async () => {
    const fault = new TypeError('Failed to fetch')
    const api = createAuthApi({
      baseUrl: '/api',
      clock: () => NOON,
      fetch: () => Promise.reject(fault),
    })
    await expect(api.renew(login)).rejects.toBe(fault)
  })
})
