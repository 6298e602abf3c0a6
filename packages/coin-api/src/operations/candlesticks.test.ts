import { CandleList } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 21, 12)
const open = (tradesPerSecond = 0) => {
  let now = NOON
  const api = createCoinApi({ clock: () => now, tradesPerSecond })
  const [mint = ''] = api.market.trending
  const wait = (ms: number) => {
    now += ms
  }
  return { api, wait, path: `/candlesticks/${mint}` }
}

describe('GET /candlesticks/:mint', () => {
  it('gives candles of five minutes in SOL a token, oldest first, their times in seconds', async () => {
    const { api, path } = open()
    const candles = await readAnswer(api, CandleList, path)
    expect(candles).toHaveLength(1000)
    expect(candles.at(-1)).toMatchObject({
      timestamp: NOON / 1000 - 300,
      is_5_min: true,
      is_1_min: false,
      close: (api.market.find(path.slice('/candlesticks/'.length))?.marketCap ?? 0) / 1e9,
    })
    const times = candles.map((candle) => candle.timestamp)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
  })

  it.each([1, 15, 60, 240, 1440])('gives candles of %i minutes', async (timeframe) => {
    const { api, path } = open()
    const query = `?timeframe=${timeframe}&limit=5`
    const candles = await readAnswer(api, CandleList, `${path}${query}`)
    expect(candles).toHaveLength(5)
    expect(candles.every((candle) => candle.timestamp % (timeframe * 60) === 0)).toBe(true)
  })

  it('gives at most 1,000, and pages backwards', async () => {
    const { api, path } = open()
    expect(await readAnswer(api, CandleList, `${path}?limit=5000`)).toHaveLength(1000)
    const newest = await readAnswer(api, CandleList, `${path}?limit=20`)
    expect(await readAnswer(api, CandleList, `${path}?limit=10&offset=10`)).toEqual(
      newest.slice(0, 10),
    )
  })

  it('keeps its tag while nobody trades, and has another after a trade', async () => {
    const { api, wait, path } = open(2)
    const { etag } = await visit(api, path)
    const headers = { 'if-none-match': etag }
    expect((await visit(api, path, { headers })).status).toBe(304)
    wait(60_000)
    expect((await visit(api, path, { headers })).status).toBe(200)
  })

  it('gives none for an unknown mint', async () => {
    const { api } = open()
    expect(await readAnswer(api, CandleList, `/candlesticks/${'1'.repeat(32)}`)).toEqual([])
  })
})
