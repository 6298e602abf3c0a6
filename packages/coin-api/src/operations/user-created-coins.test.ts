import { UserCreatedCoins } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const made = Map.groupBy(
  api.market.sortedBy('created_timestamp'),
  ({ identity }) => identity.creator.address,
)
const [[busiest, coins] = ['', []]] = [...made].toSorted(([, a], [, b]) => b.length - a.length)
const PATH = '/coins/user-created-coins'

it('GET /coins/user-created-coins/:userId gives a page and how many there are', async () => {
  const shown = `${PATH}/${busiest}?includeNsfw=true`
  const all = await readAnswer(api, UserCreatedCoins, shown)
  expect(all.count).toBe(coins.length)
  expect(all.coins.map((row) => row.mint)).toEqual(coins.map((coin) => coin.identity.mint))
  const page = await readAnswer(api, UserCreatedCoins, `${shown}&limit=2&offset=1`)
  expect(page).toEqual({ coins: all.coins.slice(1, 3), count: all.count })
})

it('GET /coins/user-created-coins/:userId answers for a stranger like the real one', async () => {
  const { text, etag } = await visit(api, `${PATH}/${'1'.repeat(32)}`)
  expect({ text, etag }).toEqual({
    text: '{"coins":[],"count":0}',
    etag: 'W/"5DZZ+gejm6YGnrGTvOOY/LJbWyU="',
  })
})
