import { defineEndpoint } from '@etagged/core'
import { query } from '@etagged/react'
import * as v from 'valibot'

const orders = defineEndpoint({ path: '/orders', response: v.array(v.string()) })
const suggestions = defineEndpoint({ path: '/suggestions', response: v.array(v.string()) })

/** TanStack query options, the same on both sides. */
export const orderQueries = {
  list: () => query(orders, {}),
  suggestions: () => query(suggestions, {}),
}
