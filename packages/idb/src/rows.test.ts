import { checksumOf, sealResponse } from '@etagged/core/persistence'
import { indexedDB } from 'fake-indexeddb'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { bytesOnDisk, fresheningKey, readRows, responseKey, rowsUnder, STEM } from './rows.ts'
import { aBody, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'

fakeDiskForEach()

const key = fc.oneof(
  fc.string(),
  fc.string().map((end) => `${STEM}${end}`),
  fc.nat(STEM.length).map((length) => STEM.slice(0, length)),
)
const variant = fc.constantFrom('', '[["lang","de"]]', '[["lang","en"]]')

describe('the keys of rows', () => {
  it('never collide, whatever the primary keys and variants (I9)', () => {
    fc.assert(
      fc.property(key, variant, key, variant, (one, ofOne, other, ofOther) => {
        const isSame = one === other && ofOne === ofOther
        const compared = [
          indexedDB.cmp(responseKey(one, ofOne), responseKey(other, ofOther)),
          indexedDB.cmp(fresheningKey(one, ofOne), fresheningKey(other, ofOther)),
        ]
        expect(compared.map((order) => order === 0)).toEqual([isSame, isSame])
        expect(indexedDB.cmp(responseKey(one, ofOne), fresheningKey(other, ofOther))).not.toBe(0)
      }),
    )
  })

  it('lie in one range for each primary key, and in one within it for each variant', () => {
    fc.assert(
      fc.property(key, variant, key, variant, (one, ofOne, other, ofOther) => {
        for (const rowKey of [responseKey(other, ofOther), fresheningKey(other, ofOther)]) {
          expect(rowsUnder(one).includes(rowKey)).toBe(one === other)
          const isSame = one === other && ofOne === ofOther
          expect(rowsUnder(one, ofOne).includes(rowKey)).toBe(isSame)
        }
        expect(rowsUnder(one).includes(1)).toBe(false)
      }),
    )
  })

  it('have what freshens a response right behind it', () => {
    fc.assert(
      fc.property(key, variant, variant, (one, ofOne, ofOther) => {
        const [response, freshening] = [responseKey(one, ofOne), fresheningKey(one, ofOne)]
        expect(indexedDB.cmp(response, freshening)).toBe(-1)
        const between = IDBKeyRange.bound(response, freshening, true, true)
        expect(between.includes(responseKey(one, ofOther))).toBe(false)
      }),
    )
  })

  it('leave out what nearly all begin with', () => {
    expect(JSON.stringify(responseKey(`${STEM}/coins`, ''))).toBe('["/coins",""]')
  })

  it.each([
    { where: 'a page', location: { origin: 'https://app.test' } },
    {
      where: 'a frame of srcdoc, whose database is that of its page',
      location: { origin: 'null' },
    },
  ])('are those of the origin in $where', async ({ location }) => {
    vi.stubGlobal('origin', 'https://app.test')
    vi.stubGlobal('location', location)
    vi.resetModules()
    const there = await import('./rows.ts')
    const rowKey = there.responseKey('same-origin GET https://app.test/coins', '')
    expect(rowKey).toEqual(['/coins', ''])
  })
})

describe('a body on disk', () => {
  it.each([
    ['ASCII takes a byte for each character', 'abc', 3],
    ['other text is taken for UTF-16', 'ab\u00e9', 6],
    ['of bytes, each counts', Uint8Array.of(1, 2, 3, 4), 4],
  ])('is weighed: %s', (_case, content, bytes) => {
    expect(bytesOnDisk(aBody(content))).toBe(bytes)
  })
})

const stored = aStoredResponse()
const later = { ...stored, requestTime: stored.requestTime + 1 }
const row = ['1', ...sealResponse(stored, stored.body.content)]
const freshened = ['1', ...sealResponse(later)]
const german = aVariant('de')
const germanRow = ['1', ...sealResponse(german, german.body.content)]

function read(...rows: readonly unknown[]) {
  const { variants, damaged } = readRows(stored.key, rows, '1')
  return { variants, isDamaged: damaged.length > 0 }
}

describe('the rows under a key', () => {
  it('tell what was written', () => {
    expect(read()).toEqual({ variants: [], isDamaged: false })
    expect(read(row)).toEqual({ variants: [stored], isDamaged: false })
    const english = aVariant('en', { body: aBody(Uint8Array.of(0xff, 0xfe)) })
    const rows = [row, germanRow, ['1', ...sealResponse(english, english.body.content)]]
    expect(read(...structuredClone(rows))).toEqual({
      variants: [stored, german, english],
      isDamaged: false,
    })
  })

  it.each(['0', '2', '', '1 '])('tell nothing when they are of epoch %j (I40)', (epoch) => {
    const rows = [row, freshened].map((each) => each.with(0, epoch))
    expect(read(...rows)).toEqual({ variants: [], isDamaged: false })
    expect(read(...rows, germanRow)).toEqual({ variants: [german], isDamaged: false })
  })

  it.each<[string, unknown]>([
    ['without a response', ['1']],
    ['that is text', 'rubbish'],
    ['that is no list', { 0: '1', length: 1 }],
    ['that is an empty list', []],
    ['of an epoch that is no text', row.with(0, 1)],
    ['with more than is known', [...row, 1]],
    ['of endless length', Object.assign(['1'], { length: 2 ** 32 - 1 })],
    ['that lies on a prototype', Object.create(row)],
    ['with a hole', Object.assign(Array.from<unknown>({ length: 0 }), { 0: '1', 3: 'x' })],
    ['that only freshens', freshened],
  ])('are damaged, and no other is, when there is one %s (I41)', (_case, other) => {
    expect(read(other)).toEqual({ variants: [], isDamaged: true })
    expect(read(other, germanRow)).toEqual({ variants: [german], isDamaged: true })
    expect(readRows(stored.key, [row, other === freshened ? 1 : other], '1').damaged).toEqual([1])
  })

  it('tell of no response whose metadata cannot be read (I41)', () => {
    expect(read(row.with(2, 'rubbish'))).toEqual({ variants: [], isDamaged: true })
  })
})

describe('what a 304 made of a response', () => {
  it('applies to the body that it names', () => {
    expect(read(germanRow, row, freshened)).toEqual({
      variants: [german, later],
      isDamaged: false,
    })
  })

  it.each<[string, readonly unknown[]]>([
    ['of another body (I12)', sealResponse({ ...later, body: { ...later.body, id: 'another' } })],
    [
      'of another variant with the same body (I12)',
      sealResponse({ ...later, nominated: [['a', 'b']] }),
    ],
    ['that was asked for earlier (I18)', sealResponse({ ...later, requestTime: 0 })],
    ['that cannot be read (I41)', [0, 'rubbish']],
    ['that has changed (I11)', sealResponse(later).with(0, 1)],
  ])('leaves it as it is when it is one %s', (_case, sealed) => {
    expect(read(row, freshened).variants).toEqual([later])
    expect(read(row, ['1', ...sealed])).toEqual({ variants: [stored], isDamaged: false })
  })

  it('leaves it as it is when it is of another epoch (I40)', () => {
    expect(read(row, freshened.with(0, '2')).variants).toEqual([stored])
  })
})

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

it('no row makes a read throw, nor touches Object.prototype: 100,000 hostile ones (I41)', () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const told = JSON.parse(row[2] as string) as unknown
  let rows = 0
  const count = (...hostile: readonly unknown[]): void => {
    rows += 1
    read(...hostile)
  }
  const sealed = (written: string, ...content: string[]): unknown[] => [
    '1',
    (checksumOf(written) ^ checksumOf(content[0] ?? '')) >>> 0,
    written,
    ...content,
  ]
  const { content } = stored.body
  fc.assert(
    fc.property(anything, (value) => {
      for (const hostile of replacements(row, value)) count(hostile, freshened)
      for (const hostile of replacements(freshened, value)) count(row, hostile)
      for (const hostile of replacements(told, value)) {
        const written = JSON.stringify(hostile) ?? ''
        count(sealed(written, String(content)), sealed(written))
      }
    }),
    { numRuns: 2_200 },
  )
  fc.assert(fc.property(anything, anything, count), { numRuns: 15_000 })
  const hostileText = fc.oneof(
    fc.string(),
    fc.json({ maxDepth: 4 }),
    fc.json().map((json) => json.slice(1)),
  )
  fc.assert(
    fc.property(hostileText, hostileText, (one, other) =>
      count(sealed(one, String(content)), sealed(other)),
    ),
    { numRuns: 15_000 },
  )
  expect(rows).toBeGreaterThan(100_000)
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
}, 20_000)
