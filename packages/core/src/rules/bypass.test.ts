import { expect, it } from 'vitest'
import { type BypassReason, bypassReason, keepsNothing } from './bypass.ts'
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
    {
      says: 'a HEAD is, too: what GET stored may answer it',
      how: { method: 'HEAD' },
      is: undefined,
    },
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
    { says: 'what is not HTTP passes', how: { networkOnly: 'scheme' }, is: 'scheme' },
    { says: 'what must be checked passes', how: { networkOnly: 'integrity' }, is: 'integrity' },
    { says: 'what the page may not see passes', how: { networkOnly: 'mode' }, is: 'mode' },
    {
      says: 'one range may be a part of what is stored',
      ask: { range: 'bytes=0-1' },
      is: undefined,
    },
    { says: 'several ranges pass', ask: { range: 'bytes=0-1,3-4' }, is: 'range' },
    { says: 'a Range of another unit passes', ask: { range: 'lines=0-1' }, is: 'range' },
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

it.each([
  { says: 'HEAD has no body', request: requestWith({}, { method: 'HEAD' }), is: 'head' },
  { says: 'Range asks for a part', request: requestWith({ range: 'bytes=0-1' }), is: 'range' },
  { says: 'GET asks for all', request: requestWith(), is: undefined },
])('keepsNothing: $says', ({ request, is }) => {
  expect(keepsNothing(request)).toBe(is)
})
