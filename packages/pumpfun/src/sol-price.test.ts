import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { SolPrice } from './sol-price.ts'

describe('SolPrice', () => {
  it.each([
    { says: 'the 2025 form', sent: { solPrice: 140.25 } },
    {
      says: 'the 2026 form',
      sent: { solPrice: 140.25, asOfTimestamp: 1_795_132_800_000, stale: false },
    },
  ])('reads $says', ({ sent }) => {
    expect(v.parse(SolPrice, sent)).toStrictEqual(sent)
  })

  it('leaves out what it does not know and what is null', () => {
    const sent = { solPrice: 1, stale: null, source: 'x' }
    expect(v.parse(SolPrice, sent)).toStrictEqual({ solPrice: 1 })
  })

  it.each([{}, { solPrice: '140.25' }, { solPrice: null }, null, ''])('refuses %j', (sent) => {
    expect(v.is(SolPrice, sent)).toBe(false)
  })
})
