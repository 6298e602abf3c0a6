import { expect, it } from 'vitest'
import { coinWrites } from './writes.ts'

const mint = '4J8xXxUZ5PkKjYXoRPqe4oKRanWsfQKUPPtSFsuNpump'

it.each([
  {
    says: 'create: every list, the latest coin, every coin',
    write: coinWrites.create,
    variables: { body: { name: 'Cat', symbol: 'CAT' } },
    sends: 'POST /coins/create',
    invalidates: [{ prefix: '/coins' }],
  },
  {
    says: 'bookmark: the lists of bookmarks, and the coins in them',
    write: coinWrites.bookmark,
    variables: { body: { itemId: mint } },
    sends: 'POST /bookmarks/default/items',
    invalidates: [{ prefix: '/bookmarks' }, { prefix: '/coins/bookmarks' }],
  },
  {
    says: 'unbookmark: the same',
    write: coinWrites.unbookmark,
    variables: { itemId: mint },
    sends: `DELETE /bookmarks/default/${mint}`,
    invalidates: [{ prefix: '/bookmarks' }, { prefix: '/coins/bookmarks' }],
  },
])('what a write invalidates besides its target: $says', (row) => {
  // Each write has variables of its own.
  const write = row.write as typeof coinWrites.create
  const variables = row.variables as Parameters<typeof write.url>[0]
  expect(`${write.method} ${write.url(variables)}`).toBe(row.sends)
  expect(write.targets(variables)).toEqual(row.invalidates)
})
