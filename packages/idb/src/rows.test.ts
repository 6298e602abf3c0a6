import { indexedDB } from 'fake-indexeddb'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksumOf } from './checksum.ts'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import {
  bytesOnDisk,
  formatFreshenings,
  formatRow,
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
import { formatDescription } from './stored-metadata.ts'
import { aBody, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

fakeDiskForEach()

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
const { key } = stored
const variant: Variant = variantOf(stored)
const { bodyId, metadata, content, checksum } = variant
const { row } = formatRow(key, [variant], '1')
const later = { ...metadata, requestTime: metadata.requestTime + 1 }
const freshened = formatFreshenings(key, [{ bodyId, metadata: later }], '1')

const variantsIn = (...rows: readonly unknown[]): readonly Variant[] =>
  readRows(key, rows, '1').variants

/** What stands in the text of a variant. */
const inText = formatDescription(key, variant)
const told = JSON.parse(inText) as unknown

/** A row with this text and this content; its checksum is right. */
const rowOf = (written: string): readonly unknown[] => [
  '1',
  [(checksum ^ checksumOf(written)) >>> 0, written, content],
]
/** What is written of a variant, or of what freshens it. */
function partOf([, part]: readonly unknown[]): readonly [number, string] {
  return part as never
}

const fresheningOfText = (written: string): readonly unknown[] => [
  '1',
  [checksumOf(written), written],
]

/** Everything that a clone can hold, prototype names and all. */
const anything = fc.anything({
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'length', 'url')),
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

/** The text with one bit changed, each in its turn. */
function* changesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      const changed = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit))
      yield text.slice(0, at) + changed + text.slice(at + 1)
    }
  }
}

/** A list of three whose second place was never filled. */
const withHole = Object.assign(Array.from<string>({ length: 0 }), { 0: 1, 2: 'b' })

describe('the variants in a row', () => {
  it('are those that were written', () => {
    const bytesToo = variantOf(aVariant('en', { body: aBody(Uint8Array.of(0xff, 0xfe)) }))
    const all = [variant, variantOf(aVariant('de')), bytesToo]
    expect(variantsIn(structuredClone(formatRow(key, all, '1').row))).toEqual(all)
  })

  it.each(['0', '2', '', '1 '])('are none when it is of epoch %j (I40)', (epoch) => {
    expect(variantsIn(row.with(0, epoch))).toEqual([])
  })

  it('are none when the text of one cannot be read (I41)', () => {
    expect(variantsIn(rowOf(inText))).toEqual([variant])
    expect(variantsIn(rowOf('rubbish'))).toEqual([])
  })

  it.each<[string, unknown]>([
    ['a checksum of 33 bits', [2 ** 32, inText, content]],
    ['no content', [1, inText]],
    ['content that is undefined', [1, inText, undefined]],
    ['a Blob for content', [1, inText, new Blob(['{"name":"Pepe"}'])]],
    ['bytes of the wrong width', [1, inText, new Uint16Array(4)]],
    ['metadata that is no text', [1, told, content]],
    ['more than is known', [1, inText, content, 1]],
    ['a hole for its text', withHole],
  ])('are none when one has %s (I41)', (_case, part) => {
    expect(variantsIn(['1', part])).toEqual([])
  })

  it('are none when there are too many (I41)', () => {
    const [epoch, part] = row
    expect(variantsIn([epoch, ...Array.from({ length: 8 }, () => part)])).toHaveLength(8)
    expect(variantsIn([epoch, ...Array.from({ length: 9 }, () => part)])).toEqual([])
    expect(variantsIn(Object.assign(['1'], { length: 2 ** 32 - 1 }))).toEqual([])
  })

  it('take nothing from a prototype (I41)', () => {
    expect(variantsIn(Object.create(row))).toEqual([])
    const onPrototype: unknown = Object.create(['1', ...row.slice(1)])
    expect(variantsIn(['1', onPrototype])).toEqual([])
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
        for (const hostile of replacements(told, value)) {
          const written = JSON.stringify(hostile) ?? ''
          read(rowOf(written), fresheningOfText(written))
        }
      }),
      { numRuns: 2_200 },
    )
    fc.assert(fc.property(anything, anything, read), { numRuns: 15_000 })
    const hostileText = fc.oneof(
      fc.string(),
      fc.json({ maxDepth: 4 }),
      fc.json().map((json) => json.slice(1)),
    )
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) =>
        read(rowOf(one), fresheningOfText(other)),
      ),
      { numRuns: 15_000 },
    )
    expect(rows).toBeGreaterThan(100_000)
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  }, 20_000)
})

