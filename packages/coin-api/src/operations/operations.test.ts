import { ApiError } from '@etagged/pumpfun'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { createFollows } from '../accounts/follows.ts'
import { createBookmarkLists } from '../accounts/bookmark-lists.ts'
import { createSignIns } from '../accounts/sign-ins.ts'
import { createTokens } from '../accounts/tokens.ts'
import { signInBody, TEST_ADDRESSES, testWallet } from '../accounts/wallet.ts'
import { createCoinBodies, type Form } from '../bodies/coin-bodies.ts'
import { createCoinApi } from '../create-coin-api.ts'
import { createMarket } from '../market/market.ts'
import { logIn } from '../visitor.test-fixture.ts'
import type { Operation } from './operation.ts'
import { operationsOf } from './operations.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const clock = () => NOON
const market = createMarket({ clock, tradesPerSecond: 0 })
const [coin] = market.sortedBy('last_trade_timestamp')
const mint = coin?.identity.mint ?? ''
const creator = coin?.identity.creator.address ?? ''
const follows = createFollows(market, clock)
const fan =
  market.sortedBy('market_cap').find(({ identity }) => follows.of(identity.creator.address)[0])
    ?.identity.creator.address ?? ''

/** What is sent: the path, and the body of a POST. */
interface Sent {
  readonly path: string
  readonly body?: unknown
}

interface Row extends Sent {
  /** Something that this operation refuses whoever asks; nothing when it refuses nothing. */
  readonly refuses?: Sent & { readonly status: number; readonly message: string | string[] }
}

const badMint = 'Validation failed (mint address is expected)'
const badWallet = 'Validation failed (wallet address is expected)'
const badNumber = 'Validation failed (numeric string is expected)'
const badFlag = 'Validation failed (boolean string is expected)'
const noObject = 'Unexpected body: a JSON object is expected'
const badLimit = (path: string) => ({
  path: `${path}?limit=0`,
  status: 400,
  message: ['limit must not be less than 1'],
})

