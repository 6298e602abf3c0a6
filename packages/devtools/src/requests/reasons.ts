import type { RequestRow } from '../recording/request-row.ts'
import { type Meaning, meaningOf } from './clauses.ts'

/** One step of what was decided of a request, and why. */
export interface Reason {
  /** Its place among them. */
  readonly at: number
  /** What was decided, such as `validate`; the same as the reason where that says it all. */
  readonly kind: string
  readonly because: string
  /** Absent: it is the text of an error, which speaks for itself. */
  readonly meaning?: Meaning
}

/** The decisions about a request in their order, and what its end adds to them. */
export function reasonsOf({ decisions, end }: RequestRow): readonly Reason[] {
  const steps = decisions.map(({ kind, because }, at) => reasonOf(at, kind, because))
  if (end === undefined) return steps
  if (end.type === 'peek') return [reasonOf(0, 'peek', 'peek')]
  if (end.type === 'failure') return [...steps, reasonOf(steps.length, 'failed', end.because)]
  const { outcome } = end
  const isTold = decisions.some(({ because }) => because === outcome.detail)
  if (isTold) return steps
  return [...steps, reasonOf(steps.length, kindOfEnd(outcome, decisions), outcome.detail)]
}

type Outcome = Extract<RequestRow['end'], { type: 'request' }>['outcome']

/** What the end says that no decision has said. */
function kindOfEnd(outcome: Outcome, decisions: RequestRow['decisions']): string {
  if (outcome.kind === 'hit' || decisions.length === 0) return outcome.detail
  if (outcome.detail === 'stale-if-error') return 'serve-stale'
  return outcome.stored || outcome.collapsed ? outcome.detail : 'not stored'
}

function reasonOf(at: number, kind: string, because: string): Reason {
  const meaning = meaningOf(because)
  return meaning === undefined ? { at, kind, because } : { at, kind, because, meaning }
}

/** `validate: stale`; once where both are the same. */
export function reasonText({ kind, because }: Pick<Reason, 'kind' | 'because'>): string {
  return kind === because ? because : `${kind}: ${because}`
}
