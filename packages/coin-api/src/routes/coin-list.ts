import { Hono } from 'hono'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { jsonText } from '../http/json.ts'
import { booleanIn, integerIn, textIn } from '../http/query.ts'
import type { Market } from '../market/market.ts'
import { selectCoins, type Selection } from '../market/select.ts'
import { isCoinSort } from '../market/sorting.ts'

/** Rows per page that the server goes up to; more is not refused, only not given. */
export const MOST_ROWS = 200

/** `GET /coins` */
export function coinListRoutes(market: Market, bodies: CoinBodies): Hono {
  return new Hono().get('/coins', ({ req }) => {
    const selection = selectionIn(new URL(req.url).searchParams)
    return jsonText(bodies.list(selectCoins(market, selection)))
  })
}

function selectionIn(query: URLSearchParams): Selection {
  const searchTerm = textIn(query, 'searchTerm')
  const creator = textIn(query, 'creator')
  const complete = booleanIn(query, 'complete')
  const meta = textIn(query, 'meta')
  return {
    limit: Math.min(integerIn(query, 'limit', { least: 1, otherwise: 50 }), MOST_ROWS),
    offset: integerIn(query, 'offset', { least: 0, otherwise: 0 }),
    sort: sortIn(query),
    order: orderIn(query),
    includeNsfw: booleanIn(query, 'includeNsfw') ?? false,
    ...(searchTerm !== undefined && { searchTerm }),
    ...(creator !== undefined && { creator }),
    ...(complete !== undefined && { complete }),
    ...(meta !== undefined && { meta }),
  }
}

function sortIn(query: URLSearchParams): Selection['sort'] {
  const sort = textIn(query, 'sort') ?? 'created_timestamp'
  if (isCoinSort(sort)) return sort
  throw new ApiError(400, 'Validation failed (enum string is expected)')
}

function orderIn(query: URLSearchParams): Selection['order'] {
  const order = (textIn(query, 'order') ?? 'DESC').toUpperCase()
  if (order === 'ASC' || order === 'DESC') return order
  throw new ApiError(400, 'Validation failed (enum string is expected)')
}
