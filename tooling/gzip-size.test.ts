import { expect, it } from 'vitest'
import { gzipSize } from './gzip-size.ts'
import { isPeerOfReact, sizeOfCore, sizeOfIdb, sizeOfReact } from './package-size.ts'

const react = new URL('../packages/react/src/', import.meta.url).pathname

/** Bytes. What the parts of core weigh, and why, is in docs/decisions/0019-what-core-weighs.md. */
it.each([
  { entry: '{ createEtagged } from index.ts', limit: 29_250 },
  {
    entry: '{ createEtagged } from index.ts and { createPersistence } from persistence/index.ts',
    limit: 35_700,
  },
  {
    entry: '{ createEtagged } from index.ts and { createTabs } from tabs/index.ts',
    limit: 32_600,
  },
  {
    entry: '{ createEtagged } from index.ts and { createQuota } from quota/index.ts',
    limit: 33_800,
  },
  { entry: '* from rules/index.ts', limit: 7400 },
  { entry: '{ parseCacheControl } from rules/index.ts', limit: 700 },
  { entry: '* from stats/index.ts', limit: 2000 },
  { entry: '{ createDoctor } from doctor/index.ts', limit: 2300 },
  { entry: '* from doctor/index.ts', limit: 4450 },
])('$entry: at most $limit bytes, gzipped', async ({ entry, limit }) => {
  const size = await sizeOfCore(entry)
  console.log(`${entry}: ${size} bytes`)
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(limit)
})

/** Bytes beside the peers: with the modules that the root imports, too, and for who has those already. */
it.each([
  { entry: 'live/index.ts', limit: 1500 },
  { entry: 'polling/index.ts', limit: 1500 },
])(
  '* from $entry of react: at most $limit bytes beside its peers, gzipped',
  async ({ entry, limit }) => {
    const text = `export * from '${react}${entry}'`
    const size = await gzipSize(text, isPeerOfReact)
    const added = await gzipSize(text, (id) => isPeerOfReact(id) || id.startsWith('../'))
    console.log(`* from ${entry} of react: ${size} bytes, of them ${added} its own`)
    expect(added).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(limit)
  },
)

/** Bytes beside the peers and the coin API's schemas: docs/decisions/0027-what-react-weighs.md. */
it.each([
  { imported: 'EtaggedProvider, query', limit: 5150 },
  { imported: 'EtaggedProvider, useCoin, useCoins', limit: 5270 },
  { imported: 'EtaggedProvider, query, infinite', limit: 5830 },
  { imported: 'EtaggedProvider, query, infinite, mutation, edit', limit: 6930 },
  { imported: '*', limit: 9290 },
])('{ $imported } of react: at most $limit bytes, gzipped', async ({ imported, limit }) => {
  const size = await sizeOfReact(imported)
  console.log(`{ ${imported} } of react: ${size} bytes`)
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(limit)
})

/** Bytes. What the parts of the store weigh, and why, is in docs/decisions/0022-what-the-store-weighs.md. */
it('the store in IndexedDB, without core: at most 6260 bytes, gzipped', async () => {
  const size = await sizeOfIdb()
  console.log(`* from @etagged/idb: ${size} bytes`)
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(6260)
})
