import type { CoinListParams } from '@etagged/pumpfun'
import { type BoardView, listParamsOf } from '../router/board-search.ts'
import type { QueryState } from '../status/describe-status.ts'

/** Rows of a page; each page is a query of its own, and has its own ETag. */
export const PAGE_SIZE = 50

/** The API gives no rows from here on, however many coins there are. */
const LAST_OFFSET = 1000

/** What the API is asked for a page, the first of which is 0. */
export function pageParams(view: BoardView, page: number): CoinListParams {
  const offset = page * PAGE_SIZE
  return { ...listParamsOf(view), limit: PAGE_SIZE, ...(offset > 0 && { offset }) }
}

/** What comes after the last open page, of which `rows` are known; `undefined`: still unknown. */
export type Tail =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'more'; readonly shown: number }
  | { readonly kind: 'end'; readonly shown: number }

/** Is there another page after so many? There is no total: a short page is the last one. */
export function tailAfter(pages: number, rows: number | undefined): Tail {
  if (rows === undefined) return { kind: 'unknown' }
  const shown = (pages - 1) * PAGE_SIZE + rows
  const isLast = rows < PAGE_SIZE || pages * PAGE_SIZE >= LAST_OFFSET
  return { kind: isLast ? 'end' : 'more', shown }
}

/** Several pages as one: the worst of what holds for any, the age of the oldest. */
export function combineStates(states: readonly QueryState[]): QueryState {
  const failed = states.find(({ status }) => status === 'error')
  const isPending = states.some(({ status }) => status === 'pending')
  const updates = states.map(({ dataUpdatedAt }) => dataUpdatedAt).filter((at) => at > 0)
  return {
    status: failed?.status ?? (isPending ? 'pending' : 'success'),
    fetchStatus: combineFetches(states.map(({ fetchStatus }) => fetchStatus)),
    dataUpdatedAt: updates.length === 0 ? 0 : Math.min(...updates),
    error: failed?.error ?? null,
    failureReason: states.find((state) => state.failureReason !== null)?.failureReason ?? null,
  }
}

function combineFetches(fetches: readonly QueryState['fetchStatus'][]): QueryState['fetchStatus'] {
  if (fetches.includes('fetching')) return 'fetching'
  return fetches.includes('paused') ? 'paused' : 'idle'
}
