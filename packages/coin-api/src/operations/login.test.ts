import { encodeBase58 } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import type { SignIn } from '../accounts/sign-ins.ts'
import { createWallet, signInBody, testWallet } from '../accounts/wallet.ts'
import { createCoinApi } from '../create-coin-api.ts'
import { post, visit } from '../visitor.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const MINUTE = 60_000
const MONTH = 30 * 24 * 3600
const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
const alice = await testWallet('alice')
const bob = await testWallet('bob')

let milliseconds = 0
/** A body that was not used yet. */
const fresh = (wallet = alice): Promise<SignIn> => {
  milliseconds += 1
  return signInBody(wallet, NOON - milliseconds)
}
const refusal = (message: string) => ({ message, error: 'Unauthorized', statusCode: 401 })

/** Refused, with this message and without a cookie. */
async function expectRefused(body: unknown, message: string): Promise<void> {
  const { status, text, headers } = await post(api, '/auth/login', body)
  expect({ status, body: JSON.parse(text) as unknown }).toEqual({
    status: 401,
    body: refusal(message),
  })
  expect(headers.get('set-cookie')).toBeNull()
}

describe('POST /auth/login', () => {
  it('lets any wallet in that signs: claims in the body, the token in the cookie', async () => {
    for (const wallet of [alice, bob, await createWallet()]) {
      const { status, text, headers } = await post(api, '/auth/login', await fresh(wallet))
      expect(status).toBe(201)
      expect(JSON.parse(text)).toEqual({
        address: wallet.address,
        roles: [],
        iat: NOON / 1000,
        exp: NOON / 1000 + MONTH,
      })
      expect(headers.get('set-cookie')).toMatch(
        /^auth_token=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
      )
    }
  })

  it('puts the token into the body too when told so', async () => {
    const open = createCoinApi({ clock: () => NOON, tradesPerSecond: 0, tokenInBody: true })
    const { text, headers } = await post(open, '/auth/login', await fresh())
    const { token } = JSON.parse(text) as { token: string }
    expect(headers.get('set-cookie')).toContain(`auth_token=${token};`)
  })

  it.each([
    { says: 'at the same time', at: 0 },
    { says: 'from a clock 5 minutes behind', at: -5 * MINUTE },
    { says: 'from a clock 5 minutes ahead', at: 5 * MINUTE },
  ])('takes what was signed $says', async ({ at }) => {
    const body = await signInBody(bob, NOON + at)
    expect((await post(api, '/auth/login', body)).status).toBe(201)
  })

  it.each([
    { says: 'more than 5 minutes ago', at: -5 * MINUTE - 1, complaint: '301 s behind' },
    { says: 'more than 5 minutes ahead', at: 5 * MINUTE + 1, complaint: '301 s ahead of' },
    { says: 'an hour ago', at: -60 * MINUTE, complaint: '3600 s behind' },
    { says: 'in seconds for milliseconds', at: NOON / 1000 - NOON, complaint: ' s behind' },
  ])('refuses what was signed $says', async ({ at, complaint }) => {
    const { status, text } = await post(api, '/auth/login', await signInBody(alice, NOON + at))
    expect(status).toBe(401)
    expect(text).toContain(`${complaint} the server's clock; 300 s are allowed`)
  })

  const wrongProofs: {
    says: string
    change: (body: SignIn) => Partial<SignIn> | Promise<Partial<SignIn>>
  }[] = [
    {
      says: 'the key of another wallet',
      change: async ({ timestamp }) => ({
        signature: (await signInBody(bob, timestamp)).signature,
      }),
    },
    { says: "another wallet's address", change: () => ({ address: bob.address }) },
    { says: 'another timestamp', change: ({ timestamp }) => ({ timestamp: timestamp + 1 }) },
    {
      says: 'a signature of other words',
      change: async ({ timestamp }) => ({ signature: await alice.sign(`Sign in: ${timestamp}`) }),
    },
    {
      says: 'a signature of the time in seconds',
      change: async ({ timestamp }) => ({
        signature: await alice.sign(`Sign in to pump.fun: ${timestamp / 1000}`),
      }),
    },
    { says: 'zeros', change: () => ({ signature: encodeBase58(new Uint8Array(64)) }) },
    {
      says: 'an address that is no point of the curve',
      change: () => ({ address: encodeBase58(new Uint8Array(32).fill(2)) }),
    },
    {
      // With the neutral point as the key, this signature would hold for every text.
      says: 'the neutral point as address and signature',
      change: () => ({
        address: encodeBase58(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0))),
        signature: encodeBase58(Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 1 : 0))),
      }),
    },
  ]
  it.each(wrongProofs)('refuses $says', async ({ change }) => {
    const body = await fresh()
    await expectRefused(
      { ...body, ...(await change(body)) },
      'signature is not of this address and timestamp',
    )
  })

  const notAddress = 'address is not base58 of 32 bytes'
  const notSignature = 'signature is not base58 of 64 bytes'
  it.each<{ says: string; change: Partial<SignIn>; message: string }>([
    { says: 'an empty address', change: { address: '' }, message: notAddress },
    { says: 'an address with a zero', change: { address: '0'.repeat(43) }, message: notAddress },
    {
      says: 'an address of 31 bytes',
      change: { address: encodeBase58(new Uint8Array(31).fill(7)) },
      message: notAddress,
    },
    {
      says: 'an address of 33 bytes',
      change: { address: encodeBase58(new Uint8Array(33).fill(7)) },
      message: notAddress,
    },
    { says: 'an endless address', change: { address: 'z'.repeat(99_999) }, message: notAddress },
    { says: 'a signature in base64', change: { signature: 'ab+/' }, message: notSignature },
    {
      says: 'a signature of 63 bytes',
      change: { signature: encodeBase58(new Uint8Array(63).fill(7)) },
      message: notSignature,
    },
    {
      says: 'a signature of 65 bytes',
      change: { signature: encodeBase58(new Uint8Array(65).fill(7)) },
      message: notSignature,
    },
  ])('refuses $says', async ({ change, message }) => {
    await expectRefused({ ...(await fresh()), ...change }, message)
  })

  it.each([
    { says: 'no JSON', body: 'hello', message: 'Unexpected body: a JSON object is expected' },
    { says: 'no body', body: '', message: 'Unexpected body: a JSON object is expected' },
    { says: 'null', body: 'null', message: 'Unexpected body: a JSON object is expected' },
    {
      says: 'other types',
      body: '{"address":1,"signature":null,"timestamp":"1"}',
      message: [
        'address must be a string',
        'signature must be a string',
        'timestamp must be a number',
      ],
    },
    {
      says: 'missing keys',
      body: '{}',
      message: [
        'address must be a string',
        'signature must be a string',
        'timestamp must be a number',
      ],
    },
  ])('refuses $says with 400', async ({ body, message }) => {
    const headers = { 'content-type': 'application/json' }
    const { status, text } = await visit(api, '/auth/login', { method: 'POST', body, headers })
    expect(status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({ message, error: 'Bad Request', statusCode: 400 })
  })
})

