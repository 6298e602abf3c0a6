import { indexedDB, IDBKeyRange } from 'fake-indexeddb'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  bytesOnDisk,
  fresheningKey,
  fresheningOf,
  isIn,
  responseKey,
  rowsIn,
  variantOf,
} from './rows.ts'
import { aBody, aStoredResponse } from './stored-response.test-fixture.ts'

beforeEach(() => {
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the keys of rows', () => {
  it('never collide, whatever the primary keys (I9)', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(indexedDB.cmp(responseKey(one), fresheningKey(other))).not.toBe(0)
        expect(indexedDB.cmp(responseKey(one), responseKey(other)) === 0).toBe(one === other)
        expect(indexedDB.cmp(fresheningKey(one), fresheningKey(other)) === 0).toBe(one === other)
      }),
    )
  })

  it('lie in one range for each primary key, which holds no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(rowsIn({ key: one }).includes(responseKey(other))).toBe(one === other)
        expect(rowsIn({ key: one }).includes(fresheningKey(other))).toBe(one === other)
      }),
    )
  })

  it('lie in one range for all primary keys that begin alike, which holds no other', () => {
    const unit = fc.constantFrom('a', 'b', '\uffff', '\u0000')
    const text = fc.string({ unit, maxLength: 4 })
    fc.assert(
      fc.property(text, text, (prefix, key) => {
        const range = { prefix }
        expect(isIn(range, key)).toBe(key.startsWith(prefix))
        expect(rowsIn(range).includes(responseKey(key))).toBe(isIn(range, key))
        expect(rowsIn(range).includes(fresheningKey(key))).toBe(isIn(range, key))
        expect(rowsIn(range).includes('log')).toBe(false)
        expect(rowsIn(range).includes(1)).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what goes to disk', () => {
  it('is the metadata that is known, and nothing else an object may carry (I43)', () => {
    const stored = { ...aStoredResponse(), data: { secret: 1 }, authorization: 'Bearer x' }
    const { key: _key, body: _body, ...metadata } = aStoredResponse()
    expect(fresheningOf(stored).metadata).toEqual(metadata)
  })

  it('is the part of a buffer that is the body, not the buffer', () => {
    const part = new Uint8Array(1000).fill(1).subarray(10, 20)
    const { content } = variantOf(aStoredResponse({ body: aBody(part) }))
    expect(content).toEqual(part)
    expect(content instanceof Uint8Array && content.buffer.byteLength).toBe(10)
  })

  it.each([
    ['ASCII takes a byte for each character', 'abc', 3],
    ['other text is taken for UTF-16', 'ab\u00e9', 6],
    ['of bytes, each counts', Uint8Array.of(1, 2, 3, 4), 4],
  ])('is weighed: %s', (_case, content, bytes) => {
    expect(bytesOnDisk(aBody(content))).toBe(bytes)
  })
})