const ROWS: Readonly<Record<string, Row>> = {
  listCoins: { path: '/coins?limit=3', refuses: badLimit('/coins') },
  searchCoins: {
    path: '/coins/search?searchTerm=a&type=hybrid',
    refuses: { path: '/coins/search?offset=x', status: 400, message: badNumber },
  },
  getLatestCoin: { path: '/coins/latest' },
  getKingOfTheHill: {
    path: '/coins/king-of-the-hill',
    refuses: { path: '/coins/king-of-the-hill?includeNsfw=1', status: 400, message: badFlag },
  },
  listCurrentlyLive: {
    path: '/coins/currently-live',
    refuses: badLimit('/coins/currently-live'),
  },
  listForYou: { path: '/coins/for-you?limit=3', refuses: badLimit('/coins/for-you') },
  listTopRunners: { path: '/coins/top-runners' },
  listSimilar: {
    path: `/coins/similar?mint=${mint}&limit=3`,
    refuses: { path: '/coins/similar', status: 400, message: badMint },
  },
  listUserCreatedCoins: {
    path: `/coins/user-created-coins/${creator}`,
    refuses: { path: '/coins/user-created-coins/x', status: 400, message: badWallet },
  },
  getCoinsByMints: {
    path: '/coins/mints',
    body: { mints: [mint, 'nobody'] },
    refuses: {
      path: '/coins/mints',
      body: { mints: [] },
      status: 400,
      message: ['mints should not be empty'],
    },
  },
  createCoin: {
    path: '/coins/create',
    body: { name: 'Tin Kite', symbol: 'KITE', twitter: 'https://x.example.com/tin-kite' },
    refuses: {
      path: '/coins/create',
      body: { name: 'x'.repeat(33) },
      status: 400,
      message: ['name must be shorter than or equal to 32 characters', 'symbol must be a string'],
    },
  },
  listDefaultBookmarkCoins: {
    path: '/coins/bookmarks/default',
    refuses: badLimit('/coins/bookmarks/default'),
  },
  getLatestTrade: { path: '/trades/latest' },
  listCandles: {
    path: `/candlesticks/${mint}?timeframe=15&limit=5`,
    refuses: {
      path: `/candlesticks/${mint}?timeframe=2`,
      status: 400,
      message: 'Validation failed (one of 1, 5, 15, 60, 240, 1440 is expected)',
    },
  },
  getSolPrice: { path: '/sol-price' },
  listMetas: { path: '/metas/current' },
  getHealth: { path: '/health' },
  getUser: {
    path: `/users/${creator}`,
    refuses: { path: '/users/nobody', status: 404, message: 'User not found' },
  },
  listFollowing: {
    path: `/following/${fan}`,
    refuses: { path: '/following/x', status: 400, message: badWallet },
  },
  follow: {
    path: `/following/${creator}`,
    refuses: { path: `/following/${'1'.repeat(32)}`, status: 404, message: 'User not found' },
  },
  unfollow: {
    path: `/following/${creator}`,
    refuses: { path: '/following/x', status: 400, message: badWallet },
  },
  listBookmarks: { path: '/bookmarks' },
  getDefaultBookmark: { path: '/bookmarks/default' },
  addDefaultBookmarkItem: {
    path: '/bookmarks/default/items',
    body: { itemId: mint },
    refuses: {
      path: '/bookmarks/default/items',
      body: { itemId: 'x' },
      status: 400,
      message: ['itemId must be a mint address'],
    },
  },
  removeDefaultBookmarkItem: {
    path: `/bookmarks/default/${mint}`,
    refuses: { path: '/bookmarks/default/x', status: 400, message: badMint },
  },
  removeBookmark: {
    path: '/bookmarks/test',
    refuses: {
      path: '/bookmarks/3f0c6a52-5d0a-4a3b-9a43-0d9f7f1f8f52',
      status: 404,
      message: 'Bookmark not found',
    },
  },
  getCoin: {
    path: `/coins/${mint}`,
    refuses: { path: '/coins/x', status: 400, message: badMint },
  },
  getCoinV2: {
    path: `/coins-v2/${mint}`,
    refuses: { path: '/coins-v2/x', status: 400, message: badMint },
  },
  login: {
    path: '/auth/login',
    body: await signInBody(await testWallet('bob'), NOON),
    refuses: { path: '/auth/login', body: 7, status: 400, message: noObject },
  },
  refresh: { path: '/auth/refresh' },
  logout: { path: '/auth/logout' },
  getMyProfile: { path: '/auth/my-profile' },
  streamTrades: { path: '/stream/trades' },
  getOpenApi: { path: '/openapi.json' },
}

const bodies = createCoinBodies('2026')
const operations = operationsOf({
  clock,
  market,
  bodies,
  signIns: createSignIns(clock),
  session: { tokens: createTokens({ clock }), tokenInBody: false, clearSiteData: false },
  bookmarks: createBookmarkLists(market, clock),
  unknownCoin: '404',
  stream: { market, bodies, clock, wait: () => Promise.resolve(), isOffline: () => false },
})
const table = operations.map((operation) => ({
  id: operation.operationId,
  operation,
  row: ROWS[operation.operationId] ?? { path: '/no row' },
}))

const open = async (form: Form = '2026') => {
  const api = createCoinApi({ clock, market, form })
  const proof = await logIn(api, 'alice')
  const ask = (
    { method }: Pick<Operation, 'method'>,
    { path, body }: Sent,
    headers: Readonly<Record<string, string>> = proof,
  ) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    return api.fetch(new Request(`http://coins.test${path}`, { method, headers, ...sent }))
  }
  return { ask }
}

it('every operation has a row, and every row an operation with a name of its own', () => {
  const ids = operations.map(({ operationId }) => operationId)
  expect(ids.toSorted()).toEqual(Object.keys(ROWS).toSorted())
})

describe.each(['2026', '2025'] as const)('in the %s form', (form) => {
  it.each(table)('$id succeeds with a body of its schema', async ({ operation, row }) => {
    const answer = await (await open(form)).ask(operation, row)
    expect(answer.status).toBe(operation.status)
    expect(answer.headers.get('content-type')).toBe(contentTypeOf(operation))
    await expectBody(operation, answer)
  })
})

