import { expect, it } from 'vitest'
import { gzipSize } from './gzip-size.ts'

const core = new URL('../packages/core/src/', import.meta.url).pathname

/** Bytes. What the parts of core weigh, and why, is in docs/decisions/0019-what-core-weighs.md. */
it.each([
  { what: 'createEtagged', from: 'index.ts', limit: 32_000 },
  { what: '*', from: 'rules/index.ts', limit: 7000 },
  { what: 'parseCacheControl', from: 'rules/index.ts', limit: 600 },
  { what: '*', from: 'stats/index.ts', limit: 2000 },
  { what: '*', from: 'doctor/index.ts', limit: 2000 },
])('{ $what } from $from is at most $limit bytes, gzipped', async ({ what, from, limit }) => {
  const names = what === '*' ? what : `{ ${what} }`
  const size = await gzipSize(`export ${names} from ${JSON.stringify(`${core}${from}`)}`)
  console.log(`${what} of ${from}: ${size} bytes`)
  expect(size).toBeGreaterThan(0)
  expect(size).toBeLessThanOrEqual(limit)
})
