import { eventStream } from '../stream/event-stream.ts'
import { marketEvents, type MarketEventsSource } from '../stream/market-events.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `GET /stream/trades` */
export function tradeStreamOperations(source: MarketEventsSource): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'streamTrades',
      method: 'GET',
      path: '/stream/trades',
      isLocal: true,
      summary: 'Trades and new coins as they happen, as server-sent events',
      response: 'stream',
      answer: ({ request }) =>
        eventStream(request, (signal) =>
          marketEvents(source, request.headers.get('last-event-id'), signal),
        ),
    }),
  ]
}
