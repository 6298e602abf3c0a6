import { isMint } from '@etagged/pumpfun'
import { Hono } from 'hono'
import type { BookmarkLists } from '../accounts/bookmark-lists.ts'
import { claimsOf } from '../accounts/credentials.ts'
import type { Tokens } from '../accounts/tokens.ts'
import { textFields } from '../http/body.ts'
import { ApiError } from '../http/errors.ts'
import { json } from '../http/json.ts'

/**
 * `GET /bookmarks/default`, `POST /bookmarks/default/items`, `DELETE /bookmarks/default/:itemId`:
 * the list of whoever is logged in.
 */
export function bookmarkRoutes(lists: BookmarkLists, tokens: Tokens): Hono {
  return new Hono()
    .get('/bookmarks/default', async ({ req }) => {
      const { address } = await claimsOf(req.raw, tokens)
      return json(lists.of(address))
    })
    .post('/bookmarks/default/items', async ({ req }) => {
      const { address } = await claimsOf(req.raw, tokens)
      const { itemId } = await textFields(req.raw, ['itemId'])
      if (!isMint(itemId)) throw new ApiError(400, ['itemId must be a mint address'])
      lists.add(address, itemId)
      return json(
        lists.of(address).items.find((item) => item.item_id === itemId),
        201,
      )
    })
    .delete('/bookmarks/default/:itemId', async ({ req }) => {
      const { address } = await claimsOf(req.raw, tokens)
      const itemId = req.param('itemId')
      if (!isMint(itemId)) throw new ApiError(400, 'Validation failed (mint address is expected)')
      lists.remove(address, itemId)
      // The service answers the id as text, labelled as HTML; it is base58 by now, so inert.
      return new Response(itemId, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    })
}
