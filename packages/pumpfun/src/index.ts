export { decodeBase58, encodeBase58 } from './base58.ts'
export { BookmarkItem, Bookmarks } from './bookmarks.ts'
export { CoinList, CoinRow } from './coin-list.ts'
export type { CoinListParams, CoinSort } from './coin-list-params.ts'
export { Coin } from './coin.ts'
export { isMint, Mint } from './mint.ts'
export { SecurityVerdict } from './security-verdict.ts'
export { SolPrice } from './sol-price.ts'
export {
  type CoinDetailPath,
  type CoinEndpointOptions,
  type CoinEndpoints,
  coinEndpoints,
} from './endpoints.ts'
