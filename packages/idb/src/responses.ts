import type { StoredResponse } from '@etagged/core'
import { getMany, keys as keysOf, promisifyRequest, setMany, type UseStore } from 'idb-keyval'
import { type Fence, verbsWithin } from './fence.ts'
import { readResponse, readVariants } from './read-rows.ts'
import {
  bodyKey,
  bodyRowOf,
  metadataKey,
  metadataOf,
  primaryKeyOf,
  rowsOf,
  type Variant,
  type VariantMetadata,
  variantOf,
} from './rows.ts'
import { isOutdatedBy, isSameVariant, slotFor } from './slots.ts'

/** What a store does between its opening and its end. */
export interface Responses {
  get(key: string): Promise<readonly StoredResponse[]>
  put(stored: StoredResponse): Promise<void>
  freshen(stored: StoredResponse): Promise<void>
  invalidate(keys: readonly string[]): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  keys(): Promise<readonly string[]>
}

/** Each of them is one transaction; rows of another epoch are absent. */
export function responsesIn({ use, rewrite }: Fence, epoch: string): Responses {
  /** Checks again before it removes: by now a new body may be there. */
  function forget(key: string, damaged: readonly Variant[]): Promise<void> {
    const damagedIds = new Set(damaged.map(({ bodyId }) => bodyId))
    return rewrite([metadataKey(key)], ([row], within) => {
      const before = readVariants(row, epoch)
      const after = before.filter(({ bodyId }) => !damagedIds.has(bodyId))
      if (after.length === before.length) return undefined
      if (after.length === 0) return deleteRanges([rowsOf(key)], within)
      const lost = before.filter(({ bodyId }) => damagedIds.has(bodyId))
      const ranges = lost.map(({ slot }) => IDBKeyRange.only(bodyKey(key, slot)))
      void deleteRanges(ranges, within)
      return setMany([[metadataKey(key), { epoch, variants: after }]], within)
    })
  }

  return {
    async get(key) {
      const { variants, bodies } = await use('readonly', async (responses) => {
        const within = verbsWithin(responses)
        // Nearly always there is one variant, in slot 0: ask for its body along with the metadata.
        const asked = [metadataKey(key), bodyKey(key, 0)]
        const [row, first] = await getMany<unknown>(asked, within)
        const listed = readVariants(row, epoch)
        if (listed.every(({ slot }) => slot === 0)) return { variants: listed, bodies: [first] }
        const all = listed.map(({ slot }) => bodyKey(key, slot))
        return { variants: listed, bodies: await getMany<unknown>(all, within) }
      })
      const intact: StoredResponse[] = []
      const damaged: Variant[] = []
      for (const [index, variant] of variants.entries()) {
        const response = readResponse(key, variant, bodies[index])
        if (response === undefined) damaged.push(variant)
        else intact.push(response)
      }
      // They are absent already; what cannot be removed now is found damaged again.
      if (damaged.length > 0) forget(key, damaged).catch(() => undefined)
      return intact
    },

    async put(stored) {
      const { key, body } = stored
      const arrived = variantOf(stored)
      await rewrite([metadataKey(key)], ([row], within) => {
        const before = readVariants(row, epoch)
        const slot = slotFor(before, arrived.metadata)
        if (slot === undefined) return undefined
        // A row that cannot be read may have bodies in any slot.
        if (row !== undefined && before.length === 0) void deleteRanges([rowsOf(key)], within)
        const others = before.filter((variant) => variant.slot !== slot)
        const variants = [...others, { slot, ...arrived }]
        return setMany(
          [
            [metadataKey(key), { epoch, variants }],
            [bodyKey(key, slot), bodyRowOf(body)],
          ],
          within,
        )
      })
    },

    async freshen(stored) {
      const { key, body } = stored
      const metadata = metadataOf(stored)
      const applies = (variant: Variant): boolean =>
        variant.bodyId === body.id &&
        isSameVariant(variant, metadata) &&
        isOutdatedBy(variant, metadata)
      await rewrite([metadataKey(key)], ([row], within) => {
        const before = readVariants(row, epoch)
        if (!before.some(applies)) return undefined
        const variants = before.map((variant) =>
          applies(variant) ? withMetadata(variant, metadata) : variant,
        )
        return setMany([[metadataKey(key), { epoch, variants }]], within)
      })
    },

    async invalidate(keys) {
      await rewrite(keys.map(metadataKey), (rows, within) => {
        const marked: [IDBValidKey, unknown][] = []
        for (const [index, key] of keys.entries()) {
          const before = readVariants(rows[index], epoch)
          if (before.every(({ metadata }) => metadata.invalidated)) continue
          marked.push([metadataKey(key), { epoch, variants: before.map(invalidated) }])
        }
        return setMany(marked, within)
      })
    },

    async delete(keys) {
      await rewrite([], (_rows, within) => deleteRanges(keys.map(rowsOf), within))
    },

    async keys() {
      const keys = await keysOf(use)
      return keys.map(primaryKeyOf).filter((key) => key !== undefined)
    },
  }
}

/** A verb that idb-keyval lacks. */
function deleteRanges(ranges: readonly IDBKeyRange[], use: UseStore): Promise<void> {
  return use('readwrite', (responses) => {
    for (const range of ranges) responses.delete(range)
    return promisifyRequest(responses.transaction)
  })
}

function withMetadata(variant: Variant, metadata: VariantMetadata): Variant {
  return { ...variant, metadata }
}

function invalidated(variant: Variant): Variant {
  return withMetadata(variant, { ...variant.metadata, invalidated: true })
}
