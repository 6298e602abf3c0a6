import { expect, it } from 'vitest'
import { gzipSize } from './gzip-size.ts'

const core = new URL('../packages/core/src/', import.meta.url).pathname

/** Bytes. What the parts of core weigh, and why, is in docs/decisions/0019-what-core-weighs.md. */
it.each([
  { entry: '{ createEtagged } from index.ts', limit: 26_800 },
  {
    entry: '{ createEtagged } from index.ts and { createPersistence } from persistence/index.ts',
    limit: 32_950,
  },
  {
    entry: '{ createEtagged } from index.ts and { createTabs } from tabs/index.ts',
    limit: 29_900,
  },
  { entry: '* from rules/index.ts', limit: 7200 },
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
