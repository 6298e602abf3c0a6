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

/** A turn that a page has among the tabs of its origin. */
export interface Hold {
  /** When the answer to a request of this turn told what is left; `undefined`: none did yet. */
  provedAt: Seconds | undefined
  readonly release: () => void
}

/** A request that takes a unit of the budget, from its permission until its answer. */
export interface Spending {
  readonly url: string
  /** In which hold it began. */
  readonly hold: Hold | undefined
  /** It had to wait for permission, as those did that wait for what it brings. */
  readonly isRefresh: boolean
  since: Seconds
  isSent: boolean
  /** How many answers had come when it was sent. */
  seen: number
}

/** What one page knows of a budget, and what it is spending. */
export interface Ledger {
  /** As it was told: the window may be over. */
  readonly known: () => Knowledge
  readonly underWay: ReadonlySet<Spending>
  readonly standing: (now: Seconds) => Standing
  /** Permits a request, which need not be sent, or not by the network. */
  readonly permit: (spending: Pick<Spending, 'url' | 'hold' | 'isRefresh'>) => Spending
  /** Ends a permission that was not used. */
  readonly withdraw: (spending: Spending) => void
  /** A request is sent: with a permission, if there is one. */
  readonly depart: (url: string, hold: Hold | undefined) => Spending
  /** Its answer came; without `response` there is none. */
  readonly arrive: (spending: Spending, response: Response | undefined) => void
  readonly hear: (told: Omit<Budget, 'length'>) => void
  /** Forgets what nobody ended. */
  readonly tidy: () => void
}

interface LedgerOptions {
  readonly now: () => Seconds
  readonly reserve: number
  readonly notModifiedCosts: boolean
}

export function createLedger({ now, reserve, notModifiedCosts }: LedgerOptions): Ledger {
  const underWay = new Set<Spending>()
  let known: Knowledge
  let answers = 0

  function permit({ url, hold, isRefresh }: Parameters<Ledger['permit']>[0]): Spending {
    const spending = { url, hold, isRefresh, since: now(), isSent: false, seen: answers }
    underWay.add(spending)
    return spending
  }

  return {
    known: () => known,
    underWay,
    standing: (at) => ({ known: knownAt(known, at), underWay: underWay.size, reserve }),
    permit,
    withdraw(spending) {
      if (!spending.isSent) underWay.delete(spending)
    },
    depart(url, hold) {
      const permitted = [...underWay].find((each) => !each.isSent && each.url === url)
      const spending = permitted ?? permit({ url, hold, isRefresh: false })
      return Object.assign(spending, { since: now(), isSent: true, seen: answers })
    },
    arrive(spending, response) {
      underWay.delete(spending)
      const { status, headers } = response ?? { status: 0, headers: undefined }
      const fields = fieldsOf(headers)
      const at = now()
      const told = parseRateLimit(fields, at)
      known = learnt(
        known,
        {
          status,
          told,
          retryAfter: parseRetryAfter(fieldValue(fields, 'retry-after'), at),
          overlaps: spending.seen !== answers,
          costs: status !== 304 || notModifiedCosts,
        },
        at,
      )
      if (status === 0) return
      answers++
      const { hold } = spending
      if (hold && (told !== undefined || status < 500)) hold.provedAt ??= at
    },
    hear(told) {
      const former = known
      known = heard(former, told, now())
      if (known !== former) answers++
    },
    tidy() {
      const at = now()
      for (const spending of underWay) {
        // The clock was set back.
        spending.since = Math.min(spending.since, at)
        if (at - spending.since >= FORGOTTEN) underWay.delete(spending)
      }
      if (isBudget(known) && known.resetAt > at) known = knownAt(known, at)
    },
  }
}
