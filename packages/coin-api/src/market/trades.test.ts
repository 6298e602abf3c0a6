import { describe, expect, it } from 'vitest'
import { MOST_NEW_COINS, TRADES_PER_BIRTH } from './births.ts'
import { CURVE_END } from './curve.ts'
import type { MarketEvent } from './events.ts'
import { createMarket, type MarketOptions } from './market.ts'
import { signatureOf, slotAt } from './trade.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const maker = { address: 'DcxP3Yv4j85hkfeGiwGMsQxKbRhd67dvRgbfQNb8kmim', username: 'alice' }

const open = (options: Partial<MarketOptions> = {}) => {
  let now = NOON
  const market = createMarket({ clock: () => now, tradesPerSecond: 0, ...options })
  const wait = (ms: number) => {
    now += ms
    market.advanceTo(now)
  }
  return { market, wait }
}

describe('the events of a market', () => {
  it('tell of each trade, in order, with what changed hands', () => {
    const { market, wait } = open()
    const events: MarketEvent[] = []
    const leave = market.subscribe((event) => void events.push(event))
    const [mint = '', other = ''] = market.idle
    market.trade(mint, 1_000_000_000)
    wait(5_000)
    market.trade(other, -1)
    leave()
    market.trade(other, 500)
    expect(events).toMatchObject([
      {
        type: 'trade',
        sequence: 1,
        at: NOON,
        trade: { mint, lamports: 1_000_000_000, isBuy: true },
        coin: { identity: { mint } },
      },
      { type: 'trade', sequence: 2, at: NOON + 5_000, trade: { mint: other, isBuy: false } },
    ])
    expect(market.eventsSince(1)?.map((event) => event.sequence)).toEqual([2, 3])
    expect(market.eventsSince(4)).toBeUndefined()
  })

  it('are the same for the same seed, after the same time', () => {
    const [one, other] = [open({ tradesPerSecond: 2 }), open({ tradesPerSecond: 2 })]
    one.wait(200_000)
    other.wait(80_000)
    other.wait(120_000)
    expect(one.market.eventsSince(0)).toEqual(other.market.eventsSince(0))
    expect(one.market.eventsSince(0)).toHaveLength(402)
  })

  it('moves reserves by exactly what changed hands, a graduation too', () => {
    const { market } = open()
    const mint = market.idle.find((idle) => market.find(idle)?.pool === undefined) ?? ''
    const { sol = 0, token = 0 } = market.find(mint)?.curve ?? {}
    market.trade(mint, 500_000_000_000)
    const after = market.find(mint)
    expect(after).toMatchObject({ pool: {}, identity: { kingOfTheHillAt: NOON } })
    expect(market.latestTrade()).toMatchObject({
      lamports: CURVE_END.sol - sol,
      tokens: token - CURVE_END.token,
    })
  })
})

describe('the latest trade', () => {
  it('is invented for a market in which nothing has happened', () => {
    const { market } = open()
    const [latest] = market.sortedBy('last_trade_timestamp')
    expect(market.latestTrade()).toMatchObject({
      mint: latest?.identity.mint,
      at: latest?.lastTradeAt,
      isBuy: true,
    })
  })

  it('has a signature of its own, and a slot that goes with the time', () => {
    const { market } = open({ tradesPerSecond: 2 })
    market.advanceTo(NOON + 100_000)
    const trades = (market.eventsSince(0) ?? []).flatMap((event) =>
      event.type === 'trade' ? [event.trade] : [],
    )
    const signatures = trades.map(signatureOf)
    expect(new Set(signatures).size).toBe(trades.length)
    expect(signatures.every((text) => /^[1-9A-HJ-NP-Za-km-z]{85,88}$/.test(text))).toBe(true)
    expect(slotAt(NOON + 400) - slotAt(NOON)).toBe(1)
  })
})

describe('a new coin', () => {
  it('is in the market at once, with its event and its maker', () => {
    const { market } = open()
    const coin = market.create({ name: 'Tin Kite', symbol: 'KITE' }, maker)
    expect(coin?.identity).toMatchObject({ name: 'Tin Kite', creator: maker, createdAt: NOON })
    expect(market.find(coin?.identity.mint ?? '')).toBe(coin)
    expect(market.sortedBy('created_timestamp').at(0)).toBe(coin)
    expect(market.findPerson('alice')).toBe(maker)
    expect(market.eventsSince(0)).toEqual([{ type: 'coin', sequence: 1, at: NOON, coin }])
  })

  it('has a mint of its own and survives its first trade', () => {
    const { market } = open()
    const mints = [1, 2, 3].map(
      () => market.create({ name: 'a', symbol: 'A' }, maker)?.identity.mint ?? '',
    )
    expect(new Set(mints).size).toBe(3)
    market.trade(mints[0] ?? '', 1_000_000_000)
    expect(market.candles(mints[0] ?? '', { timeframe: 1, limit: 5, offset: 0 })).toHaveLength(1)
  })

  it('comes by itself with every 150th trade, bought by its maker, and with a name of its own', () => {
    const { market, wait } = open({ tradesPerSecond: 2 })
    wait((3 * TRADES_PER_BIRTH * 1000) / 2)
    const all = market.sortedBy('created_timestamp')
    expect(all).toHaveLength(1003)
    expect(new Set(all.map((coin) => coin.identity.name.trim())).size).toBe(1003)
    expect(all.slice(0, 3).every((coin) => coin.lastTradeAt !== undefined)).toBe(true)
  })

  it('finds no room after 1,000 others', () => {
    const { market } = open()
    for (let made = 0; made < MOST_NEW_COINS; made += 1) {
      market.create({ name: 'a', symbol: 'A' }, maker)
    }
    expect(market.create({ name: 'a', symbol: 'A' }, maker)).toBeUndefined()
    expect(market.sortedBy('created_timestamp')).toHaveLength(2000)
  })
})
