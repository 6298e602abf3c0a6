import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fresheningOf, variantOf } from './rows.ts'
import {
  formatDescription,
  formatFreshening,
  readDescription,
  readFreshening,
} from './stored-metadata.ts'
import { aStoredResponse } from './stored-response.test-fixture.ts'

const stored = aStoredResponse()
const { key, url } = stored
const { bodyId, bytes, metadata } = variantOf(stored)
const described = { bodyId, bytes, metadata }
const text = formatDescription(key, described)
const fresh = formatFreshening(key, fresheningOf(stored))

/** What stands where in the list. */
const at = {
  bodyId: 0,
  url: 1,
  status: 2,
  nominated: 4,
  fields: 5,
  requestTime: 6,
  responseTime: 7,
  invalidated: 8,
  bytes: 9,
} as const

/** The text with one part replaced. */
function damaged(written: string, part: keyof typeof at, by: unknown): string {
  return JSON.stringify((JSON.parse(written) as unknown[]).with(at[part], by))
}

describe('the text of metadata', () => {
  it('tells all that is known of a variant but its content', () => {
    expect(readDescription(key)(text)).toEqual(described)
    expect(readFreshening(key)(fresh)).toEqual(fresheningOf(stored))
  })

  it.each([
    { tags: ['coin', 'user: "a", b'], invalidated: false },
    { tags: ['coin'], invalidated: true },
    { tags: [], invalidated: false },
    { invalidated: true },
  ])('tells its tags, and whether it is invalidated: %o', (given) => {
    const tagged = aStoredResponse(given)
    const freshening = fresheningOf(tagged)
    expect(freshening.metadata).toMatchObject(given)
    expect(readFreshening(key)(formatFreshening(key, freshening))).toEqual(freshening)
    const description = { ...freshening, bytes }
    expect(readDescription(key)(formatDescription(key, description))).toEqual(description)
  })

  it('without tags is as it was written before there were any', () => {
    expect(JSON.parse(fresh)).toHaveLength(9)
    expect(fresh).toMatch(/,false]$/)
    expect(readFreshening(key)(fresh)?.metadata).not.toHaveProperty('tags')
  })

  it('tells a freshening from a variant', () => {
    expect(readDescription(key)(fresh)).toBeUndefined()
    expect(readFreshening(key)(text)).toBeUndefined()
  })

  it('holds the URL only if that does not end the key', () => {
    expect(text).not.toContain(url)
    expect(formatDescription('GET /other', described)).toContain(url)
  })

  it('tells the URL as it was, whether or not it ends the key', () => {
    const pair = fc.oneof(
      fc.tuple(fc.string(), fc.string({ unit: 'binary' })),
      fc.tuple(fc.string(), fc.nat(20)).map(([under, from]) => [under, under.slice(from)] as const),
      fc.tuple(fc.string(), fc.string()).map(([start, end]) => [start + end, end] as const),
    )
    fc.assert(
      fc.property(pair, ([under, given]) => {
        const named = { bodyId, metadata: { ...metadata, url: given } }
        const variant = formatDescription(under, { ...named, bytes })
        expect(readDescription(under)(variant)?.metadata.url).toBe(given)
        expect(readFreshening(under)(formatFreshening(under, named))?.metadata.url).toBe(given)
      }),
      { numRuns: 1000 },
    )
  })

  it.each<[string, keyof typeof at, unknown]>([
    ['no URL', 'url', null],
    ['a URL longer than the key', 'url', key.length + 1],
    ['a URL of less than nothing', 'url', -1],
    ['a URL of one and a half characters', 'url', 1.5],
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
    ['tags without a mark', 'invalidated', [['coin']]],
    ['tags that are a text', 'invalidated', [false, 'coin']],
    ['a tag that is no text', 'invalidated', [false, ['coin', 1]]],
    ['tags of tags', 'invalidated', [false, [['coin']]]],
    ['something behind its tags', 'invalidated', [false, ['coin'], true]],
    ['a body id that is no text', 'bodyId', 5],
  ])('tells nothing when it holds %s (I41)', (_case, part, by) => {
    expect(readFreshening(key)(damaged(fresh, part, by))).toBeUndefined()
    expect(readDescription(key)(damaged(text, part, by))).toBeUndefined()
  })

  it.each([-1, 0.5, 2 ** 31, '1', null])('tells of no variant of %j bytes (I41)', (by) => {
    expect(readDescription(key)(damaged(text, 'bytes', by))).toBeUndefined()
  })

  it.each<[string, (written: string) => unknown]>([
    [
      'beyond all numbers',
      (written) => damaged(written, 'responseTime', 'x').replace('"x"', '1e999'),
    ],
    ['no JSON', () => 'rubbish'],
    ['cut short', (written) => written.slice(0, -1)],
    ['longer than it should be', (written) => written.replace(/]$/, ',1,1]')],
    ['empty', () => ''],
    ['null', () => 'null'],
    ['an object', (written) => `{"0":${written}}`],
    ['a list of it', (written) => `[${written}]`],
    ['brackets without end', () => '['.repeat(1_000_000)],
    ['no text', (written) => JSON.parse(written) as unknown],
  ])('tells nothing when it is %s (I41)', (_case, damage) => {
    expect(readFreshening(key)(damage(fresh))).toBeUndefined()
    expect(readDescription(key)(damage(text))).toBeUndefined()
  })
})
