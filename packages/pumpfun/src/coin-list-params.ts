/** The keys by which the API sorts a list. It refuses others, among them the time of completion. */
export type CoinSort =
  | 'created_timestamp'
  | 'market_cap'
  | 'last_trade_timestamp'
  | 'reply_count'
  | 'last_reply'
  | 'featured'
  | 'currently_live'

/** The query of `GET /coins`. Every parameter is optional. */
export interface CoinListParams {
  /** Rows per page, at least 1. The server's cap is unknown; it may clamp large values. @default 50 */
  readonly limit?: number
  /**
   * Rows to skip, at least 0. There is no cursor and no total: stop at an empty or short page.
   * Rows end near offset 1,000. @default 0
   */
  readonly offset?: number
  /** What to sort by. @default the server's choice */
  readonly sort?: CoinSort
  /** Direction. @default 'DESC' */
  readonly order?: 'ASC' | 'DESC'
  /** Whether to include coins marked not safe for work. @default false */
  readonly includeNsfw?: boolean
  /** Only coins whose name, symbol or mint contains this text. @default no restriction */
  readonly searchTerm?: string
  /** Only coins made by this address (base58). @default no restriction */
  readonly creator?: string
  /** `true`: only graduated coins; `false`: only coins still on the curve. @default both */
  readonly complete?: boolean
  /** Only coins of this narrative word, such as `cats`. @default no restriction */
  readonly meta?: string
}

/** The query of `GET /coins/search`. Every parameter is optional. */
export interface CoinSearchParams extends CoinListParams {
  /** How to search, as the API's own pages do. @default the server's choice */
  readonly type?: 'hybrid'
}
