import { expect, it } from 'vitest'
import { gzipSize } from './gzip-size.ts'

const core = new URL('../packages/core/src/', import.meta.url).pathname
const idb = new URL('../packages/idb/src/index.ts', import.meta.url).pathname

/** What a package that is published beside core leaves to the page. */
const peers = [/^react($|\/)/, /^@tanstack\/react-query$/, /^@etagged\/core($|\/)/]

/** Bytes. What the parts of core weigh, and why, is in docs/decisions/0019-what-core-weighs.md. */
it.each([
  { entry: '{ createEtagged } from index.ts', limit: 26_000 },
  {
    entry: '{ createEtagged } from index.ts and { createPersistence } from persistence/index.ts',
    limit: 32_100,
  },
  {
    entry: '{ createEtagged } from index.ts and { createTabs } from tabs/index.ts',
    limit: 29_100,
  },
  { entry: '* from rules/index.ts', limit: 7100 },
  { entry: '{ parseCacheControl } from rules/index.ts', limit: 600 },
  { entry: '* from stats/index.ts', limit: 2000 },
  { entry: '* from doctor/index.ts', limit: 2000 },
])('$entry: at most $limit bytes, gzipped', async ({ entry, limit }) => {
  const size = await gzipSize(
    entry
      .split(' and ')
      .map((part) => `export ${part.replace(/from (.*)/, (_, file) => `from '${core}${file}'`)}`)
      .join('\n'),
  )
  console.log(`${entry}: ${size} bytes`)
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(limit)
})

/** Bytes. What the parts of the store weigh, and why, is in docs/decisions/0022-what-the-store-weighs.md. */
it('the store in IndexedDB, without core: at most 5950 bytes, gzipped', async () => {
  const size = await gzipSize(`export * from '${idb}'`, peers)
  console.log(`* from @etagged/idb: ${size} bytes`)
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(5950)
})
