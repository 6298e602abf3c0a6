import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'

/** One for the page, for one user at a time. */
export const etagged = createEtagged({
  baseUrl: '/api',
  store: createIdbStore(),
  // Your token; this API takes a name for one.
  headers: ({ user }) => (user ? { authorization: `Bearer ${user}` } : {}),
})
