import { expect, it } from 'vitest'
import type { EntryRow } from './entry-row.ts'
import { saysTheSame } from './says-the-same.ts'

const tags: readonly string[] = []

const row: EntryRow = {
  url: 'https://api.test/coins',
  credentials: 'same-origin',
  audience: 'user',
  variant: 0,
  inMemory: true,
  onDisk: false,
  state: 'fresh',
  tally: undefined,
  info: {
    url: 'https://api.test/coins',
    credentials: 'same-origin',
    audience: 'user',
    method: 'GET',
    status: 200,
    etag: '"1"',
    tags,
    validatedAt: 0,
    age: 3.2,
    ttl: 9.7,
    isFresh: true,
    bytes: 10,
    memoryBytes: 1054,
    invalidated: false,
  },
}

const { info } = row

it('a row of a later beat, within the same second, says the same', () => {
  const later = { ...row, info: info && { ...info, age: 3.45, ttl: 9.45 } }
  expect(saysTheSame(row, later)).toBe(true)
})

it.each<{ what: string; changed: Partial<EntryRow> }>([
  { what: 'URL', changed: { url: 'https://api.test/other' } },
  { what: 'variant', changed: { variant: 1 } },
  { what: 'state', changed: { state: 'validating' } },
  { what: 'count of hits', changed: { tally: { hits: 1, validated: 0 } } },
  { what: 'tier', changed: { onDisk: true } },
  { what: 'details that came from disk', changed: { info: undefined } },
  { what: 'age', changed: { info: info && { ...info, age: 4 } } },
  { what: 'time to live', changed: { info: info && { ...info, ttl: 8.9 } } },
  { what: 'entity-tag', changed: { info: info && { ...info, etag: '"2"' } } },
  { what: 'size', changed: { info: info && { ...info, bytes: 11 } } },
  { what: 'tags', changed: { info: info && { ...info, tags: ['a'] } } },
])('a row with another $what says something else', ({ changed }) => {
  expect(saysTheSame(row, { ...row, ...changed })).toBe(false)
})
