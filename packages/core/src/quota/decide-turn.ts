import type { Urgency } from '../cache/quota.ts'
import type { Seconds } from '../rules/stored-response.ts'
import { type Budget, isBudget, type Knowledge } from './decide-knowledge.ts'

/** How things stand with a budget, in one page. */
export interface Standing {
  readonly known: Knowledge
  /** Requests on their way. */
  readonly underWay: number
  /** The share of the limit that refreshes leave for what is wanted now. */
  readonly reserve: number
}

/** The turn that this page has among the tabs of its origin. */
export interface Holding {
  /** When the answer to a request of this turn told what is left; `undefined`: none did yet. */
  readonly provedAt?: Seconds | undefined
  /** A refresh of this turn is waited for. */
  readonly isProbing: boolean
}

/** So long after the proof others may come along; then it is the turn of other tabs. */
const JOINING: Seconds = 1

/** Towards the end of a window what nobody takes would lapse. */
const LAST_PART = 1 / 10

/** The share of the limit that they leave to those before them. */
const shares: Readonly<Record<Urgency, number>> = {
  now: 0,
  visible: 0,
  background: 1 / 4,
  hidden: 1 / 2,
}

const order = Object.keys(shares)

/** The smaller goes first. */
export function rankOf(urgency: Urgency): number {
  return order.indexOf(urgency)
}

/** May a request of this urgency go now? `holding` is absent while other tabs may have the turn. */
export function mayGo(
  urgency: Urgency,
  standing: Standing,
  holding: Holding | undefined,
  now: Seconds,
): boolean {
  const { known } = standing
  if (urgency === 'now' || known === 'unlimited') return true
  if (holding === undefined) return false
  const { provedAt, isProbing } = holding
  if (isProbing && (known === undefined || provedAt === undefined)) return false
  if (known === undefined) return true
  const isOver = provedAt !== undefined && now > provedAt + JOINING
  return !isOver && unitsFor(urgency, known, standing, now) > 0
}

/** How many requests of this urgency may go now; not above 0: none. */
export function unitsFor(
  urgency: Urgency,
  budget: Budget,
  { underWay, reserve }: Pick<Standing, 'underWay' | 'reserve'>,
  now: Seconds,
): number {
  const share = Math.max(reserve, shares[urgency])
  const kept = now < lastPartOf(budget) ? reserveOf(budget.limit, share) : 0
  return budget.remaining - underWay - kept
}

/** Whole requests, at least one; but never all, or no refresh would ever go. */
function reserveOf(limit: number | undefined, share: number): number {
  if (limit === undefined) return 1
  return Math.max(0, Math.min(limit - 1, Math.max(1, Math.ceil(limit * share))))
}

function lastPartOf({ resetAt, length }: Budget): Seconds {
  return resetAt - length * LAST_PART
}

/** The next instant at which more may go although no answer came; infinite: there is none. */
export function nextChance(known: Knowledge, now: Seconds): Seconds {
  if (!isBudget(known)) return Infinity
  const lastPart = lastPartOf(known)
  return known.remaining > 0 && now < lastPart ? lastPart : known.resetAt
}
