import { CoinList } from '@etagged/pumpfun'
import * as v from 'valibot'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { jsonText } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { selectCoins, type Selection } from '../market/select.ts'
import { COIN_SORTS, isCoinSort } from '../market/sorting.ts'
import { defineOperation, type Operation, type Param, type ValuesOf } from './operation.ts'
import { flag, includeNsfw, paging, textInQuery } from './params.ts'

const sort: Param<Selection['sort']> = {
  in: 'query',
  description: 'What to sort by',
  schema: v.optional(v.picklist(COIN_SORTS), 'created_timestamp'),
  read: (value = 'created_timestamp') => {
    if (isCoinSort(value)) return value
    throw new ApiError(400, 'Validation failed (enum string is expected)')
  },
}

/** Which way a list is sorted. */
export const order: Param<Selection['order']> = {
  in: 'query',
  description: 'Direction',
  schema: v.optional(v.picklist(['ASC', 'DESC']), 'DESC'),
  read: (value = 'DESC') => {
    const upper = value.toUpperCase()
    if (upper === 'ASC' || upper === 'DESC') return upper
    throw new ApiError(400, 'Validation failed (enum string is expected)')
  },
}

const params = {
  ...paging,
  sort,
  order,
  includeNsfw,
  searchTerm: textInQuery('Text in name, symbol or mint'),
  creator: textInQuery('Wallet address of the creator'),
  complete: flag('Only graduated coins, or only those on the curve'),
  meta: textInQuery('A narrative word'),
}

/** `GET /coins`, `GET /coins/search` */
export function coinListOperations(market: Market, bodies: CoinBodies): readonly Operation[] {
  const answer = (values: ValuesOf<typeof params>): Response =>
    jsonText(bodies.list(selectCoins(market, selectionOf(values))))
  return [
    defineOperation({
      operationId: 'listCoins',
      method: 'GET',
      path: '/coins',
      summary: 'A page of coins',
      params,
      limit: 60,
      response: CoinList,
      answer: (ask) => answer(ask.params),
    }),
    defineOperation({
      operationId: 'searchCoins',
      method: 'GET',
      path: '/coins/search',
      summary: 'A page of coins that a text is looked for in',
      params: { ...params, type: textInQuery('How to search; makes no difference here') },
      limit: 20,
      response: CoinList,
      answer: ({ params: { type: _type, ...values } }) => answer(values),
    }),
  ]
}

function selectionOf(values: ValuesOf<typeof params>): Selection {
  const { searchTerm, creator, complete, meta, ...rest } = values
  return {
    ...rest,
    includeNsfw: values.includeNsfw ?? false,
    ...(searchTerm !== undefined && { searchTerm }),
    ...(creator !== undefined && { creator }),
    ...(complete !== undefined && { complete }),
    ...(meta !== undefined && { meta }),
  }
}
