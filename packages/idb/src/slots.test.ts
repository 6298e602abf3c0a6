import { describe, expect, it } from 'vitest'
import { metadataOf, type Variant, variantOf } from './rows.ts'
import { SLOTS, slotFor } from './slots.ts'
import { aVariant } from './stored-response.test-fixture.ts'

function kept(slot: number, language: string, requestTime = 100): Variant {
  return { slot, ...variantOf(aVariant(language, { requestTime })) }
}

function arrived(language: string, requestTime = 100) {
  return metadataOf(aVariant(language, { requestTime }))
}

describe('slotFor', () => {
  it('is 0 for the first response under a key', () => {
    expect(slotFor([], arrived('de'))).toBe(0)
  })

  it('is that of the variant it replaces', () => {
    expect(slotFor([kept(2, 'en'), kept(5, 'de')], arrived('de'))).toBe(5)
  })

  it('is that of the variant it replaces when both were requested at once', () => {
    expect(slotFor([kept(3, 'de', 100)], arrived('de', 100))).toBe(3)
  })

  it('is none when what it would replace was requested later (I18)', () => {
    expect(slotFor([kept(3, 'de', 101)], arrived('de', 100))).toBeUndefined()
  })

  it('is a free one for a further variant', () => {
    expect(slotFor([kept(0, 'en'), kept(2, 'fr')], arrived('de'))).toBe(1)
  })

  it('is that of the oldest when all are taken', () => {
    const full = Array.from({ length: SLOTS }, (_, slot) => kept(slot, `x-${slot}`, 200 - slot))
    expect(slotFor(full, arrived('de'))).toBe(SLOTS - 1)
  })
})
