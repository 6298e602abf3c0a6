import { http, type HttpHandler, HttpResponse } from 'msw'
import type { CoinApi } from '../create-coin-api.ts'
import { baseAt } from '../in-page/base.ts'
import { createCookieJar, NO_COOKIES } from '../in-page/cookie-jar.ts'
import { fieldsAsSent } from '../in-page/fields-as-sent.ts'
import type { Cookies } from '../wire.ts'

/** Options of {@link coinApiHandlers}. */
export interface CoinApiHandlersOptions {
  /** Where the API is; absolute, or relative to the page where there is one: `/api`. */
  readonly baseUrl: string
  /** The cookies of the API, in place of those that MSW keeps. @default a jar in memory */
  readonly jar?: Cookies
}

/**
 * MSW handlers for everything under `baseUrl`. In Node MSW does not tell a request's `credentials`,
 * so cookies go along even with `omit`.
 *
 * @example
 * const api = createCoinApi({ clock: Date.now })
 * const server = setupServer(...coinApiHandlers(api, { baseUrl: 'https://coins.test' }))
 */
export function coinApiHandlers(
  api: Pick<CoinApi, 'fetch'>,
  { baseUrl, jar = createCookieJar() }: CoinApiHandlersOptions,
): HttpHandler[] {
  const base = baseAt(baseUrl)

  const answer = async (request: Request): Promise<Response> => {
    const { method, signal, credentials } = request
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const body = hasBody ? await request.arrayBuffer() : undefined
    const inner = new Request(base.within(new URL(request.url)), {
      method,
      headers: fieldsAsSent(request),
      signal,
      ...(body?.byteLength && { body }),
    })
    const cookies = credentials === 'omit' ? NO_COOKIES : jar
    const outcome = await api.fetch(inner, { address: 'msw', cookies })
    return outcome.type === 'error' ? HttpResponse.error() : withLateBreak(outcome)
  }

  return [
    http.all(
      ({ request }) => base.covers(new URL(request.url)),
      ({ request }) => answer(request),
    ),
  ]
}

/**
 * The same answer; where its body breaks, it does so one turn of the event loop later. MSW cuts the
 * connection at once, and Node's fetch would not have seen the head by then.
 */
function withLateBreak(answer: Response): Response {
  if (!answer.body) return answer
  const reader = answer.body.getReader()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          setTimeout(() => controller.error(error))
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = answer
  return new Response(body, { status, statusText, headers })
}
