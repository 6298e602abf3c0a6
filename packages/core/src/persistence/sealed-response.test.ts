import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aBody, aResponse } from '../testing/sample-responses.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { checksumOf } from './checksum.ts'
import { sealResponse, unsealResponse } from './sealed-response.ts'

const stored = aResponse()
const { key, url, body } = stored
const [sum, text] = sealResponse(stored, body.content)

/** Lone surrogates too. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units))

/** What stands where in the text. */
const at = {
  id: 0,
  bytes: 1,
  url: 2,
  nominated: 3,
  status: 4,
  statusText: 5,
  fields: 6,
  requestTime: 7,
  responseTime: 8,
  invalidated: 9,
  tags: 10,
} as const

/** What is sealed by its right sum, whatever it is. */
function unsealed(written: string, content: StoredResponse['body']['content'] = body.content) {
  const right = (checksumOf(written) ^ checksumOf(content)) >>> 0
  return unsealResponse(key, [right, written, content])
}

/** The text with one part replaced. */
const damaged = (part: keyof typeof at, by: unknown): string =>
  JSON.stringify((JSON.parse(text) as unknown[]).with(at[part], by))

/** The text with one bit changed, each in its turn. */
function* changesOf(written: string): Generator<string> {
  for (let index = 0; index < written.length; index += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      const changed = String.fromCharCode(written.charCodeAt(index) ^ (1 << bit))
      yield written.slice(0, index) + changed + written.slice(index + 1)
    }
  }
}

describe('what is sealed', () => {
  it('is unsealed as it was, also after it has been cloned', () => {
    const sealed = structuredClone(sealResponse(stored, body.content))
    expect(unsealResponse(key, sealed)).toEqual(stored)
  })

  it.each([
    { tags: ['coin', 'user: "a", b'], invalidated: false },
    { tags: ['coin'], invalidated: true },
    { tags: [], invalidated: false },
    { invalidated: true },
    { body: aBody(Uint8Array.of(0xff, 0xfe)) },
    { body: aBody('') },
    { nominated: [['accept', 'a, b']] as const, statusText: '' },
  ])('tells all that is known of it: %o', (given) => {
    const response = aResponse(given)
    const sealed = sealResponse(response, response.body.content)
    expect(unsealResponse(key, sealed)).toStrictEqual(response)
  })

  it('is the metadata that is known, and nothing else an object may carry (I43)', () => {
    const more = { ...stored, data: { secret: 1 }, authorization: 'Bearer x' }
    expect(sealResponse(more, body.content)).toEqual(sealResponse(stored, body.content))
  })

  it('holds the URL only if that does not end the key', () => {
    expect(text).not.toContain(url)
    expect(sealResponse({ ...stored, key: 'GET /other' })[1]).toContain(url)
  })

  it('tells the URL as it was, whether or not it ends the key', () => {
    const pair = fc.oneof(
      fc.tuple(fc.string(), anyText),
      fc.tuple(fc.string(), fc.nat(20)).map(([under, from]) => [under, under.slice(from)] as const),
      fc.tuple(fc.string(), fc.string()).map(([start, end]) => [start + end, end] as const),
    )
    fc.assert(
      fc.property(pair, ([under, given]) => {
        const named = { ...stored, key: under, url: given }
        expect(unsealResponse(under, sealResponse(named, body.content))).toEqual(named)
      }),
      { numRuns: 500 },
    )
  })

  it('without its content is a later state of the response with that body', () => {
    const later = { ...stored, requestTime: stored.requestTime + 1 }
    const sealed = sealResponse(later)
    expect(sealed).toHaveLength(2)
    expect(unsealResponse(key, sealed, stored)).toEqual(later)
    expect(unsealResponse(key, sealed, later)).toEqual(later)
    expect(unsealResponse(key, sealed)).toBeUndefined()
  })

  it.each<[string, Partial<StoredResponse>]>([
    ['of another body (I12)', { body: { ...body, id: 'another' } }],
    ['of another variant with the same body (I12)', { nominated: [['a', 'b']] }],
    ['that was validated later (I18)', { requestTime: stored.requestTime + 1 }],
  ])('without its content is no state of a response %s', (_case, other) => {
    expect(unsealResponse(key, sealResponse(stored), { ...stored, ...other })).toBeUndefined()
  })
})

