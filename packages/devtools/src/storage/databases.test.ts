import { expect, it, vi } from 'vitest'
import { readDatabases } from './databases.ts'

const ADA = 'a'.repeat(32)
const EVE = 'e'.repeat(32)

it('tells whose the cache’s databases are, by their hashes, and leaves out the app’s', async () => {
  const names = ['etagged-anonymous', `etagged-${EVE}`, 'etagged-everyone', `etagged-${ADA}`]
  const others = ['etagged-app', `etagged-${ADA}-copy`, 'other', undefined]
  vi.stubGlobal('indexedDB', {
    databases: async () => [...others, ...names].map((name) => ({ name, version: 1 })),
  })
  expect(await readDatabases(ADA)).toEqual({
    is: [
      { partition: ADA, whose: 'current' },
      { partition: 'everyone', whose: 'everyone' },
      { partition: 'anonymous', whose: 'anonymous' },
      { partition: EVE, whose: 'another-user' },
    ],
  })
})

it.each([
  { indexedDB: undefined, says: 'There is no IndexedDB here' },
  { indexedDB: {}, says: 'does not list its databases' },
  {
    indexedDB: { databases: () => Promise.reject(new DOMException('No', 'SecurityError')) },
    says: 'SecurityError: No',
  },
])('says in words why it cannot tell: $says', async ({ indexedDB, says }) => {
  vi.stubGlobal('indexedDB', indexedDB)
  const told = await readDatabases(ADA)
  expect('because' in told && told.because).toContain(says)
})
