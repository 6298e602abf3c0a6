import { createCoinApi } from '@etagged/coin-api'
import type { CoinRow } from '@etagged/pumpfun'

/** As many as the API gives at a time. */
const MOST = 200

/** So many different coins, as the API sends them. */
export async function coinRows(count: number): Promise<readonly CoinRow[]> {
  const api = createCoinApi({ clock: Date.now, tradesPerSecond: 0 })
  const rows: CoinRow[] = []
  while (rows.length < count) {
    const limit = Math.min(MOST, count - rows.length)
    const url = `http://coins.test/coins?limit=${limit}&offset=${rows.length}&includeNsfw=true`
    const answer = await api.fetch(new Request(url))
    rows.push(...((await answer.json()) as readonly CoinRow[]))
  }
  return rows
}

/** The same rows, of which one has another price. */
export function withTrade(rows: readonly CoinRow[], index: number): readonly CoinRow[] {
  return rows.map((row, at) =>
    at === index ? { ...row, usd_market_cap: row.usd_market_cap + 1 } : row,
  )
}

/** Equal rows in another text: the origin gives them another tag. */
export function withOtherText(rows: readonly CoinRow[]): readonly CoinRow[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).toReversed()) as CoinRow)
}
