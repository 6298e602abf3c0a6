import type { RequestEvent } from './cache/events.ts'

/** How a request came to its answer, as far as statistics tell it apart. */
export type AnswerKind =
  /** A fresh hit (RFC 9211 §2.1). */
  | 'memory-hit'
  | 'disk-hit'
  /** A hit that was allowed to be stale (RFC 9111 §4.2.4), in memory or on disk. */
  | 'stale-hit'
  /** Another tab went to the origin; this one took what it had stored. */
  | 'another-tab'
  /** From the store, after a 304 (RFC 9111 §4.3.4). */
  | 'validated'
  /** With the origin's own answer. */
  | 'miss'
  /** From the store, after the origin had failed (RFC 5861 §4). */
  | 'stale-if-error'
  /** By the cache itself: 504 for an unmet only-if-cached, 502 for a 304 that means nothing. */
  | 'refused'
  /** With the origin's own answer, and the store was not asked, as for a write. */
  | 'bypass'

/**
 * How this request came to its answer.
 *
 * @param event that tells of it
 */
export function answerKind({ outcome, tier }: Pick<RequestEvent, 'outcome' | 'tier'>): AnswerKind {
  if (outcome.kind === 'hit') return hitKind(outcome.ttl, tier)
  const { fwd, fwdStatus, detail } = outcome
  if (fwd === 'bypass' || fwd === 'method') return 'bypass'
  if (detail === 'another-tab' || detail === 'stale-if-error') return detail
  // The status of an answer that the cache refuses is that of the 304 which it could not use.
  if (fwd === 'miss') return 'refused'
  return fwdStatus === 304 ? 'validated' : 'miss'
}

function hitKind(ttl: number | undefined, tier: RequestEvent['tier']): AnswerKind {
  if (ttl !== undefined && ttl <= 0) return 'stale-hit'
  return tier === 'disk' ? 'disk-hit' : 'memory-hit'
}
