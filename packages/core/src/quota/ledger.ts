import { fieldsOf, fieldValue } from '../http/fields.ts'
import { parseRateLimit } from '../http/rate-limit.ts'
import { parseRetryAfter } from '../http/retry-after.ts'
import type { Seconds } from '../rules/stored-response.ts'
import {
  type Budget,
  heard,
  isBudget,
  type Knowledge,
  knownAt,
  learnt,
} from './decide-knowledge.ts'
import type { Standing } from './decide-turn.ts'

/** So long a request counts of which nobody says that it has ended. */
export const FORGOTTEN: Seconds = 30

/** The turn that a page has among the tabs of its origin. */
export interface Hold {
  /** When the answer to a request of this turn told what is left; `undefined`: none did yet. */
  provedAt: Seconds | undefined
  readonly release: () => void
}

interface Counts {
  readonly answers: number
  readonly silent: number
}

/** A request that takes a unit of the budget, from its permission until its answer. */
interface Spending {
  readonly url: string
  /** In which turn it was permitted. */
  readonly hold: Hold | undefined
  /** It waited for its permission, as those did that wait for what it brings. */
  readonly isRefresh: boolean
  since: Seconds
  isSent: boolean
  /** How many answers had come when it was sent, and how many requests had ended without a word. */
  seen: Counts
}

/** What one page knows of a budget, and what it is spending. */
export interface Ledger {
  /** Taken and given back by the queue. */
  hold: Hold | undefined
  readonly underWay: ReadonlySet<Readonly<Spending>>
  /** As it was told: the window may be over. */
  readonly known: () => Knowledge
  readonly standing: () => Standing
  /** Permits a request, which may never be sent; the returned function says that it has ended. */
  readonly permit: (url: string, isRefresh: boolean) => () => void
  /**
   * A request is sent, with a permission if there is one. The returned function says what came of it:
   * nothing, if there is no answer.
   */
  readonly depart: (url: string) => (response: Response | undefined) => void
  readonly hear: (told: Omit<Budget, 'length'>) => void
  /** Forgets what nobody has ended. */
  readonly tidy: () => void
}

interface LedgerOptions {
  readonly now: () => Seconds
  readonly reserve: number
  readonly notModifiedCosts: boolean
  readonly onChange: () => void
  /** A request of this page has ended, and so much is left. */
  readonly onLearnt: (budget: Budget) => void
}

export function createLedger(options: LedgerOptions): Ledger {
  const { now, reserve, notModifiedCosts, onChange, onLearnt } = options
  const underWay = new Set<Spending>()
  let known: Knowledge
  let counts: Counts = { answers: 0, silent: 0 }

  function enter(url: string, isRefresh: boolean): Spending {
    const { hold } = ledger
    const spending = { url, hold, isRefresh, since: now(), isSent: false, seen: counts }
    underWay.add(spending)
    onChange()
    return spending
  }

  function arrive({ seen, hold }: Spending, response: Response | undefined): void {
    const { status, headers } = response ?? { status: 0, headers: undefined }
    const fields = fieldsOf(headers)
    const at = now()
    const told = parseRateLimit(fields, at)
    const retryAfter = parseRetryAfter(fieldValue(fields, 'retry-after'), at)
    const costs = status !== 304 || notModifiedCosts
    const overlaps = seen.answers !== counts.answers
    const unseen = counts.silent - seen.silent
    known = learnt(known, { status, told, retryAfter, overlaps, costs, unseen }, at)
    counts = {
      answers: counts.answers + Math.sign(status),
      silent: counts.silent + Number(costs && told === undefined),
    }
    if (hold && status > 0 && (told || status < 500)) hold.provedAt ??= at
    if (isBudget(known)) onLearnt(known)
  }

  const ledger: Ledger = {
    hold: undefined,
    underWay,
    known: () => known,
    standing: () => ({ known: knownAt(known, now()), underWay: underWay.size, reserve }),
    permit(url, isRefresh) {
      const spending = enter(url, isRefresh)
      return () => {
        if (!spending.isSent) underWay.delete(spending)
        onChange()
      }
    },
    depart(url) {
      const permitted = [...underWay].find((each) => !each.isSent && each.url === url)
      const spending = permitted ?? enter(url, false)
      Object.assign(spending, { since: now(), isSent: true, seen: counts })
      return (response) => {
        underWay.delete(spending)
        arrive(spending, response)
        onChange()
      }
    },
    hear(told) {
      const former = known
      known = heard(former, told, now())
      if (known === former) return
      counts = { ...counts, answers: counts.answers + 1 }
      onChange()
    },
    tidy() {
      const at = now()
      for (const spending of underWay) {
        // Also when the clock was set.
        if (Math.abs(at - spending.since) >= FORGOTTEN) underWay.delete(spending)
      }
      if (isBudget(known) && known.resetAt > at) known = knownAt(known, at)
    },
  }
  return ledger
}
