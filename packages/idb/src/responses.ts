import type { StoredResponse } from '@etagged/core'
import { keys as keysOf, promisifyRequest, type UseStore } from 'idb-keyval'
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
import { committed } from './transaction.ts'

/** What a store does between its opening and its end. */
export interface Responses {
  get(key: string): Promise<readonly StoredResponse[]>
  put(stored: StoredResponse): Promise<void>
  freshen(stored: StoredResponse): Promise<void>
  invalidate(keys: readonly string[]): Promise<void>
  delete(keys: readonly string[]): Promise<void>
  keys(): Promise<readonly string[]>
}

/** Each of them is one transaction of `use`; rows of another epoch are absent. */
export function responsesIn(use: UseStore, epoch: string): Responses {
  const variantsIn = async (store: IDBObjectStore, key: string): Promise<readonly Variant[]> =>
    readVariants(await read(store, metadataKey(key)), epoch)

  /** Checks again before it removes: by now a new body may be there. */
  function forget(key: string, damaged: readonly Variant[]): Promise<void> {
    const damagedIds = new Set(damaged.map(({ bodyId }) => bodyId))
    return use('readwrite', async (store) => {
      const before = await variantsIn(store, key)
      const after = before.filter(({ bodyId }) => !damagedIds.has(bodyId))
      for (const { bodyId, slot } of before) {
        if (damagedIds.has(bodyId)) store.delete(bodyKey(key, slot))
      }
      if (after.length === 0) store.delete(metadataKey(key))
      else store.put({ epoch, variants: after }, metadataKey(key))
      await committed(store.transaction)
    })
  }

  return {
    async get(key) {
      const { variants, bodies } = await use('readonly', async (store) => {
        // Nearly always there is one variant, in slot 0: ask for its body along with the metadata.
        const [row, first] = await Promise.all([
          read(store, metadataKey(key)),
          read(store, bodyKey(key, 0)),
        ])
        const listed = readVariants(row, epoch)
        const content = listed.map(({ slot }) =>
          slot === 0 ? first : read(store, bodyKey(key, slot)),
        )
        return { variants: listed, bodies: await Promise.all(content) }
      })
      const responses: StoredResponse[] = []
      const damaged: Variant[] = []
      for (const [index, variant] of variants.entries()) {
        const response = readResponse(key, variant, bodies[index])
        if (response === undefined) damaged.push(variant)
        else responses.push(response)
      }
      // They are absent already; what cannot be removed now is found damaged again.
      if (damaged.length > 0) forget(key, damaged).catch(() => undefined)
      return responses
    },

    put(stored) {
      const { key, body } = stored
      const arrived = variantOf(stored)
      return use('readwrite', async (store) => {
        const row = await read(store, metadataKey(key))
        const before = readVariants(row, epoch)
        const slot = slotFor(before, arrived.metadata)
        if (slot === undefined) return
        // A row that cannot be read may have bodies in any slot.
        if (row !== undefined && before.length === 0) store.delete(rowsOf(key))
        const others = before.filter((variant) => variant.slot !== slot)
        store.put({ epoch, variants: [...others, { slot, ...arrived }] }, metadataKey(key))
        store.put(bodyRowOf(body), bodyKey(key, slot))
        await committed(store.transaction)
      })
    },

    freshen(stored) {
      const { key, body } = stored
      const metadata = metadataOf(stored)
      const applies = (variant: Variant): boolean =>
        variant.bodyId === body.id &&
        isSameVariant(variant, metadata) &&
        isOutdatedBy(variant, metadata)
      return use('readwrite', async (store) => {
        const before = await variantsIn(store, key)
        if (!before.some(applies)) return
        const variants = before.map((variant) =>
          applies(variant) ? withMetadata(variant, metadata) : variant,
        )
        store.put({ epoch, variants }, metadataKey(key))
        await committed(store.transaction)
      })
    },

    invalidate(keys) {
      return use('readwrite', async (store) => {
        const found = await Promise.all(keys.map((key) => variantsIn(store, key)))
        for (const [index, key] of keys.entries()) {
          const before = found[index] ?? []
          if (before.every(({ metadata }) => metadata.invalidated)) continue
          store.put({ epoch, variants: before.map(invalidated) }, metadataKey(key))
        }
        await committed(store.transaction)
      })
    },

    delete(keys) {
      return use('readwrite', async (store) => {
        for (const key of keys) store.delete(rowsOf(key))
        await committed(store.transaction)
      })
    },

    async keys() {
      const keys = await keysOf(use)
      return keys.map(primaryKeyOf).filter((key) => key !== undefined)
    },
  }
}

function read(store: IDBObjectStore, key: IDBValidKey): Promise<unknown> {
  return promisifyRequest<unknown>(store.get(key))
}

function withMetadata(variant: Variant, metadata: VariantMetadata): Variant {
  return { ...variant, metadata }
}

function invalidated(variant: Variant): Variant {
  return withMetadata(variant, { ...variant.metadata, invalidated: true })
}
