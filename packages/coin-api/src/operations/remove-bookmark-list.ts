import { DatabaseError } from '@etagged/pumpfun'
import type { BookmarkLists } from '../accounts/bookmark-lists.ts'
import { ApiError } from '../http/errors.ts'
import { json } from '../http/json.ts'
import { defineOperation, type Operation } from './operation.ts'
import { idInPath } from './params.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * `DELETE /bookmarks/:id`. What is no UUID runs into the service's database, whose complaint comes
 * back with status 200. The default list, the only one here, cannot be removed.
 */
export function removeBookmarkListOperations(lists: BookmarkLists): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'removeBookmark',
      method: 'DELETE',
      path: '/bookmarks/:id',
      summary: 'Removes a list; 200 with a complaint of the database for what is no UUID',
      params: { id: idInPath('UUID of the list') },
      login: 'required',
      response: DatabaseError,
      errors: [404],
      answer: ({ params: { id }, claims: { address } }) => {
        if (!UUID.test(id)) return json(complaintAbout(id))
        if (lists.of(address).id !== id.toLowerCase()) throw new ApiError(404, 'Bookmark not found')
        throw new ApiError(400, 'The default bookmark cannot be deleted')
      },
    }),
  ]
}

/** As the database words it: nulls in every form. */
function complaintAbout(id: string): object {
  return {
    code: '22P02',
    details: null,
    hint: null,
    message: `invalid input syntax for type uuid: "${id}"`,
  }
}
