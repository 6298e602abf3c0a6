import { describe, expect, it } from 'vitest'
import { createMarket, type MarketOptions } from './market.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const HOUR = 3_600_000

const open = (options: Partial<MarketOptions> = {}) =>
  createMarket({ clock: () => NOON, ...options })
const stateOf = (market: ReturnType<typeof open>) => market.sortedBy('created_timestamp')
const capsOf = (market: ReturnType<typeof open>) =>
  market.trending.map((mint) => market.find(mint)?.marketCap)

describe('a market', () => {
  it('has 1,000 coins with different mints, most of them idle', () => {
    const market = open()
    const mints = stateOf(market).map((coin) => coin.identity.mint)
    expect(new Set(mints).size).toBe(1000)
    expect(market.trending).toHaveLength(40)
    expect(market.idle).toHaveLength(960)
    expect(new Set([...market.trending, ...market.idle])).toEqual(new Set(mints))
  })

  it('is the same for the same seed, after the same time', () => {
    const [one, other] = [open({ seed: 5 }), open({ seed: 5 })]
    one.advanceTo(NOON + HOUR)
    other.advanceTo(NOON + HOUR / 3)
    other.advanceTo(NOON + HOUR)
    expect(stateOf(one)).toEqual(stateOf(other))
  })

  it('is another one for another seed', () => {
    expect(open({ seed: 5 }).trending).not.toEqual(open({ seed: 6 }).trending)
  })

  it('opens with the same coins whenever it is opened', () => {
    const later = open({ clock: () => NOON + 30 * 24 * HOUR })
    expect(stateOf(later)).toEqual(stateOf(open()))
  })

  it('opens under a clock that starts at zero', () => {
    const market = open({ clock: () => 0 })
    const before = capsOf(market)
    market.advanceTo(60_000)
    expect(capsOf(market)).not.toEqual(before)
  })

  it('moves the trending coins only, the busiest most often', () => {
    const market = open()
    const idle = market.idle.map((mint) => market.find(mint))
    const trades = new Map<string, number>()
    for (let now = NOON; now < NOON + HOUR; now += 500) {
      const before = market.trending.map((mint) => market.find(mint))
      market.advanceTo(now)
      for (const [rank, mint] of market.trending.entries()) {
        if (market.find(mint) !== before[rank]) trades.set(mint, (trades.get(mint) ?? 0) + 1)
      }
    }
    const [busiest = 0, ...rest] = market.trending.map((mint) => trades.get(mint) ?? 0)
    expect(busiest).toBeGreaterThan(1000)
    expect(busiest).toBeGreaterThan(Math.max(...rest))
    expect(market.idle.map((mint) => market.find(mint))).toEqual(idle)
  })

  it('stands still at zero trades a second', () => {
    const market = open({ tradesPerSecond: 0 })
    const before = stateOf(market)
    market.advanceTo(NOON + HOUR)
    expect(stateOf(market)).toEqual(before)
  })

  it('never goes back in time', () => {
    const market = open()
    market.advanceTo(NOON + HOUR)
    const [before, price] = [stateOf(market), market.solPrice()]
    market.advanceTo(NOON)
    expect(stateOf(market)).toEqual(before)
    expect(market.solPrice()).toEqual(price)
  })

  it('catches up with a year in bounded work and goes on from there', () => {
    const market = open()
    const year = NOON + 365 * 24 * HOUR
    market.advanceTo(year)
    const lastTrades = stateOf(market).map((coin) => coin.lastTradeAt ?? 0)
    expect(Math.max(...lastTrades)).toBe(year)
    const before = capsOf(market)
    market.advanceTo(year + 60_000)
    expect(capsOf(market)).not.toEqual(before)
  })
})

describe('a trade by hand', () => {
  it('moves its coin and no other, at once', () => {
    let now = NOON
    const market = open({ clock: () => now, tradesPerSecond: 0 })
    const [mint = '', other = ''] = market.idle
    const [before, untouched] = [market.find(mint), market.find(other)]
    now += 5_000
    market.trade(mint, 1_000_000_000)
    expect(market.find(mint)).toMatchObject({ lastTradeAt: NOON + 5_000 })
    expect(market.find(mint)?.marketCap).toBeGreaterThan(before?.marketCap ?? Infinity)
    expect(market.find(other)).toBe(untouched)
  })

  it('prices the coin in USD at the SOL price of that moment', () => {
    const market = open({ tradesPerSecond: 0 })
    const [mint = ''] = market.idle
    market.trade(mint, 1_000_000_000)
    const { marketCap = 0, usdMarketCap } = market.find(mint) ?? {}
    expect(usdMarketCap).toBe(marketCap * market.solPrice().usd)
  })

  it('changes the order of the list', () => {
    const market = open({ tradesPerSecond: 0 })
    const lowest = market.sortedBy('market_cap').at(-1)?.identity.mint ?? ''
    market.trade(lowest, 50_000_000_000)
    expect(market.sortedBy('market_cap').at(-1)?.identity.mint).not.toBe(lowest)
  })

  it('graduates a coin whose curve is bought out', () => {
    const market = open({ tradesPerSecond: 0 })
    const onCurve = market.idle.find((mint) => market.find(mint)?.pool === undefined) ?? ''
    market.trade(onCurve, 200_000_000_000)
    expect(market.find(onCurve)?.pool).toBeDefined()
  })

  it('refuses a coin that does not exist', () => {
    expect(() => open().trade('nobody', 1)).toThrow('There is no coin nobody')
  })
})
