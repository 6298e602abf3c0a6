import { BookmarkItem, BookmarkLists as Lists, Bookmarks, CoinList, isMint } from '@etagged/pumpfun'
import * as v from 'valibot'
import { type BookmarkLists, MOST_BOOKMARKS } from '../accounts/bookmark-lists.ts'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { json, jsonText } from '../http/json.ts'
import { textAnswer } from '../http/text-answer.ts'
import type { MarketCoin } from '../market/coin.ts'
import type { Market } from '../market/market.ts'
import { pageOf, shownCoins } from '../market/select.ts'
import { defineOperation, type Operation } from './operation.ts'
import { includeNsfw, mintInPath, paging } from './params.ts'

const Item: v.GenericSchema<unknown, { readonly itemId: string }> = v.object({
  itemId: v.pipe(v.string(), v.check(isMint, 'must be a mint address')),
})

/** The lists of whoever is logged in, and the coins in them. */
export function bookmarkOperations(
  lists: BookmarkLists,
  market: Market,
  bodies: CoinBodies,
): readonly Operation[] {
  const coinsOf = (address: string): readonly MarketCoin[] =>
    lists.of(address).items.flatMap((item) => market.find(item.item_id) ?? [])

  return [
    defineOperation({
      operationId: 'listBookmarks',
      method: 'GET',
      path: '/bookmarks',
      summary: 'The lists: the default one',
      login: 'required',
      response: Lists,
      answer: ({ claims: { address } }) => {
        const { items, ...list } = lists.of(address)
        const bookmark_items = items.map((item) => item.item_id)
        const preview_images = coinsOf(address).map((coin) => coin.identity.imageUri)
        return json([{ ...list, bookmark_items, preview_images: preview_images.slice(0, 4) }])
      },
    }),
    defineOperation({
      operationId: 'getDefaultBookmark',
      method: 'GET',
      path: '/bookmarks/default',
      summary: 'The default list',
      login: 'required',
      response: Bookmarks,
      answer: ({ claims }) => json(lists.of(claims.address)),
    }),
    defineOperation({
      operationId: 'listDefaultBookmarkCoins',
      method: 'GET',
      path: '/coins/bookmarks/default',
      summary: 'The coins in the default list, in its order',
      params: { ...paging, includeNsfw },
      login: 'required',
      limit: 60,
      response: CoinList,
      answer: ({ claims, params }) => {
        const shown = shownCoins(coinsOf(claims.address), params.includeNsfw)
        return jsonText(bodies.list(pageOf(shown, params)))
      },
    }),
    defineOperation({
      operationId: 'addDefaultBookmarkItem',
      method: 'POST',
      path: '/bookmarks/default/items',
      summary: `Saves a coin; ${MOST_BOOKMARKS} find room`,
      login: 'required',
      body: Item,
      status: 201,
      response: BookmarkItem,
      answer: ({ claims: { address }, body: { itemId } }) => {
        const item = lists.add(address, itemId)
        if (item) return json(item, 201)
        throw new ApiError(400, `The list is full: it has ${MOST_BOOKMARKS} coins`)
      },
    }),
    defineOperation({
      operationId: 'removeDefaultBookmarkItem',
      method: 'DELETE',
      path: '/bookmarks/default/:itemId',
      summary: 'Forgets a coin',
      login: 'required',
      params: { itemId: mintInPath },
      response: 'text',
      answer: ({ claims, params: { itemId } }) => {
        lists.remove(claims.address, itemId)
        // The service answers the id as text, labelled as HTML; it is base58 by now, so inert.
        return textAnswer(itemId, { headers: { 'content-type': 'text/html; charset=utf-8' } })
      },
    }),
  ]
}
