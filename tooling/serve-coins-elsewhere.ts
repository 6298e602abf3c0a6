import { serve } from '@etagged/api'
import { createCoinApi, type Wire } from '@etagged/coin-api'

interface Api {
  readonly fetch: (request: Request, wire: Wire) => Promise<Response>
}

const STACKS = ['fastify', 'express'] as const

/**
 * Coin APIs on a port of their own, which pages of other origins may ask: one for each page's origin
 * and stack, under `/api/fastify` and `/api/express`. Coins stand still, and `_control` is there.
 */
export async function serveCoinsElsewhere(): Promise<{
  readonly url: string
  close(): Promise<void>
}> {
  const apis = new Map<string, Api>()

  function apiOf(origin: string, stack: (typeof STACKS)[number]): Api {
    const name = `${stack} ${origin}`
    const api =
      apis.get(name) ??
      createCoinApi({
        clock: Date.now,
        tradesPerSecond: 0,
        limits: false,
        control: true,
        origins: [origin],
        exposeHeaders: ['ETag', 'Vary'],
        stack,
      })
    apis.set(name, api)
    return api
  }

  async function answer(request: Request, wire: Wire): Promise<Response> {
    const url = new URL(request.url)
    const [, first, ...path] = url.pathname.split('/')
    const stack = STACKS.find((name) => name === first)
    if (stack === undefined) return new Response('Not found', { status: 404 })
    url.pathname = `/${path.join('/')}`
    return apiOf(request.headers.get('origin') ?? '', stack).fetch(new Request(url, request), wire)
  }

  const { url, close } = await serve({ handler: { fetch: answer }, port: 0 })
  return { url: `${url}/api`, close }
}
