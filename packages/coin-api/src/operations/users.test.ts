import { UserProfile } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createWallet, signInBody, TEST_ADDRESSES } from '../accounts/wallet.ts'
import { createCoinApi } from '../create-coin-api.ts'
import { post, visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const options = { clock: () => NOON, tradesPerSecond: 0 }
const api = createCoinApi(options)
const creators = api.market.sortedBy('market_cap').map(({ identity }) => identity.creator)
const named = creators.find(({ username }) => username !== undefined)
const nameless = creators.find(({ username }) => username === undefined)

describe('GET /users/:id', () => {
  it('finds a user by address and by name', async () => {
    const byAddress = await readAnswer(api, UserProfile, `/users/${named?.address}`)
    expect(byAddress).toMatchObject({ address: named?.address, username: named?.username })
    expect(byAddress.followers).toBeGreaterThan(0)
    expect(await readAnswer(api, UserProfile, `/users/${named?.username}`)).toEqual(byAddress)
    expect(await readAnswer(api, UserProfile, '/users/bob')).toMatchObject({
      address: TEST_ADDRESSES.bob,
    })
  })

  it('writes a missing name as null in 2025 and not at all since', async () => {
    const path = `/users/${nameless?.address}`
    expect((await visit(api, path)).text).not.toContain('username"')
    const old = await visit(createCoinApi({ ...options, form: '2025' }), path)
    expect(old.text).toContain('"username":null')
  })

  it('knows whoever is logged in, and tells nobody else', async () => {
    const wallet = await createWallet()
    const signedIn = await post(api, '/auth/login', await signInBody(wallet, NOON))
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const path = `/users/${wallet.address}`
    expect(await readAnswer(api, UserProfile, path, { headers: { cookie } })).toMatchObject({
      address: wallet.address,
      followers: 0,
    })
    expect(await visit(api, path)).toMatchObject({
      status: 404,
      text: '{"message":"User not found","error":"Not Found","statusCode":404}',
    })
  })
})