describe('the fields of an answer', () => {
  it.each(table)('$id has a tag, Vary, and the limit it counts by', async ({ operation, row }) => {
    const { headers, body } = await (await open()).ask(operation, row)
    const { limit, response } = operation
    await body?.cancel()
    expect(headers.get('vary')).toBe('Origin')
    expect(headers.get('etag') ?? 'none').toMatch(response === 'stream' ? /^none$/ : /^W\/".{28}"$/)
    expect(headers.get('x-ratelimit-limit')).toBe(limit === undefined ? null : String(limit))
    const left = limit === undefined ? null : String(limit - 1)
    expect(headers.get('x-ratelimit-remaining')).toBe(left)
    expect(headers.has('x-ratelimit-reset')).toBe(limit !== undefined)
  })
})

describe('the limit', () => {
  const limited = table.flatMap(({ id, operation, row }) =>
    operation.limit === undefined ? [] : [{ id, operation, row, limit: operation.limit }],
  )

  it('is 60 in 60 s for lists, 20 for the search, and none for what is one thing', () => {
    const limits = limited.map(({ id, limit }) => [id, limit])
    expect(Object.fromEntries(limits)).toEqual({
      searchCoins: 20,
      listCoins: 60,
      listCurrentlyLive: 60,
      listForYou: 60,
      listTopRunners: 60,
      listSimilar: 60,
      listUserCreatedCoins: 60,
      getCoinsByMints: 60,
      listDefaultBookmarkCoins: 60,
      listCandles: 60,
      listMetas: 60,
      listFollowing: 60,
    })
  })

  it.each(limited)('of $id is $limit, and errors count', async ({ operation, row, limit }) => {
    const { ask } = await open()
    const wrong = { path: row.refuses?.path ?? row.path }
    const method = { method: operation.method }
    for (let asked = 0; asked < limit; asked += 1) {
      const answer = await ask(method, wrong, {})
      expect(answer.status).not.toBe(429)
    }
    const refused = await ask(operation, row)
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ statusCode: 429, error: 'Too Many Requests' })
  })
})

describe('an error', () => {
  const refusing = table.flatMap(({ id, operation, row }) =>
    row.refuses ? [{ id, operation, refused: row.refuses }] : [],
  )

  it('has a row for each operation that takes something', () => {
    const takes = operations.filter(
      ({ params, body }) => body !== undefined || Object.keys(params).length > 0,
    )
    expect(refusing.map(({ id }) => id)).toEqual(takes.map(({ operationId }) => operationId))
  })

  it.each(refusing)('of $id: $refused.message', async ({ operation, refused }) => {
    const answer = await (await open()).ask(operation, refused)
    expect(answer.status).toBe(refused.status)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('etag')).not.toBeNull()
    const body: unknown = await answer.json()
    expect(v.is(ApiError, body)).toBe(true)
    expect(body).toMatchObject({ message: refused.message, statusCode: refused.status })
  })

  it.each(table.filter(({ operation }) => operation.login === 'required'))(
    'of $id for nobody: 401',
    async ({ operation, row }) => {
      const answer = await (await open()).ask(operation, row, {})
      expect(answer.status).toBe(401)
      expect(await answer.json()).toEqual({ message: 'Unauthorized', statusCode: 401 })
    },
  )

  it.each(table.filter(({ operation }) => operation.login === 'optional'))(
    'is not what $id gives to nobody',
    async ({ operation, row }) => {
      expect((await (await open()).ask(operation, row, {})).status).toBe(200)
    },
  )
})

function contentTypeOf({ response }: Operation): string {
  if (response === 'text') return 'text/html; charset=utf-8'
  return response === 'stream' ? 'text/event-stream' : 'application/json; charset=utf-8'
}

async function expectBody({ response }: Operation, answer: Response): Promise<void> {
  if (response === 'stream') {
    await answer.body?.cancel()
    return
  }
  const text = await answer.text()
  expect(text).not.toBe('')
  if (response === 'text') return
  const body: unknown = JSON.parse(text)
  expect(body).not.toEqual([])
  const read = v.safeParse(response, body)
  expect(read.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)).toBeUndefined()
}

it('knows the test wallets as users', async () => {
  const answer = await (await open()).ask({ method: 'GET' }, { path: '/users/alice' })
  expect(await answer.json()).toMatchObject({ address: TEST_ADDRESSES.alice, username: 'alice' })
})
