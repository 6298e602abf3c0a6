import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Coin } from './coin.ts'
import samples from './fixtures/sample-coins.json' with { type: 'json' }

const required = [
  'mint',
  'name',
  'symbol',
  'image_uri',
  'metadata_uri',
  'bonding_curve',
  'associated_bonding_curve',
  'creator',
  'created_timestamp',
  'complete',
  'virtual_sol_reserves',
  'virtual_token_reserves',
  'total_supply',
  'show_name',
  'market_cap',
  'nsfw',
  'reply_count',
  'is_currently_live',
  'usd_market_cap',
]

const sampleNamed = (name: string) => samples.find((sample) => sample.name === name) ?? {}
const form2026 = sampleNamed('Tidal Otter')
const form2025 = sampleNamed('DUNE ')

const pick = (body: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)))

describe('Coin', () => {
  it('reads the 2026 form, where absent values are missing keys', () => {
    const coin = v.parse(Coin, form2026)
    expect(coin.twitter).toBe('https://x.example.com/tidal-otter')
    expect(coin.virtual_sol_reserves).toBe(31_284_630_417)
    expect(Object.hasOwn(coin, 'telegram')).toBe(false)
  })

  it('reads the 2025 form, where absent values are nulls, into missing keys', () => {
    expect(form2025).toMatchObject({ telegram: null, raydium_pool: null, description: null })
    const coin = v.parse(Coin, form2025)
    expect(Object.values(coin)).not.toContain(null)
    expect(Object.hasOwn(coin, 'raydium_pool')).toBe(false)
    expect(coin.name).toBe('DUNE ')
  })

  it('gives both forms of one coin the same output', () => {
    const inBothForms = { ...form2026, telegram: null, website: null, hidden: null }
    expect(v.parse(Coin, inBothForms)).toStrictEqual(v.parse(Coin, form2026))
  })

  it.each(samples.map((sample) => ({ name: sample.name, sample })))(
    'reads the sample "$name"',
    ({ sample }) => {
      expect(v.parse(Coin, sample).mint).toBe(sample.mint)
    },
  )

  it('needs nothing but the required keys', () => {
    const least = pick(form2026, required)
    expect(v.parse(Coin, least)).toStrictEqual(least)
  })

  it.each(required)('refuses a coin without %s', (key) => {
    const others = required.filter((other) => other !== key)
    expect(v.is(Coin, pick(form2026, others))).toBe(false)
    expect(v.is(Coin, { ...form2026, [key]: null })).toBe(false)
  })

  it('leaves out unknown keys and the keys of a list row', () => {
    const coin = v.parse(Coin, { ...form2026, brand_new: { deep: true } })
    expect(coin).not.toHaveProperty('brand_new')
    expect(coin).not.toHaveProperty('username')
  })

  it('reads reserves and supply that are sent as text', () => {
    const sent = {
      ...form2026,
      virtual_sol_reserves: '31284630417',
      virtual_token_reserves: '1028939756389388',
      total_supply: '1000000000000000',
    }
    expect(v.parse(Coin, sent)).toStrictEqual(v.parse(Coin, form2026))
  })

  it('keeps what only a single-coin answer carries', () => {
    const security_verdict = { verdict: 'clean', reasons: [], version: 1 }
    const mayhem = { started_at: 1_795_122_000_000 }
    const coin = v.parse(Coin, { ...form2026, security_verdict, mayhem })
    expect(coin).toMatchObject({ security_verdict, mayhem })
  })

  it.each([
    { says: 'the empty body of an unknown coin', sent: '' },
    { says: 'null', sent: null },
    { says: 'an envelope', sent: { data: form2026 } },
    { says: 'a mint that is no address', sent: { ...form2026, mint: 'pump' } },
    { says: 'a market cap as text', sent: { ...form2026, market_cap: '30.4' } },
  ])('refuses $says', ({ sent }) => {
    expect(v.is(Coin, sent)).toBe(false)
  })

  it('is a Standard Schema', () => {
    expect(Coin['~standard']).toMatchObject({ version: 1, vendor: 'valibot' })
  })
})
