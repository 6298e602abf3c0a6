import { indexedDB, IDBKeyRange } from 'fake-indexeddb'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  bytesOnDisk,
  fresheningKey,
  fresheningOf,
  isIn,
  isIntact,
  readRows,
  responseKey,
  rowsIn,
  rowsOfKey,
  STEM,
  type Variant,
  variantOf,
} from './rows.ts'
import { aBody, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

beforeEach(() => {
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const isAmong = (ranges: readonly IDBKeyRange[], key: IDBValidKey): boolean =>
  ranges.some((range) => range.includes(key))

describe('the keys of rows', () => {
  it('never collide, whatever the primary keys (I9)', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((end) => `${STEM}${end}`),
      fc.string().map((end) => `~${end}`),
      fc.string().map((end) => `!${end}`),
    )
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(indexedDB.cmp(responseKey(one), fresheningKey(other))).not.toBe(0)
        expect(indexedDB.cmp(responseKey(one), responseKey(other)) === 0).toBe(one === other)
        expect(indexedDB.cmp(fresheningKey(one), fresheningKey(other)) === 0).toBe(one === other)
      }),
    )
  })

  it('lie in one range for each primary key, which holds no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(rowsOfKey(one).includes(responseKey(other))).toBe(one === other)
        expect(rowsOfKey(one).includes(fresheningKey(other))).toBe(one === other)
      }),
    )
  })

  it('lie in few ranges for all primary keys that begin alike, which hold no other', () => {
    const unit = fc.constantFrom('a', 'b', '~', '!', '\uffff', '\u0000')
    const end = fc.string({ unit, maxLength: 4 })
    const start = fc.oneof(
      fc.constant(''),
      fc.nat(STEM.length).map((length) => STEM.slice(0, length)),
    )
    const text = fc.tuple(start, end).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (prefix, key) => {
        const range = { prefix }
        expect(isIn(range, key)).toBe(key.startsWith(prefix))
        expect(isAmong(rowsIn(range), responseKey(key))).toBe(isIn(range, key))
        expect(isAmong(rowsIn(range), fresheningKey(key))).toBe(isIn(range, key))
        expect(isAmong(rowsIn(range), 'log')).toBe(false)
        expect(isAmong(rowsIn(range), 1)).toBe(false)
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

const stored = aStoredResponse()
const variant: Variant = variantOf(stored)
const row = { epoch: '1', variants: [variant] }
const { bodyId } = variant
const later = { ...variant.metadata, requestTime: variant.metadata.requestTime + 1 }
const freshened = { epoch: '1', variants: [{ bodyId, metadata: later }] }

const variantsIn = (...rows: readonly unknown[]): readonly Variant[] => readRows(rows, '1').variants

/** Everything that a clone can hold, prototype names and all. */
const anything = fc.anything({
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'epoch', 'variants')),
  withDate: true,
  withMap: true,
  withSparseArray: true,
  withTypedArray: true,
  withNullPrototype: true,
})

/** Each row with one of its values replaced. */
function* replacements(value: unknown, by: unknown): Generator {
  yield by
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const replaced of replacements(item, by)) yield value.with(index, replaced)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      for (const replaced of replacements(item, by)) yield { ...value, [name]: replaced }
      const { [name]: _left, ...rest } = { ...value } as Record<string, unknown>
      yield rest
    }
  }
}

/** A list of two whose first place was never filled. */
const withHole = Object.assign(Array.from<string>({ length: 0 }), { 1: 'b' })

