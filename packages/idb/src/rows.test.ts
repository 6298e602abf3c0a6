import { indexedDB, IDBKeyRange } from 'fake-indexeddb'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bodyKey, bodyRowOf, metadataKey, metadataOf, primaryKeyOf, rowsOf } from './rows.ts'
import { SLOTS } from './slots.ts'
import { aBody, aStoredResponse } from './stored-response.test-fixture.ts'

beforeEach(() => {
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const slots = fc.integer({ min: 0, max: SLOTS - 1 })

describe('the keys of rows', () => {
  it('never collide, whatever the primary keys (I9)', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), slots, slots, (one, other, slot, another) => {
        expect(indexedDB.cmp(metadataKey(one), bodyKey(other, slot))).not.toBe(0)
        expect(indexedDB.cmp(metadataKey(one), metadataKey(other)) === 0).toBe(one === other)
        expect(indexedDB.cmp(bodyKey(one, slot), bodyKey(other, another)) === 0).toBe(
          one === other && slot === another,
        )
      }),
    )
  })

  it('lie in one range for each primary key, which holds no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), slots, (one, other, slot) => {
        expect(rowsOf(one).includes(metadataKey(other))).toBe(one === other)
        expect(rowsOf(one).includes(bodyKey(other, slot))).toBe(one === other)
      }),
    )
  })

  it.each<[IDBValidKey, string | undefined]>([
    [['GET /me'], 'GET /me'],
    [['GET /me', 0], undefined],
    [[7], undefined],
    [[], undefined],
    ['GET /me', undefined],
  ])('tell metadata rows from others: %j', (key, primary) => {
    expect(primaryKeyOf(key)).toBe(primary)
  })
})

describe('what goes to disk', () => {
  it('is the metadata that is known, and nothing else an object may carry (I43)', () => {
    const stored = { ...aStoredResponse(), data: { secret: 1 }, authorization: 'Bearer x' }
    const { key: _key, body: _body, ...metadata } = aStoredResponse()
    expect(metadataOf(stored)).toEqual(metadata)
  })

  it('is the part of a buffer that is the body, not the buffer', () => {
    const part = new Uint8Array(1000).fill(1).subarray(10, 20)
    const { content } = bodyRowOf(aBody(part))
    expect(content).toEqual(part)
    expect(content instanceof Uint8Array && content.buffer.byteLength).toBe(10)
  })
})
