import { Coin } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const open = () => createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
const PATH = '/coins/king-of-the-hill'

describe('GET /coins/king-of-the-hill', () => {
  it('gives a coin that is half-way up its curve', async () => {
    const king = await readAnswer(open(), Coin, PATH)
    expect(king).toMatchObject({ complete: false, nsfw: false })
    expect(king.virtual_sol_reserves).toBeGreaterThan(72e9)
  })

  it('gives the last that got there, until it graduates', async () => {
    const api = open()
    const before = await readAnswer(api, Coin, PATH)
    const fresh = api.market
      .sortedBy('market_cap')
      .findLast(({ identity }) => !identity.nsfw && identity.mint !== before.mint)
    const mint = fresh?.identity.mint ?? ''
    api.market.trade(mint, 60_000_000_000)
    expect(await readAnswer(api, Coin, PATH)).toMatchObject({
      mint,
      king_of_the_hill_timestamp: NOON,
    })
    api.market.trade(mint, 60_000_000_000)
    expect((await readAnswer(api, Coin, PATH)).mint).toBe(before.mint)
  })

  it('has no body when there is none', async () => {
    const market = { ...open().market, sortedBy: () => [] }
    const answer = await visit(createCoinApi({ clock: () => NOON, market }), PATH)
    expect(answer).toMatchObject({ status: 200, text: '' })
  })
})
