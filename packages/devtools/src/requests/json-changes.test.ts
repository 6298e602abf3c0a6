import { describe, expect, it } from 'vitest'
import { jsonChanges, MOST_CHANGES } from './json-changes.ts'

const told = (before: unknown, after: unknown): string[] =>
  jsonChanges(before, after).changes.map(({ kind, path, before: from, after: to }) =>
    [kind, path, from ?? '-', to ?? '-'].join(' '),
  )

describe('what changed between two JSON values', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['nothing', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ['nothing in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [
      'a value in a list',
      [{}, { market_cap: 12 }],
      [{}, { market_cap: 15 }],
      ['changed [1].market_cap 12 15'],
    ],
    [
      'a nested value',
      { a: { b: { c: 'x' } } },
      { a: { b: { c: 'y' } } },
      ['changed a.b.c "x" "y"'],
    ],
    ['what is new', { a: 1 }, { a: 1, b: [2] }, ['added b - [2]']],
    ['what is gone', { a: 1, b: 2 }, { a: 1 }, ['removed b 2 -']],
    ['a longer list', [1], [1, 2, 3], ['added [1] - 2', 'added [2] - 3']],
    ['a shorter list', [1, 2], [1], ['removed [1] 2 -']],
    ['another type', { a: [1] }, { a: { 0: 1 } }, ['changed a [1] {"0":1}']],
    ['null for a value', { a: null }, { a: 0 }, ['changed a null 0']],
    ['the whole', 1, '1', ['changed  1 "1"']],
    [
      'a name that is no identifier',
      { 'a b': 1, x: { '0': 1 } },
      { 'a b': 2, x: { '0': 2 } },
      ['changed ["a b"] 1 2', 'changed x["0"] 1 2'],
    ],
    [
      'names that objects have',
      { toString: 1 },
      { constructor: 1 },
      ['removed toString 1 -', 'added constructor - 1'],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after)).toStrictEqual(changes)
  })

  it(`tells ${MOST_CHANGES} of many, and that there are more`, () => {
    const list = Array.from({ length: 1000 }, (_, index) => ({ index }))
    const { changes, isCut } = jsonChanges(
      list,
      list.map(() => ({ index: -1 })),
    )
    expect([changes.length, isCut]).toStrictEqual([MOST_CHANGES, true])
    expect(jsonChanges([], list).changes).toHaveLength(MOST_CHANGES)
    expect(jsonChanges({ a: 1 }, { a: 2 }).isCut).toBe(false)
  })

  it('shortens long values', () => {
    const [change] = jsonChanges({ a: '' }, { a: 'x'.repeat(5000) }).changes
    expect(change?.after).toHaveLength(80)
    expect(change?.after).toMatch(/…$/)
  })
})
