import { defineEndpoint, type Endpoint, type Schema } from '@etagged/core'
import * as v from 'valibot'
import { Bookmarks } from './bookmarks.ts'
import { CoinList, type CoinRow } from './coin-list.ts'
import type { CoinListParams } from './coin-list-params.ts'
import { Coin } from './coin.ts'
import { Mint } from './mint.ts'
import { SolPrice } from './sol-price.ts'

/** The operation that gives one coin: the API is moving from the first path to the second. */
export type CoinDetailPath = '/coins/:mint' | '/coins-v2/:mint'

export interface CoinEndpointOptions {
  /** @default '/coins/:mint' */
  readonly detailPath?: CoinDetailPath
}

/** The operations of the API that read coins, and those of the signed-in user. */
export interface CoinEndpoints {
  readonly detail: Endpoint<{ readonly mint: string }, Coin>
  readonly list: Endpoint<CoinListParams, readonly CoinRow[]>
  readonly solPrice: Endpoint<object, SolPrice>
  /** The default bookmark list of the signed-in user; 401 for nobody. */
  readonly bookmarks: Endpoint<object, Bookmarks>
}

const detailParams: Schema<{ readonly mint: string }> = v.object({ mint: Mint })

const listParams: Schema<CoinListParams> = v.strictObject({
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  offset: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  sort: v.exactOptional(
    v.picklist([
      'created_timestamp',
      'market_cap',
      'last_trade_timestamp',
      'reply_count',
      'last_reply',
      'featured',
      'currently_live',
    ]),
  ),
  order: v.exactOptional(v.picklist(['ASC', 'DESC'])),
  includeNsfw: v.exactOptional(v.boolean()),
  searchTerm: v.exactOptional(v.string()),
  creator: v.exactOptional(v.string()),
  complete: v.exactOptional(v.boolean()),
  meta: v.exactOptional(v.string()),
})

/** Describes the API's operations for `@etagged/core` and `@etagged/react`. */
export function coinEndpoints({
  detailPath = '/coins/:mint',
}: CoinEndpointOptions = {}): CoinEndpoints {
  return {
    detail: defineEndpoint({ path: detailPath, response: Coin, params: detailParams }),
    list: defineEndpoint({ path: '/coins', response: CoinList, params: listParams }),
    solPrice: defineEndpoint({ path: '/sol-price', response: SolPrice }),
    bookmarks: defineEndpoint({ path: '/bookmarks/default', response: Bookmarks }),
  }
}
