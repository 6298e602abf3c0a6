import { describe, expect, it } from 'vitest'
import type { StoredResponse } from '../rules/stored-response.ts'
import { aResponse, keyAt } from '../testing/sample-responses.ts'
import type { Change } from '../cache/persistence.ts'
import { createChanges } from './changes.ts'

const key = keyAt('/coins')

const tag = '* a'

const aRow = (requestTime: number): StoredResponse => aResponse({ key, requestTime, tags: ['a'] })

const aChange = (operation: Change['operation'], over: Partial<Change> = {}): Change => ({
  operation,
  ranges: [{ key }],
  at: 100,
  ...over,
})

/** What becomes of rows that were requested before, at and after the change's instant. */
const before = 99
const instants = [before, 100, 101]
const rows = instants.map(aRow)
const kept = instants.map(() => false)
const marked = instants.map(() => true)
const summary = (judged: readonly StoredResponse[]): readonly boolean[] =>
  judged.map(({ invalidated }) => invalidated)

describe('what happens while rows are read', () => {
  it.each<[string, (changes: ReturnType<typeof createChanges>) => void, readonly boolean[]]>([
    ['an invalidation marks them all', (c) => c.note('invalidate', [{ key }]), marked],
    ['a removal removes them all', (c) => c.note('delete', [{ key }]), []],
    ['an invalidation that is under way, too', (c) => c.begin(aChange('invalidate')), marked],
    ['a removal that is under way, too', (c) => c.begin(aChange('delete')), []],
    [
      'what was done before they were read counts, too',
      (c) => c.begin(aChange('delete'))(true),
      [],
    ],
    ['a change of another key has no effect', (c) => c.note('delete', [{ key: `${key}/1` }]), kept],
    ['an invalidation of their tag marks them', (c) => c.note('invalidate', [{ tag }]), marked],
    ['a removal of their tag removes them', (c) => c.note('delete', [{ tag }]), []],
    [
      'an invalidation of their tag that is under way, too',
      (c) => c.begin(aChange('invalidate', { ranges: [{ tag }] })),
      marked,
    ],
    ['a change of another tag has no effect', (c) => c.note('delete', [{ tag: '* b' }]), kept],
    [
      'a change of all that begins so has',
      (c) => c.note('delete', [{ prefix: key.slice(0, -1) }]),
      [],
    ],
  ])('%s', (_, happen, expected) => {
    const changes = createChanges()
    const judge = changes.judge(key)
    happen(changes)
    expect(summary(judge(rows))).toEqual(expected)
  })

  it('counts also when the clock was set back meanwhile (I19)', () => {
    const changes = createChanges()
    const judge = changes.judge(key)
    changes.begin(aChange('invalidate', { at: 1 }))(true)
    expect(summary(judge(rows))).toEqual(marked)
  })
})

describe('what happened before rows are read', () => {
  it.each<[string, (changes: ReturnType<typeof createChanges>) => void, readonly boolean[]]>([
    ['and the disk has done leaves them', (c) => c.begin(aChange('invalidate'))(true), kept],
    ['and another tab has done leaves them', (c) => c.note('delete', [{ key }]), kept],
    ['and the disk has yet to do marks them', (c) => c.begin(aChange('invalidate')), marked],
    ['and the disk has yet to remove removes them', (c) => c.begin(aChange('delete')), []],
    [
      'and the disk failed to do marks what was requested by then',
      (c) => c.begin(aChange('invalidate'))(false),
      [true, true, false],
    ],
    [
      'and the disk failed to remove removes what was requested by then',
      (c) => c.begin(aChange('delete'))(false),
      [false],
    ],
    [
      'and the disk failed to do to their tag marks what was requested by then',
      (c) => c.begin(aChange('invalidate', { ranges: [{ tag }] }))(false),
      [true, true, false],
    ],
    [
      'and the disk failed to do to another tag leaves them',
      (c) => c.begin(aChange('delete', { ranges: [{ tag: '* b' }] }))(false),
      kept,
    ],
    [
      'and is doubted marks what was requested by then',
      (c) => c.doubt([{ key }], 100),
      [true, true, false],
    ],
  ])('%s', (_, happen, expected) => {
    const changes = createChanges()
    happen(changes)
    expect(summary(changes.judge(key)(rows))).toEqual(expected)
  })
})

describe('what was requested before a response that memory let go', () => {
  it('is to be validated, and nothing else (I18)', () => {
    const changes = createChanges()
    changes.outrun(aRow(100))
    expect(summary(changes.judge(key)(rows))).toEqual([true, false, false])
    const others = rows.map((row) => ({ ...row, key: `${key}/1` }))
    expect(summary(changes.judge(`${key}/1`)(others))).toEqual(kept)
  })
})

it('a tag concerns the rows that have it, and no others under the key', () => {
  const changes = createChanges()
  const judge = changes.judge(key)
  changes.note('invalidate', [{ tag }])
  const { tags: _, ...untagged } = aRow(before)
  expect(summary(judge([aRow(before), untagged]))).toEqual([true, false])
})

it('a row that is not concerned stays the same object', () => {
  const row = aRow(before)
  expect(createChanges().judge(key)([row])[0]).toBe(row)
})
