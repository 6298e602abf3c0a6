import type { CoinListParams } from '@etagged/pumpfun'

const SORTS = ['market_cap', 'created_timestamp', 'reply_count', 'last_trade_timestamp'] as const

/** The columns that the API can sort by. */
export type BoardSort = (typeof SORTS)[number]

/** What the board shows; every default filled in. */
export interface BoardView {
  readonly sort: BoardSort
  readonly order: 'ASC' | 'DESC'
  /** Text in name, symbol or mint; '' for all. */
  readonly q: string
  /** `true`: only graduated coins; `false`: only those on the curve. */
  readonly graduated: boolean | undefined
}

/** The board's part of the URL: only what differs from {@link DEFAULT_VIEW}. */
export interface BoardSearch {
  readonly sort?: BoardSort
  readonly order?: 'ASC'
  readonly q?: string
  readonly graduated?: boolean
}

export const DEFAULT_VIEW: BoardView = {
  sort: 'market_cap',
  order: 'DESC',
  q: '',
  graduated: undefined,
}

/** A mint has 44 characters, and no name of the market is longer. */
const LONGEST_TERM = 64

/** Reads search parameters that anybody may have typed; what makes no sense is as if absent. */
export function parseBoardSearch(search: Readonly<Record<string, unknown>>): BoardSearch {
  const { sort, order, q, graduated } = search
  return formatBoardSearch({
    sort: SORTS.find((known) => known === sort) ?? DEFAULT_VIEW.sort,
    order: order === 'ASC' ? 'ASC' : 'DESC',
    q: typeof q === 'string' ? q.slice(0, LONGEST_TERM) : '',
    graduated: booleanIn(graduated),
  })
}

/** The search parameters that show a view. */
export function formatBoardSearch({ sort, order, q, graduated }: BoardView): BoardSearch {
  return {
    ...(sort !== DEFAULT_VIEW.sort && { sort }),
    ...(order === 'ASC' && { order }),
    ...(q.trim() !== '' && { q }),
    ...(graduated !== undefined && { graduated }),
  }
}

/** The view that search parameters show. */
export function boardViewOf(search: BoardSearch): BoardView {
  // When a URL was typed into an open page, the router adds what `validateSearch` left out.
  return { ...DEFAULT_VIEW, ...parseBoardSearch({ ...search }) }
}

/** The view after a click on a column's head: the largest first, and then the other way round. */
export function sortedBy(view: BoardView, sort: BoardSort): BoardView {
  const isFlip = view.sort === sort && view.order === 'DESC'
  return { ...view, sort, order: isFlip ? 'ASC' : 'DESC' }
}

/** What the API is asked for. */
export function listParamsOf(view: BoardView): CoinListParams {
  const { sort, order, q, graduated } = view
  const searchTerm = q.trim()
  return {
    sort,
    order,
    ...(searchTerm !== '' && { searchTerm }),
    ...(graduated !== undefined && { complete: graduated }),
  }
}

/** From a URL it is text. */
function booleanIn(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}
