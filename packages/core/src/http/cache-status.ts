/** Why a request went forward to the origin, in the words of RFC 9211 §2.2. */
export type ForwardReason =
  | 'bypass'
  | 'method'
  | 'uri-miss'
  | 'vary-miss'
  | 'miss'
  | 'request'
  | 'stale'

interface Told {
  /** Seconds of freshness left; negative when stale (RFC 9211 §2.4). */
  readonly ttl?: number
  /** The decision's reason in the project's own words (RFC 9211 §2.7). */
  readonly detail: string
}

/** Answered from the store, without the network (RFC 9211 §2.1). */
export interface Hit extends Told {
  readonly kind: 'hit'
}

/** Sent to the origin (RFC 9211 §2.2). */
export interface Forwarded extends Told {
  readonly kind: 'forwarded'
  /** Why the store could not answer by itself. */
  readonly fwd: ForwardReason
  /** The origin's status; absent when the network failed (RFC 9211 §2.3). */
  readonly fwdStatus?: number
  /** The response was kept (RFC 9211 §2.5). */
  readonly stored: boolean
  /** Shared an exchange that another caller had begun (RFC 9211 §2.6). */
  readonly collapsed: boolean
}

/** What the cache did for one request. */
export type Outcome = Hit | Forwarded

/** The outcome as the value of a `Cache-Status` field (RFC 9211 §2). */
export function formatCacheStatus(outcome: Outcome): string {
  const parameters = outcome.kind === 'hit' ? ['hit'] : forwardParameters(outcome)
  if (outcome.ttl !== undefined) parameters.push(`ttl=${Math.floor(outcome.ttl)}`)
  parameters.push(`detail=${outcome.detail}`)
  return ['etagged', ...parameters].join('; ')
}

function forwardParameters(outcome: Forwarded): string[] {
  const parameters = [`fwd=${outcome.fwd}`]
  if (outcome.fwdStatus !== undefined) parameters.push(`fwd-status=${outcome.fwdStatus}`)
  if (outcome.stored) parameters.push('stored')
  if (outcome.collapsed) parameters.push('collapsed')
  return parameters
}
