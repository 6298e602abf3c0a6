import { expect, it } from 'vitest'
import { formatCacheStatus, type Outcome } from './cache-status.ts'

const forwarded = { kind: 'forwarded', stored: false, collapsed: false } as const

it.each<{ rule: string; outcome: Outcome; is: string }>([
  {
    rule: '§2.1 hit',
    outcome: { kind: 'hit', ttl: 59.9, detail: 'fresh' },
    is: 'etagged; hit; ttl=59; detail=fresh',
  },
  {
    rule: '§2.4 ttl is negative when stale, and an integer',
    outcome: { kind: 'hit', ttl: -0.5, detail: 'stale-while-revalidate' },
    is: 'etagged; hit; ttl=-1; detail=stale-while-revalidate',
  },
  {
    rule: '§2.2 fwd',
    outcome: { ...forwarded, fwd: 'bypass', detail: 'range' },
    is: 'etagged; fwd=bypass; detail=range',
  },
  {
    rule: '§2.3 fwd-status, §2.5 stored, §2.6 collapsed',
    outcome: {
      ...forwarded,
      fwd: 'stale',
      fwdStatus: 304,
      stored: true,
      collapsed: true,
      ttl: 0,
      detail: 'not-modified',
    },
    is: 'etagged; fwd=stale; fwd-status=304; stored; collapsed; ttl=0; detail=not-modified',
  },
])('RFC 9211 $rule', ({ outcome, is }) => {
  expect(formatCacheStatus(outcome)).toBe(is)
})
