/**
 * The Pump.fun API as schemas, types and endpoints. No React.
 *
 * @module
 */
export { Amount } from './amount.ts'
export { ApiError, DatabaseError } from './api-error.ts'
export { AuthClaims } from './auth-claims.ts'
export { decodeBase58, encodeBase58 } from './base58.ts'
export { BookmarkList, BookmarkLists } from './bookmark-lists.ts'
export { BookmarkItem, Bookmarks } from './bookmarks.ts'
export { Candle, CandleList, type CandleParams, Timeframe } from './candle.ts'
export { CoinList, CoinRow } from './coin-list.ts'
export type { CoinListParams, CoinSearchParams, CoinSort } from './coin-list-params.ts'
export { Coin } from './coin.ts'
export { CreateCoinRequest } from './create-coin-request.ts'
export { FollowEdge, FollowList } from './follow-edge.ts'
export { Health } from './health.ts'
export { LiveCoin, LiveCoinList } from './live-coin.ts'
export { Meta, MetaList } from './meta.ts'
export { isMint, Mint } from './mint.ts'
export { MintsRequest } from './mints-request.ts'
export { RecommendedCoin, RecommendedCoinList } from './recommended-coin.ts'
export { SecurityVerdict } from './security-verdict.ts'
export { signInText } from './sign-in-text.ts'
export { SolPrice } from './sol-price.ts'
export { TopRunner, TopRunnerList } from './top-runner.ts'
export { Trade } from './trade.ts'
export { UserCreatedCoins } from './user-created-coins.ts'
export { UserProfile } from './user-profile.ts'
export {
  type CoinDetailPath,
  type CoinEndpointOptions,
  type CoinEndpoints,
  coinEndpoints,
  type CoinPageParams,
} from './endpoints.ts'
export { type CoinWrites, coinWrites } from './writes.ts'
