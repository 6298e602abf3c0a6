import type { StoredResponse } from '@etagged/core'
import { keys as keysOf, promisifyRequest } from 'idb-keyval'
import type { Fence } from './fence.ts'
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
    return rewrite([metadataKey(key)], ([row], responses) => {
      const before = readVariants(row, epoch)
      const after = before.filter(({ bodyId }) => !damagedIds.has(bodyId))
      if (after.length === before.length) return
      for (const { bodyId, slot } of before) {
        if (damagedIds.has(bodyId)) responses.delete(bodyKey(key, slot))
      }
      if (after.length === 0) responses.delete(metadataKey(key))
      else responses.put({ epoch, variants: after }, metadataKey(key))
    })
  }

  return {
    async get(key) {
      const { variants, bodies } = await use('readonly', async (responses) => {
        const read = (rowKey: IDBValidKey): Promise<unknown> =>
          promisifyRequest<unknown>(responses.get(rowKey))
        // Nearly always there is one variant, in slot 0: ask for its body along with the metadata.
        const [row, first] = await Promise.all([read(metadataKey(key)), read(bodyKey(key, 0))])
        const listed = readVariants(row, epoch)
        const content = listed.map(({ slot }) => (slot === 0 ? first : read(bodyKey(key, slot))))
        return { variants: listed, bodies: await Promise.all(content) }
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
      await rewrite([metadataKey(key)], ([row], responses) => {
        const before = readVariants(row, epoch)
        const slot = slotFor(before, arrived.metadata)
        if (slot === undefined) return
        // A row that cannot be read may have bodies in any slot.
        if (row !== undefined && before.length === 0) responses.delete(rowsOf(key))
        const others = before.filter((variant) => variant.slot !== slot)
        responses.put({ epoch, variants: [...others, { slot, ...arrived }] }, metadataKey(key))
        responses.put(bodyRowOf(body), bodyKey(key, slot))
      })
    },

    async freshen(stored) {
      const { key, body } = stored
      const metadata = metadataOf(stored)
      const applies = (variant: Variant): boolean =>
        variant.bodyId === body.id &&
        isSameVariant(variant, metadata) &&
        isOutdatedBy(variant, metadata)
      await rewrite([metadataKey(key)], ([row], responses) => {
        const before = readVariants(row, epoch)
        if (!before.some(applies)) return
        const variants = before.map((variant) =>
          applies(variant) ? withMetadata(variant, metadata) : variant,
        )
        responses.put({ epoch, variants }, metadataKey(key))
      })
    },

    async invalidate(keys) {
      await rewrite(keys.map(metadataKey), (rows, responses) => {
        for (const [index, key] of keys.entries()) {
          const before = readVariants(rows[index], epoch)
          if (before.every(({ metadata }) => metadata.invalidated)) continue
          responses.put({ epoch, variants: before.map(invalidated) }, metadataKey(key))
        }
      })
    },

    async delete(keys) {
      await rewrite([], (_rows, responses) => {
        for (const key of keys) responses.delete(rowsOf(key))
      })
    },

    async keys() {
      const keys = await keysOf(use)
      return keys.map(primaryKeyOf).filter((key) => key !== undefined)
    },
  }
}

function withMetadata(variant: Variant, metadata: VariantMetadata): Variant {
  return { ...variant, metadata }
}

function invalidated(variant: Variant): Variant {
  return withMetadata(variant, { ...variant.metadata, invalidated: true })
}