describe('what changed on disk', () => {
  it.each([
    ['one character of the content', body.content.slice(0, -1) + '?'],
    ['the end of the content', body.content.slice(0, -1)],
  ])('is found out: %s (I11)', (_case, content) => {
    expect(unsealResponse(key, [sum, text, content])).toBeUndefined()
  })

  it('is found out by every single bit of the metadata (I11)', () => {
    for (const changed of changesOf(text)) {
      expect(unsealResponse(key, [sum, changed, body.content])).toBeUndefined()
    }
  })

  it('is found out in what a 304 rewrote, by every single bit (I11)', () => {
    const [freshSum, fresh] = sealResponse(stored)
    for (const changed of changesOf(fresh)) {
      expect(unsealResponse(key, [freshSum, changed], stored)).toBeUndefined()
    }
  })
})

describe('what is no response', () => {
  it.each<[string, keyof typeof at, unknown]>([
    ['no URL', 'url', null],
    ['an instant that is none', 'requestTime', null],
    ['a status that is text', 'status', '200'],
    ['a status of 99', 'status', 99],
    ['a status of 600', 'status', 600],
    ['a field line of three', 'fields', [['a', 'b', 'c']]],
    ['a field line of one', 'fields', [['a']]],
    ['a field line without a value', 'fields', [['a', null]]],
    ['fields as an object', 'fields', { etag: '"1"' }],
    ['no nominated fields', 'nominated', null],
    ['a mark that is no verdict', 'invalidated', 0],
    ['tags that are a text', 'tags', 'coin'],
    ['a tag that is no text', 'tags', ['coin', 1]],
    ['tags of tags', 'tags', [['coin']]],
    ['a body id that is no text', 'id', 5],
    ['less than no bytes', 'bytes', -1],
    ['half a byte', 'bytes', 0.5],
    ['bytes that are text', 'bytes', '1'],
    ['another count of bytes', 'bytes', body.bytes * 4],
  ])('is not unsealed when it holds %s (I41)', (_case, part, by) => {
    expect(unsealed(text)).toEqual(stored)
    expect(unsealed(damaged(part, by))).toBeUndefined()
  })

  it.each<[string, string]>([
    ['beyond all numbers', damaged('responseTime', 'x').replace('"x"', '1e999')],
    ['no JSON', 'rubbish'],
    ['cut short', text.slice(0, -1)],
    ['empty', ''],
    ['null', 'null'],
    ['an object', `{"0":${text}}`],
    ['a list of it', `[${text}]`],
    ['brackets without end', '['.repeat(1_000_000)],
  ])('is not unsealed when its text is %s (I41)', (_case, written) => {
    expect(unsealed(written)).toBeUndefined()
  })

  it.each<[string, readonly unknown[]]>([
    ['nothing', []],
    ['a sum of 33 bits', [2 ** 32 + sum, text, body.content]],
    ['no content', [sum, text]],
    ['content that is undefined', [sum, text, undefined]],
    ['a Blob for content', [checksumOf(text), text, new Blob([body.content])]],
    ['bytes of the wrong width', [checksumOf(text), text, new Uint16Array(4)]],
    ['metadata that is no text', [sum, JSON.parse(text), body.content]],
    ['holes', Array.from({ length: 3 })],
  ])('is not unsealed when it is %s (I41)', (_case, sealed) => {
    expect(unsealResponse(key, sealed)).toBeUndefined()
  })

  it('makes nothing throw, and leaves Object.prototype alone, whatever it is (I41)', () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const anything = fc.anything({ withTypedArray: true, withSparseArray: true })
    const hostile = fc.oneof(fc.string(), fc.json({ maxDepth: 4 }), anything)
    fc.assert(
      fc.property(hostile, hostile, fc.boolean(), (one, other, hasFormer) => {
        const part = (value: unknown) => (typeof value === 'string' ? value : '')
        const right = (checksumOf(part(one)) ^ checksumOf(part(other))) >>> 0
        for (const sealed of [[right, one, other], [right, one], [one, other], one]) {
          const list = Array.isArray(sealed) ? sealed : []
          unsealResponse(key, list, hasFormer ? stored : undefined)
        }
      }),
      { numRuns: 5000 },
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  }, 20_000)
})
