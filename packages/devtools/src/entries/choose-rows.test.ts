import type { EntryInfo } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { allWanted, createChooser } from './choose-rows.ts'
import { anEntry } from './entries.test-fixture.ts'
import { type EntryRow, entryRows, type Held } from './entry-row.ts'

const nothing: Held = {
  memory: [],
  disk: new Map(),
  detailsOf: () => undefined,
  isUnderWay: () => false,
  tallyOf: () => undefined,
}

const chooseRows = createChooser()

const byPath = { by: 'path', isDescending: false } as const

function paths(rows: readonly EntryRow[]): readonly string[] {
  return rows.map(({ url }) => new URL(url).pathname)
}

function rowsOf(...memory: readonly EntryInfo[]): readonly EntryRow[] {
  return entryRows({ ...nothing, memory })
}

describe('what is wanted', () => {
  const rows = rowsOf(
    anEntry('/coins/b', { etag: 'W/"abc"' }),
    anEntry('/coins/a', { tags: ['Coins'], isFresh: false, ttl: -5, age: 65 }),
    anEntry('/users'),
  )

  it.each([
    { text: 'COINS/', found: ['/coins/a', '/coins/b'] },
    { text: 'w/"ab', found: ['/coins/b'] },
    { text: ' coins ', found: ['/coins/a', '/coins/b'] },
    { text: 'nothing like it', found: [] },
  ])('is found by URL, entity-tag or tag, whatever the case: $text', ({ text, found }) => {
    expect(paths(chooseRows(rows, { ...allWanted, text }, byPath))).toEqual(found)
  })

  it('is found by state and by tier', () => {
    expect(paths(chooseRows(rows, { ...allWanted, state: 'stale' }, byPath))).toEqual(['/coins/a'])
    expect(chooseRows(rows, { ...allWanted, tier: 'memory' }, byPath)).toHaveLength(3)
    expect(chooseRows(rows, { ...allWanted, tier: 'disk' }, byPath)).toEqual([])
  })
})

describe('the order', () => {
  const rows = entryRows({
    ...nothing,
    memory: [anEntry('/b', { bytes: 10, age: 3 }), anEntry('/a', { bytes: 30, age: 1 })],
    disk: new Map([
      ['http://api.test/c', [{ url: 'http://api.test/c', credentials: 'omit', audience: 'user' }]],
    ]),
    tallyOf: (url) => ({ hits: url.endsWith('b') ? 2 : 0, validated: url.endsWith('a') ? 1 : 0 }),
  })

  it.each([
    { by: 'path', order: ['/a', '/b', '/c'] },
    { by: 'state', order: ['/a', '/b', '/c'] },
    { by: 'age', order: ['/a', '/b', '/c'] },
    { by: 'size', order: ['/c', '/b', '/a'] },
    { by: 'hits', order: ['/a', '/c', '/b'] },
    { by: 'validated', order: ['/b', '/c', '/a'] },
    { by: 'tier', order: ['/a', '/b', '/c'] },
  ] as const)('is by $by, then by URL', ({ by, order }) => {
    expect(paths(chooseRows(rows, allWanted, { by, isDescending: false }))).toEqual(order)
  })

  it('can be the other way round', () => {
    const sorting = { by: 'size', isDescending: true } as const
    expect(paths(chooseRows(rows, allWanted, sorting))).toEqual(['/a', '/b', '/c'])
  })
})
