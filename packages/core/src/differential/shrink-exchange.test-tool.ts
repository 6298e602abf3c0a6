import type { Exchange, Message } from './exchange.test-tool.ts'

/** The smallest exchange that can be reached from this one by leaving out, and is still wrong. */
export function shrunk(exchange: Exchange, isWrong: (smaller: Exchange) => boolean): Exchange {
  const smaller = smallerThan(exchange).find(isWrong)
  return smaller === undefined ? exchange : shrunk(smaller, isWrong)
}

/** The exchange with one thing less. */
function smallerThan(exchange: Exchange): Exchange[] {
  const { request, response, again, notModified, heuristics } = exchange
  return [
    ...lessOf(request).map((less) => ({ ...exchange, request: less })),
    ...lessOf(response).map((less) => ({ ...exchange, response: less })),
    ...lessOf(again).map((less) => ({ ...exchange, again: less })),
    ...lessOf(notModified).map((less) => ({ ...exchange, notModified: less })),
    ...(response.status === 200 ? [] : [{ ...exchange, response: { ...response, status: 200 } }]),
    ...(response.delay === 0 ? [] : [{ ...exchange, response: { ...response, delay: 0 } }]),
    ...(again.after === 0 ? [] : [{ ...exchange, again: { ...again, after: 0 } }]),
    ...(again.method === 'GET' ? [] : [{ ...exchange, again: { ...again, method: 'GET' } }]),
    ...(heuristics.stored
      ? [{ ...exchange, heuristics: { stored: false, freshened: false } }]
      : []),
  ]
}

function lessOf<M extends Message>(message: M): M[] {
  const { cacheControl, fields } = message
  return [
    ...cacheControl.map((left) => ({
      ...message,
      cacheControl: cacheControl.filter((member) => member !== left),
    })),
    ...Object.keys(fields).map((left) => ({
      ...message,
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== left)),
    })),
  ]
}
