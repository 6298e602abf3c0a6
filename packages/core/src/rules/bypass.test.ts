import { expect, it } from 'vitest'
import { type BypassReason, bypassReason } from './bypass.ts'
import type { CacheRequest } from './cache-request.ts'
import { type Headers, requestWith } from './stored-response.test-fixture.ts'

it.each<{ says: string; ask?: Headers; how?: Partial<CacheRequest>; is: BypassReason | undefined }>(
  [
    { says: 'a GET is for the cache', is: undefined },
    {
      says: "a GET with conditions of the cache's own is, too",
      ask: { 'cache-control': 'no-store' },
      is: undefined,
    },
    { says: 'HEAD passes', how: { method: 'HEAD' }, is: 'method' },
    { says: 'I20: POST passes', how: { method: 'POST' }, is: 'method' },
    { says: 'QUERY passes', how: { method: 'QUERY' }, is: 'method' },
    { says: 'an unknown method passes', how: { method: 'PURGE' }, is: 'method' },
    { says: 'cache mode no-store passes', how: { cache: 'no-store' }, is: 'cache-mode-no-store' },
    {
      says: "the caller's own If-None-Match passes",
      ask: { 'if-none-match': '"1"' },
      is: 'own-precondition',
    },
    {
      says: "the caller's own If-Modified-Since passes",
      ask: { 'if-modified-since': 'x' },
      is: 'own-precondition',
    },
    { says: "the caller's own If-Match passes", ask: { 'if-match': '*' }, is: 'own-precondition' },
    {
      says: "the caller's own If-Unmodified-Since passes",
      ask: { 'if-unmodified-since': 'x' },
      is: 'own-precondition',
    },
    {
      says: "the caller's own If-Range passes",
      ask: { 'if-range': '"1"' },
      is: 'own-precondition',
    },
    { says: 'Range passes', ask: { range: 'bytes=0-1' }, is: 'range' },
    ...(['default', 'reload', 'no-cache', 'force-cache', 'only-if-cached'] as const).map(
      (cache) => ({
        says: `cache mode ${cache} is for the cache`,
        how: { cache },
        is: undefined,
      }),
    ),
  ],
)('I15: $says', ({ ask, how, is }) => {
  expect(bypassReason(requestWith(ask, how))).toBe(is)
})
