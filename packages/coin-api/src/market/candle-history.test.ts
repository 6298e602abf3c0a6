import { describe, expect, it } from 'vitest'
import { type MarketCandle, MINUTE } from './candle.ts'
import { isGraduated } from './coin.ts'
import { createMarket, type Market } from './market.ts'
import { priceOf } from './trade.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const DAY = 1440 * MINUTE
const page = (timeframe: number, limit = 1000, offset = 0) => ({ timeframe, limit, offset })

const open = (tradesPerSecond = 0, startsAt = NOON) => {
  let now = startsAt
  const market = createMarket({ clock: () => now, tradesPerSecond })
  const wait = (ms: number) => {
    now += ms
    market.advanceTo(now)
  }
  return { market, wait }
}
const lastOf = (candles: readonly MarketCandle[]) => candles.at(-1)
const isOlderThanADay = (market: Market) => (mint: string) =>
  (market.find(mint)?.identity.createdAt ?? NOON) < NOON - 2 * DAY
const tradedIn = (market: Market) =>
  market.sortedBy('market_cap').filter((coin) => coin.lastTradeAt !== undefined)

describe('the past of a coin', () => {
  const { market } = open()

  it('ends at the price that the coin has now, for every coin that was traded', () => {
    const wrong = tradedIn(market).filter(
      (coin) =>
        lastOf(market.candles(coin.identity.mint, page(5, 1)))?.close !== priceOf(coin) &&
        (coin.lastTradeAt ?? 0) > coin.identity.createdAt,
    )
    expect(wrong).toEqual([])
  })

  it('fills a day up to the opening for what trades by itself', () => {
    const old = market.trending.filter(isOlderThanADay(market))
    expect(old.length).toBeGreaterThan(10)
    for (const mint of old) {
      const candles = market.candles(mint, page(5, 288))
      expect(candles).toHaveLength(288)
      expect(candles.at(0)?.at).toBe(NOON - DAY)
      expect(new Set(candles.map((candle) => candle.close)).size).toBeGreaterThan(250)
    }
  })

  it('has no gaps and no jumps, and keeps its prices in order', () => {
    for (const mint of market.trending.slice(0, 10)) {
      const candles = market.candles(mint, page(5))
      const [, ...later] = candles
      expect(later.map(({ at, open: from }) => [at, from])).toEqual(
        candles.slice(0, -1).map(({ at, close }) => [at + 5 * MINUTE, close]),
      )
      const isOrdered = ({ open: from, high, low, close }: MarketCandle) =>
        low > 0 && low <= Math.min(from, close) && high >= Math.max(from, close)
      expect(candles.every(isOrdered)).toBe(true)
    }
  })

  it('never leaves the curve, nor the all-time high but for a move of the SOL price', () => {
    for (const coin of tradedIn(market).filter((_, index) => index % 40 === 0)) {
      const candles = market.candles(coin.identity.mint, page(60))
      const highest = Math.max(...candles.map((candle) => candle.high)) * 1e9
      expect(highest * 130).toBeLessThan(coin.allTimeHigh.usd)
      expect(highest).toBeLessThan(isGraduated(coin) ? Number.POSITIVE_INFINITY : 411)
    }
  })

  it('is the same whatever the span of a candle', () => {
    const [mint = ''] = [market.trending.find(isOlderThanADay(market))]
    const hours = market.candles(mint, page(60, 4))
    const minutes = market.candles(mint, page(1, 240))
    expect(hours).toHaveLength(4)
    for (const { at, high, low, lamports } of hours) {
      const within = minutes.filter((minute) => minute.at >= at && minute.at < at + 60 * MINUTE)
      expect(Math.max(...within.map((minute) => minute.high))).toBe(high)
      expect(Math.min(...within.map((minute) => minute.low))).toBe(low)
      expect(within.reduce((sum, minute) => sum + minute.lamports, 0)).toBe(lamports)
    }
  })

  it('reaches back a week at most, and not beyond the making of the coin', () => {
    for (const coin of tradedIn(market).slice(0, 10)) {
      const first = market.candles(coin.identity.mint, page(1440)).at(0)?.at ?? NOON
      expect(first).toBeGreaterThanOrEqual((coin.lastTradeAt ?? 0) - 8 * DAY)
      expect(first).toBeGreaterThan(coin.identity.createdAt - DAY)
    }
  })

  it('is not there for a coin that nobody traded, nor for one that nobody made', () => {
    const [fresh] = market.sortedBy('last_trade_timestamp').slice(-1)
    expect(market.candles(fresh?.identity.mint ?? '', page(5))).toEqual([])
    expect(market.candles('nobody', page(5))).toEqual([])
  })

  it('does not depend on when an idle coin is asked for', () => {
    const [mint = ''] = market.idle
    const later = open(0, NOON + 90 * DAY).market
    expect(later.candles(mint, page(15))).toEqual(market.candles(mint, page(15)))
  })
})

describe('a page of candles', () => {
  const { market } = open()
  const [mint = ''] = market.trending

  it('is the newest, and the offset counts from there', () => {
    const all = market.candles(mint, page(60))
    expect(market.candles(mint, page(60, 10))).toEqual(all.slice(-10))
    expect(market.candles(mint, page(60, 10, 5))).toEqual(all.slice(-15, -5))
    expect(market.candles(mint, page(60, 10, 100_000))).toEqual([])
  })
})

describe('what happens since', () => {
  it('goes on where the past ends', () => {
    const { market, wait } = open(2)
    const [mint = ''] = market.trending
    const before = market.candles(mint, page(1))
    wait(10 * MINUTE)
    const after = market.candles(mint, page(1))
    expect(after.slice(0, before.length - 10)).toEqual(before.slice(10))
    const [past, live] = after.slice(-11, -9)
    expect(past?.at).toBe(NOON - MINUTE)
    expect(live?.open).toBe(past?.close)
    expect(lastOf(after)?.close).toBe(priceOf(market.find(mint) ?? neverComes()))
  })

  it('is in the next candle of a coin that was traded by hand', () => {
    const { market, wait } = open()
    const mint = market.idle.find((idle) => market.find(idle)?.lastTradeAt !== undefined) ?? ''
    const before = lastOf(market.candles(mint, page(5)))
    wait(3 * DAY)
    market.trade(mint, 1_000_000_000)
    expect(lastOf(market.candles(mint, page(5)))).toMatchObject({
      at: NOON + 3 * DAY,
      open: before?.close,
      close: priceOf(market.find(mint) ?? neverComes()),
      lamports: 1_000_000_000,
    })
  })
})

function neverComes(): never {
  throw new Error('There is no such coin')
}
