import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CoinList, CoinRow } from './coin-list.ts'
import samples from './fixtures/sample-coins.json' with { type: 'json' }

describe('CoinList', () => {
  it('reads a page that mixes both forms', () => {
    const rows = v.parse(CoinList, samples)
    expect(rows.map((row) => row.mint)).toEqual(samples.map((sample) => sample.mint))
    expect(JSON.stringify(rows)).not.toContain(':null')
  })

  it('reads an empty page', () => {
    expect(v.parse(CoinList, [])).toEqual([])
  })

  it.each([
    { says: 'an envelope', sent: { coins: samples, count: samples.length } },
    { says: 'a page with a broken row', sent: [samples[0], { mint: 'x' }] },
    { says: 'null', sent: null },
  ])('refuses $says', ({ sent }) => {
    expect(v.is(CoinList, sent)).toBe(false)
  })
})

describe('CoinRow', () => {
  it('carries the name and picture of the creator', () => {
    expect(v.parse(CoinRow, samples[1])).toMatchObject({
      username: 'otterly',
      profile_image: 'https://media.example.com/profile-images/otterly.webp',
    })
  })

  it('carries nothing that belongs to a single coin', () => {
    const row = v.parse(CoinRow, { ...samples[1], security_verdict: {}, mayhem: {} })
    expect(row).not.toHaveProperty('security_verdict')
    expect(row).not.toHaveProperty('mayhem')
  })
})
