import { CandleList } from '@etagged/pumpfun'
import { candleBody } from '../bodies/candle-body.ts'
import { json } from '../http/json.ts'
import type { Market } from '../market/market.ts'
import { defineOperation, type Operation } from './operation.ts'
import { integer, mintInPath, oneOf, paging } from './params.ts'

const MOST_CANDLES = 1000

const timeframe = oneOf('Minutes a candle', { values: [1, 5, 15, 60, 240, 1440], otherwise: 5 })

/** `GET /candlesticks/:mint` */
export function candlestickOperations(market: Market): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'listCandles',
      method: 'GET',
      path: '/candlesticks/:mint',
      summary: "A coin's newest candles, oldest first; none for an unknown mint",
      params: {
        mint: mintInPath,
        timeframe,
        limit: integer('limit', { least: 1, otherwise: MOST_CANDLES, most: MOST_CANDLES }),
        offset: paging.offset,
      },
      limit: 60,
      response: CandleList,
      answer: ({ params: { mint, ...page } }) =>
        json(market.candles(mint, page).map((candle) => candleBody(mint, page.timeframe, candle))),
    }),
  ]
}
