import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ApiError, DatabaseError } from './api-error.ts'
import { AuthClaims } from './auth-claims.ts'
import { BookmarkList, BookmarkLists } from './bookmark-lists.ts'
import { Candle, CandleList, Timeframe } from './candle.ts'
import { CreateCoinRequest } from './create-coin-request.ts'
import answers from './fixtures/sample-answers.json' with { type: 'json' }
import coins from './fixtures/sample-coins.json' with { type: 'json' }
import { FollowEdge, FollowList } from './follow-edge.ts'
import { Health } from './health.ts'
import { LiveCoin, LiveCoinList } from './live-coin.ts'
import { Meta, MetaList } from './meta.ts'
import { MintsRequest } from './mints-request.ts'
import { RecommendedCoin, RecommendedCoinList } from './recommended-coin.ts'
import { TopRunner, TopRunnerList } from './top-runner.ts'
import { Trade } from './trade.ts'
import { UserCreatedCoins } from './user-created-coins.ts'
import { UserProfile } from './user-profile.ts'

const row = v.parse(LiveCoin, coins[1])
const rec_id = 'b1c6'
const rows = [
  {
    name: 'Trade',
    schema: Trade,
    sent: answers.trade,
    needs: 'signature mint sol_amount token_amount is_buy user timestamp slot'.split(' '),
  },
  {
    name: 'Candle',
    schema: Candle,
    sent: answers.candle,
    needs: ['mint', 'timestamp', 'open', 'high', 'low', 'close', 'volume'],
  },
  { name: 'UserProfile', schema: UserProfile, sent: answers.profile, needs: ['address'] },
  { name: 'FollowEdge', schema: FollowEdge, sent: answers.edge, needs: ['address', 'timestamp'] },
  { name: 'Meta', schema: Meta, sent: answers.meta, needs: ['word', 'score'] },
  {
    name: 'BookmarkList',
    schema: BookmarkList,
    sent: answers.bookmarkList,
    needs: ['id', 'user_id', 'name'],
  },
  {
    name: 'AuthClaims',
    schema: AuthClaims,
    sent: answers.claims,
    needs: ['address', 'roles', 'iat', 'exp'],
  },
  { name: 'Health', schema: Health, sent: { status: 'ok' }, needs: ['status'] },
  {
    name: 'UserCreatedCoins',
    schema: UserCreatedCoins,
    sent: { coins: [], count: 0 },
    needs: ['coins', 'count'],
  },
  {
    name: 'ApiError',
    schema: ApiError,
    sent: { message: ['a must be a string'], error: 'Bad Request', statusCode: 400 },
    needs: ['message'],
  },
  {
    name: 'DatabaseError',
    schema: DatabaseError,
    sent: { code: '22P02', message: 'not a uuid', details: 'x', hint: 'y' },
    needs: ['code', 'message'],
  },
  {
    name: 'TopRunner',
    schema: TopRunner,
    sent: { coin: v.parse(TopRunner, { coin: coins[1] }).coin, description: 'a', modifiedBy: 'b' },
    needs: ['coin'],
  },
  { name: 'RecommendedCoin', schema: RecommendedCoin, sent: { ...row, rec_id }, needs: ['rec_id'] },
]

const pick = (body: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)))

describe.each(rows)('$name', ({ schema, sent, needs }) => {
  it('reads what the service sends', () => {
    expect(v.parse(schema as v.GenericSchema, sent)).toStrictEqual(sent)
  })

  it('takes null for what is missing and leaves out what it does not know', () => {
    const others = Object.keys(sent).filter((key) => !needs.includes(key))
    const coinKeys = 'rec_id' in sent || 'coin' in sent ? others.filter(isFree) : others
    const nulls = Object.fromEntries(coinKeys.map((key) => [key, null]))
    const rest = Object.keys(sent).filter((key) => !coinKeys.includes(key))
    const read = v.parse<v.GenericSchema>(schema, { ...sent, ...nulls, brand_new: 1 })
    expect(read).toStrictEqual(pick(sent, rest))
  })

  it.each(needs)('refuses an answer without %s', (key) => {
    expect(v.is(schema, { ...sent, [key]: null })).toBe(false)
  })
})

function isFree(key: string): boolean {
  return ['description', 'modifiedBy', 'twitter', 'telegram'].includes(key)
}

describe('a list', () => {
  it.each([
    { name: 'CandleList', schema: CandleList, item: answers.candle },
    { name: 'FollowList', schema: FollowList, item: answers.edge },
    { name: 'LiveCoinList', schema: LiveCoinList, item: coins[1] },
    { name: 'RecommendedCoinList', schema: RecommendedCoinList, item: { ...coins[1], rec_id } },
    { name: 'TopRunnerList', schema: TopRunnerList, item: { coin: coins[1] } },
    { name: 'MetaList', schema: MetaList, item: answers.meta },
    { name: 'BookmarkLists', schema: BookmarkLists, item: answers.bookmarkList },
  ])('is a bare array: $name', ({ schema, item }) => {
    expect(v.parse(schema as v.GenericSchema, [])).toEqual([])
    expect(v.is(schema, [item])).toBe(true)
    expect(v.is(schema, [item, {}])).toBe(false)
    expect(v.is(schema, { rows: [item] })).toBe(false)
  })
})

describe('LiveCoin', () => {
  it('reads the samples that are on air, stream and all', () => {
    const live = coins.filter((coin) => 'num_participants' in coin)
    expect(live.length).toBeGreaterThan(0)
    for (const coin of live) {
      expect(v.parse(LiveCoin, coin).num_participants).toBe(coin.num_participants)
    }
  })
})

describe('ApiError', () => {
  it('reads one message as well as a list', () => {
    expect(v.is(ApiError, { message: 'Not allowed by CORS' })).toBe(true)
    expect(v.is(ApiError, { message: 7 })).toBe(false)
  })
})

describe('Timeframe', () => {
  it('is one of six numbers of minutes', () => {
    expect([1, 5, 15, 60, 240, 1440].every((minutes) => v.is(Timeframe, minutes))).toBe(true)
    expect([0, 2, 30, '5'].some((minutes) => v.is(Timeframe, minutes))).toBe(false)
  })
})

describe('MintsRequest', () => {
  it.each([
    { sent: { mints: ['a', 'b'] }, good: true },
    { sent: { mints: [] }, good: false },
    { sent: { mints: [1] }, good: false },
    { sent: { mints: 'a' }, good: false },
    { sent: {}, good: false },
  ])('takes $sent: $good', ({ sent, good }) => {
    expect(v.is(MintsRequest, sent)).toBe(good)
  })
})

describe('CreateCoinRequest', () => {
  it.each([
    { sent: { name: 'Tidal Otter', symbol: 'OTTER' }, good: true },
    { sent: { name: 'a', symbol: 'A', description: '', website: 'x' }, good: true },
    { sent: { name: '', symbol: 'OTTER' }, good: false },
    { sent: { name: 'a'.repeat(33), symbol: 'OTTER' }, good: false },
    { sent: { name: 'a', symbol: 'A'.repeat(14) }, good: false },
    { sent: { name: 'a' }, good: false },
    { sent: { name: 'a', symbol: 'A', twitter: 1 }, good: false },
  ])('takes $sent: $good', ({ sent, good }) => {
    expect(v.is(CreateCoinRequest, sent)).toBe(good)
  })
})
