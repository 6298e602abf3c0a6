import type { FailureEvent, PeekEvent, RequestEvent } from '@etagged/core'
import { answerKind, type AnswerKind } from '@etagged/core/stats'
import { isLeft } from './is-left.ts'

/** How a request was answered, as coarsely as a picture can show it. */
export type OutcomeGroup = 'memory' | 'disk' | 'validated' | 'network' | 'failed'

/** In the order in which they are stacked: the cheapest first. */
export const GROUPS: readonly OutcomeGroup[] = ['memory', 'disk', 'validated', 'network', 'failed']

/** What people read. */
export const GROUP_NAMES: Readonly<Record<OutcomeGroup, string>> = {
  memory: 'Memory',
  disk: 'Disk',
  validated: '304',
  network: '200',
  failed: 'Failed',
}

const groups: Readonly<Record<Exclude<AnswerKind, 'stale-hit'>, OutcomeGroup>> = {
  'memory-hit': 'memory',
  'disk-hit': 'disk',
  'another-tab': 'disk',
  validated: 'validated',
  miss: 'network',
  bypass: 'network',
  'stale-if-error': 'failed',
  refused: 'failed',
}

/** `undefined`: its caller left before there was an answer, which is none of them. */
export function groupOf(end: RequestEvent | FailureEvent | PeekEvent): OutcomeGroup | undefined {
  if (end.type === 'failure') return isLeft(end) ? undefined : 'failed'
  if (end.type === 'peek') return end.tier
  const kind = answerKind(end)
  if (kind === 'stale-hit') return end.tier === 'disk' ? 'disk' : 'memory'
  const { outcome } = end
  const isError = outcome.kind === 'forwarded' && (outcome.fwdStatus ?? 200) >= 400
  return isError ? 'failed' : groups[kind]
}
