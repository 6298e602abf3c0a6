import { Bookmarks, isMint } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { MOST_BOOKMARKS } from '../accounts/bookmark-lists.ts'
import { TEST_ADDRESSES } from '../accounts/wallet.ts'
import { type CoinApi, createCoinApi } from '../create-coin-api.ts'
import { aTextStorage } from '../storage/text-storage.test-fixture.ts'
import { logIn, post, visit } from '../visitor.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const PATH = '/bookmarks/default'
type Proof = Readonly<Record<string, string>>

const open = async () => {
  const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
  const [coin = ''] = api.market.idle
  return { api, coin, alice: await logIn(api, 'alice'), bob: await logIn(api, 'bob') }
}
const listOf = async (api: CoinApi, headers: Proof) => {
  const { text } = await visit(api, PATH, { headers })
  const read = await Bookmarks['~standard'].validate(JSON.parse(text))
  if (read.issues) throw new Error(JSON.stringify(read.issues))
  return read.value
}
const mintsOf = async (api: CoinApi, headers: Proof) =>
  (await listOf(api, headers)).items.map((item) => item.item_id)

describe('GET /bookmarks/default', () => {
  it('gives each user a list of their own', async () => {
    const { api, alice, bob } = await open()
    const [hers, his] = [await listOf(api, alice), await listOf(api, bob)]
    expect([hers.user_id, his.user_id]).toEqual([TEST_ADDRESSES.alice, TEST_ADDRESSES.bob])
    expect(hers.id).not.toBe(his.id)
    expect(hers.name).not.toBe(his.name)
    expect(hers.items).not.toEqual(his.items)
    expect(hers.items).toHaveLength(3)
    expect([...hers.items, ...his.items].every((item) => isMint(item.item_id))).toBe(true)
  })

  it('never takes one user for the other, though the tag is sent', async () => {
    const { api, alice, bob } = await open()
    const { etag } = await visit(api, PATH, { headers: alice })
    const headers = { 'if-none-match': etag }
    expect((await visit(api, PATH, { headers: { ...alice, ...headers } })).status).toBe(304)
    expect((await visit(api, PATH, { headers: { ...bob, ...headers } })).status).toBe(200)
  })
})

describe('GET /bookmarks', () => {
  it('tells of the default list, with its mints and some pictures', async () => {
    const { api, alice } = await open()
    const { items, ...list } = await listOf(api, alice)
    const mints = items.map((item) => item.item_id)
    const { text } = await visit(api, '/bookmarks', { headers: alice })
    expect(JSON.parse(text)).toEqual([
      {
        ...list,
        bookmark_items: mints,
        preview_images: mints.map((mint) => api.market.find(mint)?.identity.imageUri),
      },
    ])
  })
})

describe('GET /coins/bookmarks/default', () => {
  it('gives the coins of the list in its order, in pages', async () => {
    const { api, coin, alice } = await open()
    await post(api, `${PATH}/items`, { itemId: coin }, alice)
    await post(api, `${PATH}/items`, { itemId: '1'.repeat(32) }, alice)
    const path = '/coins/bookmarks/default?includeNsfw=true'
    const rowsOf = async (query: string) => {
      const { text } = await visit(api, `${path}${query}`, { headers: alice })
      return (JSON.parse(text) as readonly { readonly mint: string }[]).map((row) => row.mint)
    }
    const saved = (await mintsOf(api, alice)).filter((mint) => api.market.find(mint))
    expect(await rowsOf('')).toEqual(saved)
    expect(await rowsOf('&limit=2&offset=1')).toEqual(saved.slice(1, 3))
  })
})

describe('POST /bookmarks/default/items', () => {
  it('saves a coin once, for this user alone', async () => {
    const { api, coin, alice, bob } = await open()
    const before = await mintsOf(api, alice)
    const saved = await post(api, `${PATH}/items`, { itemId: coin }, alice)
    expect(saved.status).toBe(201)
    expect(JSON.parse(saved.text)).toEqual({
      item_id: coin,
      created_at: '2026-11-20T12:00:00.000Z',
    })
    await post(api, `${PATH}/items`, { itemId: coin }, alice)
    expect(await mintsOf(api, alice)).toEqual([...before, coin])
    expect(await mintsOf(api, bob)).not.toContain(coin)
  })

  it('changes the tag of the list', async () => {
    const { api, coin, alice } = await open()
    const { etag } = await visit(api, PATH, { headers: alice })
    await post(api, `${PATH}/items`, { itemId: coin }, alice)
    const headers = { ...alice, 'if-none-match': etag }
    expect((await visit(api, PATH, { headers })).status).toBe(200)
  })

  it('answers with the coin where the storage keeps nothing', async () => {
    const full = () => {
      throw new DOMException('The storage is full', 'QuotaExceededError')
    }
    const storage = { getItem: () => null, setItem: full }
    const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0, storage })
    const [itemId = ''] = api.market.idle
    const { status, text } = await post(api, `${PATH}/items`, { itemId }, await logIn(api, 'alice'))
    expect(status).toBe(201)
    expect(JSON.parse(text)).toMatchObject({ item_id: itemId })
  })

  it('says that the list is full', async () => {
    const storage = aTextStorage()
    const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0, storage })
    const [coin = ''] = api.market.idle
    const alice = await logIn(api, 'alice')
    const items = Array.from({ length: MOST_BOOKMARKS }, (_, number) => ({ item_id: `${number}` }))
    const full = JSON.stringify({ ...(await listOf(api, alice)), items })
    storage.setItem(`coin-api.bookmarks.${TEST_ADDRESSES.alice}`, full)
    const { status, text } = await post(api, `${PATH}/items`, { itemId: coin }, alice)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({ message: 'The list is full: it has 1000 coins' })
    expect(await mintsOf(api, alice)).not.toContain(coin)
  })

  it.each([
    { body: {}, message: ['itemId must be a string'] },
    { body: { itemId: 'x' }, message: ['itemId must be a mint address'] },
  ])('refuses $body', async ({ body, message }) => {
    const { api, alice } = await open()
    const { status, text } = await post(api, `${PATH}/items`, body, alice)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({ message, error: 'Bad Request', statusCode: 400 })
  })
})

describe('DELETE /bookmarks/default/:itemId', () => {
  it('forgets a coin and answers its id as text', async () => {
    const { api, alice } = await open()
    const [first = '', ...others] = await mintsOf(api, alice)
    const init = { method: 'DELETE', headers: alice }
    const gone = await visit(api, `${PATH}/${first}`, init)
    expect(gone).toMatchObject({ status: 200, text: first })
    expect(await mintsOf(api, alice)).toEqual(others)
    expect((await visit(api, `${PATH}/${first}`, init)).status).toBe(200)
  })

  it('refuses what is no mint, so that no foreign text comes back', async () => {
    const { api, alice } = await open()
    const path = `${PATH}/${encodeURIComponent('<script>alert(1)</script>')}`
    const { status, headers } = await visit(api, path, { method: 'DELETE', headers: alice })
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
})

it.each([
  { method: 'GET', path: PATH },
  { method: 'POST', path: `${PATH}/items` },
  { method: 'DELETE', path: `${PATH}/${'1'.repeat(32)}` },
])('$method $path needs a login', async ({ method, path }) => {
  const { api } = await open()
  expect(await visit(api, path, { method })).toMatchObject({
    status: 401,
    text: '{"message":"Unauthorized","statusCode":401}',
  })
})
