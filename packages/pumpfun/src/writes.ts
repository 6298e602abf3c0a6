import { defineMutation, type Mutation } from '@etagged/core'
import * as v from 'valibot'
import { Coin } from './coin.ts'
import { CreateCoinRequest } from './create-coin-request.ts'
import { Mint } from './mint.ts'

/** The operations of the API that write. All of them need a login: 401 for nobody. */
export interface CoinWrites {
  /** Makes a coin; invalidates every list and every coin. */
  readonly create: Mutation<{ readonly body: CreateCoinRequest }, Coin>
  /** Saves a coin in the user's default list. */
  readonly bookmark: Mutation<{ readonly body: { readonly itemId: string } }, undefined>
  /** Takes a coin out of that list. */
  readonly unbookmark: Mutation<{ readonly itemId: string }, undefined>
}

/** RFC 9111 §4.4 names the URL of the write, which nobody reads; the API means these by it. */
const bookmarks = () => [{ prefix: '/bookmarks' }, { prefix: '/coins/bookmarks' }]

/** Describes the API's writes for `@etagged/core` and `@etagged/react`. */
export const coinWrites: CoinWrites = {
  create: defineMutation({
    method: 'POST',
    path: '/coins/create',
    body: CreateCoinRequest,
    response: Coin,
    // Lists, the latest, searches; and a coin by either of its paths.
    invalidates: () => [{ prefix: '/coins' }],
  }),
  bookmark: defineMutation({
    method: 'POST',
    path: '/bookmarks/default/items',
    body: v.object({ itemId: Mint }),
    // What the service answers nobody has recorded; that it did is enough.
    invalidates: bookmarks,
  }),
  unbookmark: defineMutation({
    method: 'DELETE',
    path: '/bookmarks/default/:itemId',
    invalidates: bookmarks,
  }),
}
