import { describe, expect, it } from 'vitest'
import { isGraduated } from './coin.ts'
import { createMarket } from './market.ts'
import { selectCoins, type Selection } from './select.ts'

const market = createMarket({ clock: () => Date.UTC(2026, 10, 20), tradesPerSecond: 0 })
const select = (selection: Partial<Selection>) =>
  selectCoins(market, {
    limit: 1000,
    offset: 0,
    sort: 'market_cap',
    order: 'DESC',
    includeNsfw: true,
    ...selection,
  })
const all = select({})
const [first] = all

describe('selectCoins', () => {
  it.each(['created_timestamp', 'market_cap', 'reply_count'] as const)(
    'sorts by %s, greatest first, and the other way round',
    (sort) => {
      const valueOf = {
        created_timestamp: (coin: (typeof all)[number]) => coin.identity.createdAt,
        market_cap: (coin: (typeof all)[number]) => coin.marketCap,
        reply_count: (coin: (typeof all)[number]) => coin.identity.replyCount,
      }[sort]
      const values = select({ sort }).map(valueOf)
      expect(values).toEqual(values.toSorted((a, b) => b - a))
      expect(select({ sort, order: 'ASC' }).map(valueOf)).toEqual(values.toReversed())
    },
  )

  it('puts coins without a trade after all others', () => {
    const trades = select({ sort: 'last_trade_timestamp' }).map((coin) => coin.lastTradeAt)
    expect(trades.at(0)).toBeDefined()
    expect(trades.at(-1)).toBeUndefined()
  })

  it.each([
    { sort: 'currently_live', key: 'live' },
    { sort: 'featured', key: 'verified' },
  ] as const)('puts $key coins first by $sort', ({ sort, key }) => {
    const flags = select({ sort }).map((coin) => coin.identity[key])
    expect(flags.indexOf(false)).toBe(flags.filter(Boolean).length)
  })

  it('pages without gaps or overlaps', () => {
    const pages = [0, 400, 800].flatMap((offset) => select({ offset, limit: 400 }))
    expect(pages).toEqual(all)
  })

  it('gives no rows from offset 1,000 on', () => {
    expect(select({ offset: 1000 })).toEqual([])
    expect(select({ offset: 990, limit: 50 })).toHaveLength(10)
  })

  it('hides nsfw coins on request', () => {
    const safe = select({ includeNsfw: false })
    expect(safe.length).toBeLessThan(all.length)
    expect(safe.some((coin) => coin.identity.nsfw)).toBe(false)
  })

  it.each([true, false])('selects by complete = %s', (complete) => {
    const found = select({ complete })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((coin) => isGraduated(coin) === complete)).toBe(true)
  })

  it('selects by creator', () => {
    const creator = first?.identity.creator.address ?? ''
    const found = select({ creator })
    expect(found).toContain(first)
    expect(found.every((coin) => coin.identity.creator.address === creator)).toBe(true)
  })

  it('selects by narrative word', () => {
    const found = select({ meta: 'cats' })
    expect(found.length).toBeGreaterThan(50)
    expect(found.every((coin) => coin.identity.meta === 'cats')).toBe(true)
  })

  it.each(['name', 'symbol', 'mint'] as const)('finds a coin by its %s, in any case', (key) => {
    const term = first?.identity[key] ?? ''
    expect(select({ searchTerm: term.toLowerCase() })).toContain(first)
    expect(select({ searchTerm: term.toUpperCase() })).toContain(first)
  })

  it('finds nothing for a term that occurs nowhere', () => {
    expect(select({ searchTerm: 'no such coin' })).toEqual([])
  })
})
