import { variantKey } from '@etagged/core'
import type { Variant, VariantMetadata } from './rows.ts'

/** The most variants under one key. A server that varies more often gains little by a cache. */
export const SLOTS = 8

/**
 * The slot for a response that arrived: of the one it replaces, else a free one, else that of the
 * oldest. `undefined`: what it would replace was requested later, and stays (I18).
 */
export function slotFor(
  variants: readonly Variant[],
  arrived: VariantMetadata,
): number | undefined {
  const replaced = variants.find((variant) => isSameVariant(variant, arrived))
  if (replaced === undefined) return freeSlot(variants) ?? oldestOf(variants)?.slot
  return isOutdatedBy(replaced, arrived) ? replaced.slot : undefined
}

export function isSameVariant(variant: Variant, metadata: VariantMetadata): boolean {
  return variantKey(variant.metadata) === variantKey(metadata)
}

/** The request that began last wins, whichever answer comes first. */
export function isOutdatedBy(variant: Variant, metadata: VariantMetadata): boolean {
  return variant.metadata.requestTime <= metadata.requestTime
}

function freeSlot(variants: readonly Variant[]): number | undefined {
  const taken = new Set(variants.map(({ slot }) => slot))
  for (let slot = 0; slot < SLOTS; slot += 1) if (!taken.has(slot)) return slot
  return undefined
}

function oldestOf(variants: readonly Variant[]): Variant | undefined {
  let oldest: Variant | undefined
  for (const variant of variants) {
    if (oldest === undefined || variant.metadata.requestTime < oldest.metadata.requestTime) {
      oldest = variant
    }
  }
  return oldest
}
