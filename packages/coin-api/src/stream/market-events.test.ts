import { Coin, Trade } from '@etagged/pumpfun'
import * as v from 'valibot'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCoinBodies } from '../bodies/coin-bodies.ts'
import { REMEMBERED_EVENTS } from '../market/events.ts'
import { createMarket } from '../market/market.ts'
import { eventsIn } from './events-in.test-fixture.ts'
import { marketEvents } from './market-events.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const bodies = createCoinBodies('2026')

const open = (tradesPerSecond = 0) => {
  let now = NOON
  let isOffline = false
  const clock = () => now
  const market = createMarket({ clock, tradesPerSecond })
  const [mint = ''] = market.idle
  const waits: number[] = []
  // Time goes on when somebody waits for it.
  const wait = async (ms: number) => {
    waits.push(ms)
    now += ms
  }
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const source = { market, bodies, clock, wait, isOffline: () => isOffline }
  return {
    market,
    waits,
    mint,
    abort,
    pass: (ms: number) => void (now += ms),
    goOffline: () => void (isOffline = true),
    listen: (lastEventId: string | null = null) => marketEvents(source, lastEventId, abort.signal),
  }
}

const textFrom = async (stream: AsyncGenerator<string, void>) => (await stream.next()).value ?? ''
/** The events of the next piece of text, after the opening. */
const eventsFrom = async (stream: AsyncGenerator<string, void>) => eventsIn(await textFrom(stream))

describe('a stream of the market', () => {
  it('begins with its position and how long to wait before the next connection', async () => {
    const { market, mint, listen } = open()
    market.trade(mint, 1_000_000_000)
    expect(await textFrom(listen())).toBe('id: 1\nretry: 3000\n\n')
  })

  it('begins when it is asked for, though it is read later', async () => {
    const { market, mint, listen } = open()
    const stream = listen()
    market.trade(mint, 1_000_000_000)
    expect(await textFrom(stream)).toBe('id: 0\nretry: 3000\n\n')
    expect(await eventsFrom(stream)).toMatchObject([{ event: 'trade', id: '1' }])
  })

  it('tells a trade in the schema of the contract, with what became of the coin', async () => {
    const { market, mint, listen } = open()
    const stream = listen()
    await stream.next()
    market.trade(mint, 1_000_000_000)
    const [event] = await eventsFrom(stream)
    expect(event).toMatchObject({ event: 'trade', id: '1' })
    const data: unknown = JSON.parse(event?.data ?? '')
    expect(v.parse(Trade, data)).toMatchObject({ mint, is_buy: true, timestamp: NOON / 1000 })
    const coin = market.find(mint)
    expect(data).toMatchObject({
      market_cap: coin?.marketCap,
      usd_market_cap: coin?.usdMarketCap,
      symbol: coin?.identity.symbol,
    })
  })

  it('tells a new coin as the API would answer it', async () => {
    const { market, mint, listen } = open()
    const stream = listen()
    await stream.next()
    const creator = market.find(mint)?.identity.creator
    if (!creator) throw new Error('no creator')
    const coin = market.create({ name: 'New', symbol: 'NEW' }, creator)
    const [event] = await eventsFrom(stream)
    expect(event).toMatchObject({ event: 'coin', id: '1', data: coin && bodies.coin(coin) })
    expect(v.parse(Coin, JSON.parse(event?.data ?? ''))).toMatchObject({ name: 'New' })
  })

  it('looks at the market four times a second, and tells nothing twice', async () => {
    const { listen, waits } = open(2)
    const stream = listen()
    await stream.next()
    const ids: string[] = []
    while (ids.length < 6) ids.push(...(await eventsFrom(stream)).map(({ id }) => id))
    expect(ids).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(new Set(waits)).toEqual(new Set([250]))
    expect(waits).toHaveLength(12)
  })

  it('does not move the market while nobody reads', async () => {
    const { listen, market, pass } = open(2)
    await listen().next()
    pass(60_000)
    expect(market.eventCount()).toBe(0)
  })

  it('says something every 15 s when there is nothing to say', async () => {
    const { listen, waits } = open()
    const stream = listen()
    await stream.next()
    expect(await textFrom(stream)).toBe(': still here\n\n')
    expect(await textFrom(stream)).toBe(': still here\n\n')
    expect(waits).toHaveLength(120)
  })
})

describe('a stream that goes on after Last-Event-ID', () => {
  it('first tells what was missed, 100 events in a piece', async () => {
    const { market, mint, listen } = open()
    for (let count = 0; count < 250; count += 1) market.trade(mint, 1_000_000)
    const stream = listen('20')
    expect(await textFrom(stream)).toBe('retry: 3000\n\n')
    const pieces = [await eventsFrom(stream), await eventsFrom(stream), await eventsFrom(stream)]
    expect(pieces.map((events) => [events.at(0)?.id, events.at(-1)?.id])).toEqual([
      ['21', '120'],
      ['121', '220'],
      ['221', '250'],
    ])
  })

  it('asks to read anew after a position that is forgotten, unknown or none', async () => {
    const { market, mint, listen } = open()
    const count = REMEMBERED_EVENTS + 1
    for (let done = 0; done < count; done += 1) market.trade(mint, 1_000_000)
    for (const id of ['0', '999999', 'nonsense', '-1', '']) {
      const stream = listen(id)
      await stream.next()
      expect(await eventsFrom(stream)).toEqual([{ event: 'reset', id: String(count), data: '{}' }])
    }
    const stream = listen('0')
    await stream.next()
    await stream.next()
    market.trade(mint, 1_000_000)
    expect(await eventsFrom(stream)).toMatchObject([{ event: 'trade', id: String(count + 1) }])
  })
})

describe('a stream whose reader is too slow', () => {
  it('holds nothing for it, and asks it to read anew', async () => {
    const { market, mint, listen } = open()
    const stream = listen()
    await stream.next()
    for (let count = 0; count < 3 * REMEMBERED_EVENTS; count += 1) market.trade(mint, 1_000_000)
    expect(await eventsFrom(stream)).toMatchObject([{ event: 'reset' }])
  })
})

describe('the end of a stream', () => {
  it('comes with the abort', async () => {
    const { listen, abort } = open()
    const stream = listen()
    await stream.next()
    abort.abort()
    expect((await stream.next()).done).toBe(true)
  })

  it('comes with the network', async () => {
    const { listen, goOffline } = open()
    const stream = listen()
    await stream.next()
    goOffline()
    await expect(stream.next()).rejects.toThrow(TypeError)
  })
})
