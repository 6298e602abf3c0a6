import { expect, it } from 'vitest'
import { answerKind, type AnswerKind } from './answer-kind.ts'
import type { Tier } from './cache/events.ts'
import type { Forwarded, Outcome } from './http/cache-status.ts'

const forwarded = (told: Partial<Forwarded>): Outcome => ({
  kind: 'forwarded',
  fwd: 'uri-miss',
  stored: false,
  collapsed: false,
  detail: 'full-response',
  ...told,
})

interface Row {
  readonly says: string
  readonly outcome: Outcome
  readonly tier?: Tier
  readonly kind: AnswerKind
}

it.each<Row>([
  {
    says: 'RFC 9211 §2.1: a hit in memory',
    outcome: { kind: 'hit', ttl: 5, detail: 'fresh' },
    tier: 'memory',
    kind: 'memory-hit',
  },
  {
    says: 'RFC 9211 §2.1: a hit on disk',
    outcome: { kind: 'hit', ttl: 5, detail: 'fresh' },
    tier: 'disk',
    kind: 'disk-hit',
  },
  {
    says: 'RFC 9211 §2.4: a hit without freshness left, in memory',
    outcome: { kind: 'hit', ttl: -3, detail: 'stale-while-revalidate' },
    tier: 'memory',
    kind: 'stale-hit',
  },
  {
    says: 'RFC 9111 §4.2.1: at its lifetime a response is stale, on disk as well',
    outcome: { kind: 'hit', ttl: 0, detail: 'force-cache' },
    tier: 'disk',
    kind: 'stale-hit',
  },
  {
    says: 'RFC 9211 §2.4: a hit that tells no ttl is not called stale',
    outcome: { kind: 'hit', detail: 'peek' },
    tier: 'memory',
    kind: 'memory-hit',
  },
  {
    says: 'RFC 9111 §4.3.4: a 304 freshens what is stored',
    outcome: forwarded({ fwd: 'stale', fwdStatus: 304, stored: true, detail: 'not-modified' }),
    tier: 'memory',
    kind: 'validated',
  },
  {
    says: 'RFC 9111 §4.3.1: a 304 may select another variant',
    outcome: forwarded({ fwd: 'vary-miss', fwdStatus: 304, stored: true, detail: 'not-modified' }),
    tier: 'memory',
    kind: 'validated',
  },
  {
    says: 'RFC 9111 §4.3.3: a full response',
    outcome: forwarded({ fwd: 'stale', fwdStatus: 200, stored: true }),
    kind: 'miss',
  },
  {
    says: 'RFC 9211 §2.6: a full response to somebody else',
    outcome: forwarded({ fwdStatus: 200, stored: true, collapsed: true }),
    kind: 'miss',
  },
  {
    says: 'RFC 5861 §4: stale, since the network failed',
    outcome: forwarded({ fwd: 'stale', detail: 'stale-if-error' }),
    tier: 'memory',
    kind: 'stale-if-error',
  },
  {
    says: 'RFC 5861 §4: stale, since the origin answered with an error',
    outcome: forwarded({ fwd: 'stale', fwdStatus: 503, detail: 'stale-if-error' }),
    tier: 'memory',
    kind: 'stale-if-error',
  },
  {
    says: 'RFC 9111 §5.2.1.7: 504 for only-if-cached',
    outcome: forwarded({ fwd: 'miss', detail: 'only-if-cached' }),
    kind: 'refused',
  },
  {
    says: 'RFC 9110 §15.4.5: 502 for a 304 to a request without a precondition',
    outcome: forwarded({ fwd: 'miss', fwdStatus: 304, detail: 'unsolicited-304' }),
    kind: 'refused',
  },
  {
    says: 'RFC 9211 §2.6: what another tab brought',
    outcome: forwarded({ collapsed: true, detail: 'another-tab' }),
    tier: 'disk',
    kind: 'another-tab',
  },
  {
    says: 'RFC 9211 §2.2: a method that is not for the cache',
    outcome: forwarded({ fwd: 'method', fwdStatus: 204, detail: 'method' }),
    kind: 'bypass',
  },
  {
    says: 'RFC 9211 §2.2: a 304 to the precondition of a caller',
    outcome: forwarded({ fwd: 'bypass', fwdStatus: 304, detail: 'precondition' }),
    kind: 'bypass',
  },
])('$says', ({ outcome, tier = 'network', kind }) => {
  expect(answerKind({ outcome, tier })).toBe(kind)
})
