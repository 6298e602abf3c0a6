import { expect, it } from 'vitest'
import type { OutcomeGroup } from '../recording/outcome-group.ts'
import { answered, failed, hitOf, validated } from '../recording/events.test-fixture.ts'
import { filterRows } from './filter-rows.ts'
import { rowWith } from './rows.test-fixture.ts'

const decisions = [{ kind: 'validate', because: 'stale' }]
const rows = [
  rowWith(undefined, { id: 4, method: 'POST' }),
  rowWith(hitOf('memory'), { id: 3, url: 'https://api.test/coins/one?q=(a' }),
  rowWith(validated(), { id: 2, decisions }),
  rowWith(answered(), { id: 1 }),
]

const shown = (text: string, ...groups: OutcomeGroup[]): number[] =>
  filterRows(rows, { text, groups: new Set(groups) }).map(({ id }) => id)

it('leaves all as they are when nothing is asked for', () => {
  expect(filterRows(rows, { text: '  ', groups: new Set() })).toBe(rows)
})

it.each([
  ['a part of the URL', 'COINS/one', [3]],
  ['the method', 'post', [4]],
  ['where it came from', '(memory)', [3]],
  ['the outcome', 'fwd=stale', [2]],
  ['the reason', 'validate stale', [2]],
  ['the reason in plain words', 'stored response was stale', [2]],
  ['all of several words', 'coins fwd-status=200', [1]],
  ['what would be a bad pattern', '(a', [3]],
  ['what is nowhere', '[', []],
])('finds by %s', (_, text, ids) => {
  expect(shown(text)).toStrictEqual(ids)
})

it('finds by outcome, and leaves what has none yet', () => {
  expect(shown('', 'memory')).toStrictEqual([4, 3])
  expect(shown('', 'validated', 'network')).toStrictEqual([4, 2, 1])
  expect(shown('coins/one', 'network')).toStrictEqual([])
})

it('finds what its caller gave up under no outcome', () => {
  const left = [rowWith(failed('AbortError: left'))]
  expect(filterRows(left, { text: '', groups: new Set(['failed']) })).toStrictEqual([])
  expect(filterRows(left, { text: 'canceled', groups: new Set() })).toStrictEqual(left)
})
