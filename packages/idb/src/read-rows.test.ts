import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIntact, readRows, type Variant, variantOf } from './rows.ts'
import { aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

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