describe('what a 304 made of them', () => {
  it('applies to the body that it names', () => {
    const german = variantOf(aVariant('de'))
    expect(variantsIn(formatRow(key, [german, variant], '1').row, freshened)).toEqual([
      german,
      { ...variant, metadata: later },
    ])
  })

  it.each<[string, readonly unknown[]]>([
    [
      'of another body (I12)',
      formatFreshenings(key, [{ bodyId: 'another', metadata: later }], '1'),
    ],
    [
      'of another variant with the same body (I12)',
      formatFreshenings(key, [{ bodyId, metadata: { ...later, nominated: [['a', 'b']] } }], '1'),
    ],
    [
      'that was asked for earlier (I18)',
      formatFreshenings(key, [{ bodyId, metadata: { ...later, requestTime: 0 } }], '1'),
    ],
    ['that cannot be read (I41)', fresheningOfText('rubbish')],
  ])('leaves them as they are when it is one %s', (_case, other) => {
    expect(variantsIn(row, freshened)).toEqual([{ ...variant, metadata: later }])
    expect(variantsIn(row, other)).toEqual([variant])
  })

  it('leaves them as they are when it is of another epoch (I40)', () => {
    expect(variantsIn(row, freshened.with(0, '2'))).toEqual([variant])
  })

  it('leaves them as they are when one bit of it has changed (I11)', () => {
    const [sum, text] = partOf(freshened)
    for (const changed of changesOf(text)) {
      expect(variantsIn(row, ['1', [sum, changed]])).toEqual([variant])
    }
  })
})

describe('a row', () => {
  it.each<[string, unknown, boolean]>([
    ['what was written', row, false],
    ['nothing', undefined, false],
    ['what another epoch wrote (I40)', ['2', { rows: [] }], false],
    ['a row without variants (I41)', ['1'], true],
    ['a freshening that is left alone (I41)', freshened, true],
    ['text (I41)', 'rubbish', true],
    ['no list (I41)', { 0: '1', length: 1 }, true],
    ['an empty list (I41)', [], true],
    ['an epoch that is no text (I41)', row.with(0, 1), true],
  ])('is garbled or not: %s', (_case, value, expected) => {
    expect(readRows(key, [value], '1').isGarbled).toBe(expected)
  })

  it('is estimated to take what is in it, and what a 304 is to write', () => {
    const [, text] = partOf(row)
    const { bytes: room } = formatRow(key, [variant], '1')
    expect(room).toBe(variant.bytes + 2 * (key.length + text.length))
    expect(formatRow(key, [variant, variant], '1').bytes).toBe(2 * room)
  })
})

describe('a variant', () => {
  it.each([
    ['is intact as it was stored', variant.content, true],
    ['is not when one character has changed (I11)', '{"name":"Pepf"}', false],
    ['is not when it was cut (I11)', '{"name":"Pepe"', false],
  ])('%s', (_case, found, expected) => {
    expect(isIntact({ ...variant, content: found })).toBe(expected)
  })

  it('is not intact, or not there, when one bit of its metadata has changed (I11)', () => {
    const [sum, text] = partOf(row)
    for (const changed of changesOf(text)) {
      const found = variantsIn(['1', [sum, changed, content]])
      expect(found.filter(isIntact)).toEqual([])
    }
  })
})
