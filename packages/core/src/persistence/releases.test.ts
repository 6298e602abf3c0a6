import { describe, expect, it } from 'vitest'
import type { StoredResponse } from '../rules/stored-response.ts'
import { MOST_VARIANTS } from '../stores/response-store.ts'
import { aResponse, keyAt } from '../testing/sample-responses.ts'
import { createReleases } from './releases.ts'

const key = keyAt('/coins')
const aRow = (requestTime: number, over: Partial<StoredResponse> = {}): StoredResponse =>
  aResponse({ key, requestTime, ...over })

const german: Partial<StoredResponse> = { nominated: [['accept-language', 'de']] }
const english: Partial<StoredResponse> = { nominated: [['accept-language', 'en']] }
const text: Partial<StoredResponse> = { nominated: [['accept', 'text/plain']] }

describe('a row is older than what memory let go (I18)', () => {
  it.each<[string, StoredResponse, StoredResponse, boolean]>([
    ['when it was requested before', aRow(100), aRow(99), true],
    ['but not when it was requested at that instant', aRow(100), aRow(100), false],
    ['but not when it was requested later', aRow(100), aRow(101), false],
    ['but not when it has another key', aRow(100), aRow(99, { key: keyAt('/coins/1') }), false],
    ['as the same variant', aRow(100, german), aRow(99, german), true],
    ['but not as another variant', aRow(100, german), aRow(99, english), false],
    ['also when Vary was added since', aRow(100, german), aRow(99), true],
    ['also when Vary was dropped since', aRow(100), aRow(99, german), true],
    ['also when Vary names something else since', aRow(100, text), aRow(99, german), true],
  ])('%s', (_, released, row, isOlder) => {
    const releases = createReleases()
    releases.note(released)
    expect(releases.isOlder(row)).toBe(isOlder)
  })

  it('keeps the variants apart, in whatever order they went', () => {
    const releases = createReleases()
    releases.note(aRow(500, german))
    releases.note(aRow(100, english))
    expect(releases.isOlder(aRow(300, german))).toBe(true)
    expect(releases.isOlder(aRow(300, english))).toBe(false)
  })

  it('remembers the variants of a key that went last, and no more of them', () => {
    const releases = createReleases()
    const variant = (at: number) => aRow(100, { nominated: [['x-request-id', `${at}`]] })
    for (let at = 0; at <= MOST_VARIANTS; at++) releases.note(variant(at))
    const isKnown = (at: number) => releases.isOlder({ ...variant(at), requestTime: 99 })
    expect(isKnown(0)).toBe(false)
    expect(isKnown(1)).toBe(true)
    expect(isKnown(MOST_VARIANTS)).toBe(true)
  })

  it('goes by the last one: the clock may have been set back', () => {
    const releases = createReleases()
    releases.note(aRow(500))
    releases.note(aRow(100))
    expect(releases.isOlder(aRow(300))).toBe(false)
  })

  it('is forgotten for all but the last 10,000 keys', () => {
    const releases = createReleases()
    releases.note(aRow(100))
    for (let at = 1; at <= 10_000; at++) releases.note(aRow(100, { key: `${key}/${at}` }))
    expect(releases.isOlder(aRow(99))).toBe(false)
    expect(releases.isOlder(aRow(99, { key: `${key}/1` }))).toBe(true)
  })
})