describe('the variants in a row', () => {
  it('are those that were written', () => {
    const both = [variant, variantOf(aVariant('de'))]
    expect(variantsIn(structuredClone({ ...row, variants: both }))).toEqual(both)
  })

  it.each(['0', '2', '', '1 '])('are none when it is of epoch %j (I40)', (epoch) => {
    expect(variantsIn({ ...row, epoch })).toEqual([])
  })

  it.each<[string, object]>([
    ['no URL', { metadata: { ...variant.metadata, url: undefined } }],
    ['an instant that is NaN', { metadata: { ...variant.metadata, requestTime: Number.NaN } }],
    ['an infinite instant', { metadata: { ...variant.metadata, responseTime: Infinity } }],
    ['a status that is text', { metadata: { ...variant.metadata, status: '200' } }],
    ['a status of 99', { metadata: { ...variant.metadata, status: 99 } }],
    ['a status of 600', { metadata: { ...variant.metadata, status: 600 } }],
    ['a field line of three', { metadata: { ...variant.metadata, fields: [['a', 'b', 'c']] } }],
    ['a field line of one', { metadata: { ...variant.metadata, fields: [['a']] } }],
    ['a field line with a hole', { metadata: { ...variant.metadata, fields: [withHole] } }],
    ['fields as an object', { metadata: { ...variant.metadata, fields: { etag: '"1"' } } }],
    ['nominated fields missing', { metadata: { ...variant.metadata, nominated: null } }],
    ['a mark that is no verdict', { metadata: { ...variant.metadata, invalidated: 0 } }],
    ['a checksum of 33 bits', { checksum: 2 ** 32 }],
    ['negative bytes', { bytes: -1 }],
    ['a body id that is no text', { bodyId: 5 }],
    ['no content', { content: undefined }],
    ['a Blob for content', { content: new Blob(['{"name":"Pepe"}']) }],
    ['bytes of the wrong width', { content: new Uint16Array(4) }],
  ])('are none when one has %s (I41)', (_case, damage) => {
    expect(variantsIn({ ...row, variants: [{ ...variant, ...damage }] })).toEqual([])
  })

  it('are none when there are too many (I41)', () => {
    expect(variantsIn({ ...row, variants: Array.from({ length: 9 }, () => variant) })).toEqual([])
  })

  it('take nothing from a prototype (I41)', () => {
    expect(variantsIn(Object.create(row))).toEqual([])
    const disguised: unknown = JSON.parse('{"__proto__":{"epoch":"1","variants":[]},"x":1}')
    expect(variantsIn(disguised)).toEqual([])
    expect(variantsIn({ ...row, variants: [Object.create(variant)] })).toEqual([])
  })

  it('are copies of what is known and nothing more (I41)', () => {
    const metadata = Object.assign(JSON.parse('{"__proto__":{"polluted":true}}') as object, {
      ...variant.metadata,
      extra: 1,
    })
    const found = variantsIn({ ...row, variants: [{ ...variant, metadata, extra: 1 }] })
    expect(found).toEqual([variant])
    expect(Object.getPrototypeOf(found[0]?.metadata)).toBe(Object.prototype)
  })

  it('never throw, and leave Object.prototype alone, for 100,000 hostile rows (I41)', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    let rows = 0
    const read = (...hostile: readonly unknown[]): void => {
      rows += 1
      for (const found of variantsIn(...hostile)) isIntact(found)
    }
    fc.assert(
      fc.property(anything, (value) => {
        for (const hostile of replacements(row, value)) read(hostile, freshened)
        for (const hostile of replacements(freshened, value)) read(row, hostile)
      }),
      { numRuns: 1_100 },
    )
    fc.assert(fc.property(anything, anything, read), { numRuns: 15_000 })
    expect(rows).toBeGreaterThan(100_000)
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  }, 20_000)
})

describe('what a 304 made of them', () => {
  it('applies to the body that it names', () => {
    const german = variantOf(aVariant('de'))
    expect(variantsIn({ ...row, variants: [german, variant] }, freshened)).toEqual([
      german,
      { ...variant, metadata: later },
    ])
  })

  it.each<[string, object]>([
    ['of another body (I12)', { bodyId: 'another' }],
    [
      'of another variant with the same body (I12)',
      { metadata: { ...later, nominated: [['a', 'b']] } },
    ],
    ['that was asked for earlier (I18)', { metadata: { ...later, requestTime: 0 } }],
    ['that cannot be read (I41)', { metadata: { ...later, url: 5 } }],
  ])('leaves them as they are when it is one %s', (_case, damage) => {
    const other = { ...freshened, variants: [{ bodyId, metadata: later, ...damage }] }
    expect(variantsIn(row, other)).toEqual([variant])
  })

  it('leaves them as they are when it is of another epoch (I40)', () => {
    expect(variantsIn(row, { ...freshened, epoch: '2' })).toEqual([variant])
  })
})

describe('a row', () => {
  it.each<[string, unknown, boolean]>([
    ['what was written', row, false],
    ['nothing', undefined, false],
    ['what another epoch wrote (I40)', { epoch: '2', rows: [] }, false],
    ['a row without variants (I41)', { ...row, variants: [] }, true],
    ['a freshening that is left alone (I41)', freshened, true],
    ['something else (I41)', 'rubbish', true],
    ['an epoch that is no text (I41)', { ...row, epoch: 1 }, true],
  ])('is garbled or not: %s', (_case, value, expected) => {
    expect(readRows([value], '1').isGarbled).toBe(expected)
  })
})

describe('a variant', () => {
  it.each([
    ['is intact as it was stored', variant.content, true],
    ['is not when one character has changed (I11)', '{"name":"Pepf"}', false],
    ['is not when it was cut (I11)', '{"name":"Pepe"', false],
  ])('%s', (_case, content, expected) => {
    expect(isIntact({ ...variant, content })).toBe(expected)
  })
})
