import { expect, it } from 'vitest'
import { requestDirectives } from './cache-request.ts'
import { type Headers, requestWith } from './stored-response.test-fixture.ts'

it.each<{ rule: string; says: string; ask: Headers; is: [string, string | true][] }>([
  { rule: '§5.2.1', says: 'none without fields', ask: {}, is: [] },
  { rule: '§5.2.1', says: 'none without Cache-Control', ask: { accept: 'a' }, is: [] },
  {
    rule: '§5.2.1',
    says: 'those of Cache-Control',
    ask: { 'cache-control': 'No-Cache, max-age=5' },
    is: [
      ['no-cache', true],
      ['max-age', '5'],
    ],
  },
  {
    rule: '§5.4',
    says: 'no-cache of Pragma',
    ask: { pragma: 'No-Cache' },
    is: [['no-cache', true]],
  },
  {
    rule: '§5.4',
    says: 'nothing else of Pragma',
    ask: { pragma: 'no-store, max-stale, only-if-cached' },
    is: [],
  },
  {
    rule: '§5.4',
    says: 'no-cache of Pragma among others, and it alone',
    ask: { pragma: 'max-stale, no-cache=x' },
    is: [['no-cache', true]],
  },
  {
    rule: '§5.4',
    says: 'nothing of Pragma beside Cache-Control, be it empty',
    ask: { pragma: 'no-cache', 'cache-control': '' },
    is: [],
  },
])('requestDirectives (RFC 9111 $rule): $says', ({ ask, is }) => {
  expect([...requestDirectives(requestWith(ask))]).toEqual(is)
})
