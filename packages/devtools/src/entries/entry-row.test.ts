import type { DiskEntry } from '@etagged/core'
import { expect, it } from 'vitest'
import { anEntry } from './entries.test-fixture.ts'
import { entryId, entryRows } from './entry-row.ts'

const url = 'http://api.test/a'
const key = (given: Partial<DiskEntry> = {}): DiskEntry => ({
  url,
  credentials: 'same-origin',
  audience: 'user',
  ...given,
})

const quiet = { isUnderWay: () => false, tallyOf: () => undefined, detailsOf: () => undefined }

it('tells of each response whether memory or the disk has it, or both', () => {
  const rows = entryRows({
    ...quiet,
    memory: [anEntry('/a'), anEntry('/b')],
    disk: new Map([[url, [key(), key({ credentials: 'omit', audience: 'everyone' })]]]),
  })
  expect(rows).toMatchObject([
    { url, inMemory: true, onDisk: true, audience: 'user' },
    { url: 'http://api.test/b', inMemory: true, onDisk: false },
    { url, inMemory: false, onDisk: true, audience: 'everyone', state: 'unread', info: undefined },
  ])
})

it('has a row for each variant, in memory and of what was read of the disk', () => {
  const rows = entryRows({
    ...quiet,
    memory: [anEntry('/b', { etag: '"en"' }), anEntry('/b', { etag: '"de"' })],
    disk: new Map([[url, [key()]]]),
    detailsOf: () => [anEntry('/a', { etag: '"en"' }), anEntry('/a', { etag: '"fr"' })],
  })
  expect(rows.map(({ variant, info }) => [variant, info?.etag])).toEqual([
    [0, '"en"'],
    [1, '"de"'],
    [0, '"en"'],
    [1, '"fr"'],
  ])
  expect(new Set(rows.map(entryId)).size).toBe(4)
})

it('says what goes on with its URL', () => {
  const rows = entryRows({
    ...quiet,
    memory: [anEntry('/a'), anEntry('/b')],
    disk: new Map(),
    isUnderWay: (of) => of === url,
    tallyOf: (of) => (of === url ? undefined : { hits: 0, validated: 0, failure: 'Status 500' }),
  })
  expect(rows.map(({ state }) => state)).toEqual(['validating', 'error'])
})
