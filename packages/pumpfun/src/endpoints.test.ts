import { UsageError } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { coinEndpoints } from './endpoints.ts'

const mint = '4J8xXxUZ5PkKjYXoRPqe4oKRanWsfQKUPPtSFsuNpump'

describe('the detail of a coin', () => {
  it('is at /coins today', () => {
    expect(coinEndpoints().detail.url({ mint })).toBe(`/coins/${mint}`)
  })

  it('is at /coins-v2 for who asks for it', () => {
    const { detail } = coinEndpoints({ detailPath: '/coins-v2/:mint' })
    expect(detail.url({ mint })).toBe(`/coins-v2/${mint}`)
  })

  it.each(['', 'nonsense', '../auth', mint.slice(4), `${mint}0`])(
    'refuses %j before anything is sent',
    (text) => {
      expect(() => coinEndpoints().detail.url({ mint: text })).toThrow(UsageError)
    },
  )
})

describe('a list of coins', () => {
  const { list } = coinEndpoints()

  it('is the same URL for the same parameters in any order', () => {
    expect(list.url({ sort: 'market_cap', limit: 50 })).toBe('/coins?limit=50&sort=market_cap')
    expect(list.url({ limit: 50, sort: 'market_cap' })).toBe('/coins?limit=50&sort=market_cap')
    expect(list.url({})).toBe('/coins')
  })

  it('escapes what is searched for', () => {
    expect(list.url({ searchTerm: 'a&b=c d' })).toBe('/coins?searchTerm=a%26b%3Dc+d')
  })

  it.each([
    { says: 'no rows', params: { limit: 0 } },
    { says: 'half a row', params: { limit: 1.5 } },
    { says: 'a negative offset', params: { offset: -1 } },
    { says: 'an unknown order', params: { order: 'UP' as 'ASC' } },
    { says: 'an unknown parameter', params: { page: 2 } },
  ])('refuses $says', ({ params }) => {
    expect(() => list.url(params)).toThrow(UsageError)
  })
})

describe('the other operations', () => {
  const endpoints = coinEndpoints()

  it.each([
    { url: endpoints.latest.url({}), is: '/coins/latest' },
    { url: endpoints.search.url({ searchTerm: 'cat' }), is: '/coins/search?searchTerm=cat' },
    { url: endpoints.search.url({ type: 'hybrid' }), is: '/coins/search?type=hybrid' },
    { url: endpoints.candles.url({ mint }), is: `/candlesticks/${mint}` },
    {
      url: endpoints.candles.url({ mint, timeframe: 15, limit: 96 }),
      is: `/candlesticks/${mint}?limit=96&timeframe=15`,
    },
    { url: endpoints.latestTrade.url({}), is: '/trades/latest' },
    { url: endpoints.bookmarks.url({}), is: '/bookmarks/default' },
    {
      url: endpoints.bookmarkedCoins.url({ limit: 10, includeNsfw: true }),
      is: '/coins/bookmarks/default?includeNsfw=true&limit=10',
    },
    { url: endpoints.profile.url({ id: 'ember fan' }), is: '/users/ember%20fan' },
    { url: endpoints.following.url({ id: mint, offset: 5 }), is: `/following/${mint}?offset=5` },
    {
      url: endpoints.createdCoins.url({ userId: mint, limit: 5 }),
      is: `/coins/user-created-coins/${mint}?limit=5`,
    },
  ])('are at $is', ({ url, is }) => {
    expect(url).toBe(is)
  })

  it.each([
    { says: 'a timeframe that the service has not', refused: { mint, timeframe: 2 as 1 } },
    { says: 'too many candles', refused: { mint, limit: 1001 } },
    { says: 'what is no mint', refused: { mint: 'pump' } },
  ])('refuse $says', ({ refused }) => {
    expect(() => endpoints.candles.url(refused)).toThrow(UsageError)
  })
})
