import { Coin, CoinList, UserCreatedCoins, UserProfile } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { TEST_ADDRESSES } from '../accounts/wallet.ts'
import { createCoinApi } from '../create-coin-api.ts'
import { logIn, post, visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const open = async () => {
  const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
  const alice = await logIn(api, 'alice')
  const create = (body: object) =>
    readAnswer(api, Coin, '/coins/create', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: alice,
    })
  return { api, alice, create }
}
const kite = { name: 'Tin Kite', symbol: 'KITE', description: 'It flies.' }

describe('POST /coins/create', () => {
  it('makes a coin at the start of its curve, by whoever is logged in', async () => {
    const { create } = await open()
    expect(await create({ ...kite, website: 'https://kite.example.com/' })).toMatchObject({
      ...kite,
      website: 'https://kite.example.com/',
      creator: TEST_ADDRESSES.alice,
      created_timestamp: NOON,
      complete: false,
      virtual_sol_reserves: 30_000_000_000,
      real_sol_reserves: 0,
    })
  })

  it('shows it everywhere at once', async () => {
    const { api, create } = await open()
    const { mint } = await create(kite)
    expect((await readAnswer(api, Coin, '/coins/latest')).mint).toBe(mint)
    expect((await readAnswer(api, Coin, `/coins/${mint}`)).name).toBe('Tin Kite')
    const [first] = await readAnswer(api, CoinList, '/coins?limit=1')
    expect(first).toMatchObject({ mint, username: 'alice' })
    expect(await readAnswer(api, CoinList, '/coins/search?searchTerm=kite')).toContainEqual(first)
    const path = `/coins/user-created-coins/${TEST_ADDRESSES.alice}`
    expect(await readAnswer(api, UserCreatedCoins, path)).toEqual({ coins: [first], count: 1 })
  })

  it('changes the tag of a list', async () => {
    const { api, create } = await open()
    const { etag } = await visit(api, '/coins')
    await create(kite)
    const again = await visit(api, '/coins', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(200)
  })

  it('does not make its maker more popular', async () => {
    const { api, create } = await open()
    const before = await readAnswer(api, UserProfile, '/users/alice')
    await create(kite)
    expect(await readAnswer(api, UserProfile, '/users/alice')).toEqual(before)
  })

  it.each([
    { wrong: { image_uri: 'javascript:1' }, says: 'image_uri must be an http or https URL' },
    { wrong: { name: '  ' }, says: 'name should not be empty' },
    { wrong: { symbol: '' }, says: 'symbol should not be empty' },
    {
      wrong: { symbol: 'x'.repeat(14) },
      says: 'symbol must be shorter than or equal to 13 characters',
    },
  ])('refuses $wrong', async ({ wrong, says }) => {
    const { api, alice } = await open()
    const { status, text } = await post(api, '/coins/create', { ...kite, ...wrong }, alice)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({ message: [says], error: 'Bad Request', statusCode: 400 })
  })

  it('says so when the market is full', async () => {
    const { api, alice } = await open()
    while (api.market.create(kite, { address: TEST_ADDRESSES.bob }));
    const { status, text } = await post(api, '/coins/create', kite, alice)
    expect({ status, text }).toEqual({
      status: 400,
      text: '{"message":"The market is full: 1000 coins were made","error":"Bad Request","statusCode":400}',
    })
    expect((await readAnswer(api, CoinList, '/coins?offset=999&limit=5')).length).toBe(1)
  })
})