describe('a replayed log-in', () => {
  const used = 'timestamp has been used; sign a new one'

  it('is refused, whatever else is in its body', async () => {
    const body = await fresh()
    expect((await post(api, '/auth/login', body)).status).toBe(201)
    await expectRefused(body, used)
    await expectRefused({ ...body, more: 1 }, used)
  })

  it('is refused when both come at the same time', async () => {
    const body = await fresh()
    const answers = await Promise.all([1, 2].map(() => post(api, '/auth/login', body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 401]))
  })

  it('is another one for another wallet', async () => {
    const { timestamp } = await fresh()
    for (const wallet of [alice, bob]) {
      const body = await signInBody(wallet, timestamp)
      expect((await post(api, '/auth/login', body)).status).toBe(201)
    }
  })

  it('is refused until the clock window has passed, and then for its age', async () => {
    let now = NOON - 5 * MINUTE
    const aging = createCoinApi({ clock: () => now, tradesPerSecond: 0 })
    const body = await signInBody(alice, NOON)
    expect((await post(aging, '/auth/login', body)).status).toBe(201)
    now = NOON + 5 * MINUTE
    expect((await post(aging, '/auth/login', body)).text).toContain(used)
    now += 1
    expect((await post(aging, '/auth/login', body)).text).toContain('behind')
  })

  it('is not spoilt by a wrong signature that came before it', async () => {
    const body = await fresh()
    const { signature } = await signInBody(bob, body.timestamp)
    expect((await post(api, '/auth/login', { ...body, signature })).status).toBe(401)
    expect((await post(api, '/auth/login', body)).status).toBe(201)
  })
})
