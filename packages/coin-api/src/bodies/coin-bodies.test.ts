import { Coin, CoinRow } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createMarket } from '../market/market.ts'
import { createCoinBodies, type Form } from './coin-bodies.ts'

const market = createMarket({ clock: () => Date.UTC(2026, 10, 20), tradesPerSecond: 0 })
const coins = market.sortedBy('created_timestamp')
const forms: readonly Form[] = ['2025', '2026']

const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>
const bodiesOf = (form: Form) => {
  const bodies = createCoinBodies(form)
  return coins.map((coin) => parsed(bodies.coin(coin)))
}
const rowsOf = (form: Form) =>
  parsed(createCoinBodies(form).list(coins)) as unknown as readonly Record<string, unknown>[]

describe.each(forms)('the %s form', (form) => {
  it('is understood by the contract, every coin and every row', async () => {
    const results = await Promise.all([
      ...bodiesOf(form).map((body) => Coin['~standard'].validate(body)),
      ...rowsOf(form).map((row) => CoinRow['~standard'].validate(row)),
    ])
    expect(results.flatMap((result) => result.issues ?? [])).toEqual([])
    expect(results).toHaveLength(2000)
  })

  it('gives rows, and no single coin, the name of the creator', () => {
    expect(rowsOf(form).some((row) => typeof row['username'] === 'string')).toBe(true)
    expect(bodiesOf(form).some((body) => 'username' in body || 'profile_image' in body)).toBe(false)
  })
})

describe('the 2026 form', () => {
  it('leaves absent values out', () => {
    expect(bodiesOf('2026').flatMap<unknown>((body) => Object.values(body))).not.toContain(null)
    expect(bodiesOf('2026').some((body) => !('twitter' in body))).toBe(true)
  })

  it('reviews single coins and not rows', () => {
    expect(bodiesOf('2026').every((body) => 'security_verdict' in body)).toBe(true)
    expect(rowsOf('2026').some((row) => 'security_verdict' in row)).toBe(false)
  })

  it('keeps the constants of the curve', () => {
    const onCurve = bodiesOf('2026').filter((body) => body['complete'] === false)
    const differences = onCurve.map((body) => [
      Number(body['virtual_sol_reserves']) - Number(body['real_sol_reserves']),
      Number(body['virtual_token_reserves']) - Number(body['real_token_reserves']),
    ])
    expect(new Set(differences.map(String))).toEqual(new Set(['30000000000,279900000000000']))
  })

  it('says seconds in updated_at and whole-second milliseconds elsewhere', () => {
    for (const body of bodiesOf('2026')) {
      const lastWrite = Number(body['last_trade_timestamp'] ?? body['created_timestamp'])
      expect(body['updated_at']).toBe(lastWrite / 1000 + 1)
    }
  })

  it('has a size like the real one, 1.5 to 2.5 kB', () => {
    const sizes = bodiesOf('2026').map((body) => JSON.stringify(body).length)
    expect(Math.min(...sizes)).toBeGreaterThan(1500)
    expect(Math.max(...sizes)).toBeLessThan(2500)
  })
})

describe('the 2025 form', () => {
  it('writes every key each time, absent values as null', () => {
    const keys = bodiesOf('2025').map((body) => Object.keys(body).join())
    expect(new Set(keys).size).toBe(1)
    expect(bodiesOf('2025').every((body) => body['market_id'] === null)).toBe(true)
  })
})
