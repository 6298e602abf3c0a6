import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readResponse, readVariants } from './read-rows.ts'
import { bodyRowOf, type MetadataRow, type Variant, variantOf } from './rows.ts'
import { aBody, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

const stored = aStoredResponse()
const variant: Variant = { slot: 0, ...variantOf(stored) }
const row: MetadataRow = { epoch: '1', variants: [variant] }
const bodyRow = bodyRowOf(stored.body)

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

describe('readVariants', () => {
  it('gives back what was written', () => {
    const both = [variant, { slot: 7, ...variantOf(aVariant('de')) }]
    expect(readVariants(structuredClone({ epoch: '1', variants: both }), '1')).toEqual(both)
  })

  it.each(['0', '2', '', '1 '])('finds nothing of epoch %j (I40)', (epoch) => {
    expect(readVariants({ ...row, epoch }, '1')).toEqual([])
  })

  it.each<[string, object]>([
    ['no URL', { metadata: { ...variant.metadata, url: undefined } }],
    ['an instant that is NaN', { metadata: { ...variant.metadata, requestTime: Number.NaN } }],
    ['an infinite instant', { metadata: { ...variant.metadata, responseTime: Infinity } }],
    ['a status that is text', { metadata: { ...variant.metadata, status: '200' } }],
    ['a status of 99', { metadata: { ...variant.metadata, status: 99 } }],
    ['a field line of three', { metadata: { ...variant.metadata, fields: [['a', 'b', 'c']] } }],
    ['a field line with a hole', { metadata: { ...variant.metadata, fields: [withHole] } }],
    ['fields as an object', { metadata: { ...variant.metadata, fields: { etag: '"1"' } } }],
    ['nominated fields missing', { metadata: { ...variant.metadata, nominated: null } }],
    ['a slot beyond the last', { slot: 8 }],
    ['a negative slot', { slot: -1 }],
    ['a fractional slot', { slot: 0.5 }],
    ['a checksum of 33 bits', { checksum: 2 ** 32 }],
    ['negative bytes', { bytes: -1 }],
    ['a body id that is no text', { bodyId: 5 }],
  ])('finds nothing in a row with %s (I41)', (_case, damage) => {
    expect(readVariants({ epoch: '1', variants: [{ ...variant, ...damage }] }, '1')).toEqual([])
  })

  it('finds nothing in a row that uses a slot twice, or has too many (I41)', () => {
    expect(readVariants({ epoch: '1', variants: [variant, variant] }, '1')).toEqual([])
    const many = Array.from({ length: 9 }, (_, slot) => ({ ...variant, slot }))
    expect(readVariants({ epoch: '1', variants: many }, '1')).toEqual([])
  })

  it('takes nothing from a prototype (I41)', () => {
    expect(readVariants(Object.create(row), '1')).toEqual([])
    const disguised: unknown = JSON.parse('{"__proto__":{"epoch":"1","variants":[]},"x":1}')
    expect(readVariants(disguised, '1')).toEqual([])
    expect(readVariants({ epoch: '1', variants: [Object.create(variant)] }, '1')).toEqual([])
  })

  it('copies what it knows and nothing more (I41)', () => {
    const metadata = Object.assign(JSON.parse('{"__proto__":{"polluted":true}}') as object, {
      ...variant.metadata,
      extra: 1,
    })
    const found = readVariants({ epoch: '1', variants: [{ ...variant, metadata, extra: 1 }] }, '1')
    expect(found).toEqual([variant])
    expect(Object.getPrototypeOf(found[0]?.metadata)).toBe(Object.prototype)
  })

  it('never throws, and leaves Object.prototype alone, for 100,000 hostile rows (I41)', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    let rows = 0
    const read = (hostile: unknown): void => {
      rows += 1
      const [found] = readVariants(hostile, '1')
      readResponse('key', found ?? variant, hostile)
    }
    fc.assert(
      fc.property(anything, (value) => {
        read(value)
        for (const hostile of replacements(row, value)) read(hostile)
        for (const hostile of replacements(bodyRow, value)) read(hostile)
      }),
      { numRuns: 1_000 },
    )
    fc.assert(fc.property(anything, read), { numRuns: 60_000 })
    expect(rows).toBeGreaterThan(100_000)
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  })
})

describe('readResponse', () => {
  it('puts metadata and body together', () => {
    expect(readResponse(stored.key, variant, structuredClone(bodyRow))).toEqual(stored)
  })

  it.each<[string, unknown]>([
    ['is missing', undefined],
    ['is another one with the same text (I12)', bodyRowOf(aBody(String(stored.body.content)))],
    ['has changed by one character (I11)', { ...bodyRow, content: '{"name":"Pepf"}' }],
    ['was cut (I11)', { ...bodyRow, content: '{"name":"Pepe"' }],
    ['is a Blob now (I41)', { ...bodyRow, content: new Blob(['{"name":"Pepe"}']) }],
    ['is bytes of the wrong width (I41)', { ...bodyRow, content: new Uint16Array(4) }],
  ])('finds nothing when the body %s', (_case, damaged) => {
    expect(readResponse(stored.key, variant, damaged)).toBeUndefined()
  })
})
