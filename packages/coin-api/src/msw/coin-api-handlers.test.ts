import { setupServer } from 'msw/node'
import { afterEach, beforeAll, afterAll, describe, expect, it, vi } from 'vitest'
import type { Wire } from '../wire.ts'
import { coinApiHandlers } from './coin-api-handlers.ts'

const BASE = 'https://msw.test/api'
type Handler = (request: Request, wire: Wire) => Response | Promise<Response>

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

/** Puts one function behind the base. */
const open = (handler: Handler) => {
  const asked: Request[] = []
  const api = {
    fetch: async (request: Request, wire?: Wire) => {
      asked.push(request)
      if (!wire) throw new Error('no wire')
      return handler(request, wire)
    },
  }
  server.use(...coinApiHandlers(api, { baseUrl: BASE }))
  return asked
}

describe('MSW with the handlers of the coin API', () => {
  it('answers what is under the base, with method, fields and body', async () => {
    const asked = open(async (request) => Response.json([request.method, await request.text()]))
    const init = { method: 'POST', body: 'b', headers: { 'x-a': '1' } }
    expect(await (await fetch(`${BASE}/coins?a=1`, init)).json()).toEqual(['POST', 'b'])
    expect(asked.map(({ url }) => url)).toEqual(['https://msw.test/coins?a=1'])
    expect(asked[0]?.headers.get('x-a')).toBe('1')
  })

  it('leaves everything else to other handlers', async () => {
    const asked = open(() => new Response('ok'))
    vi.spyOn(console, 'error').mockReturnValue()
    await expect(fetch('https://msw.test/apix')).rejects.toThrow(TypeError)
    vi.restoreAllMocks()
    expect(asked).toEqual([])
  })

  it('passes the fields on that fetch adds', async () => {
    const asked = open(() => new Response('ok'))
    await fetch(BASE, { headers: { 'if-none-match': '"1"' } })
    expect(asked[0]?.headers.get('cache-control')).toBe('no-cache')
  })

  it('makes a network failure one', async () => {
    open(() => Response.error())
    await expect(fetch(BASE)).rejects.toThrow(TypeError)
  })

  it('breaks where the body breaks', async () => {
    const pieces = [new TextEncoder().encode('half')]
    open(() => {
      const pull = (controller: ReadableStreamDefaultController) => {
        const piece = pieces.pop()
        if (piece) controller.enqueue(piece)
        else controller.error(new TypeError('cut'))
      }
      return new Response(new ReadableStream({ pull }), { headers: { 'content-length': '8' } })
    })
    const answer = await fetch(BASE)
    await expect(answer.text()).rejects.toThrow(TypeError)
  })

  it('keeps cookies for the next request', async () => {
    open((_request, { cookies }) => {
      const count = Number(cookies.get('visits') ?? 0) + 1
      cookies.set('visits', String(count), { maxAge: 60 })
      return new Response(String(count))
    })
    await fetch(BASE)
    expect(await (await fetch(BASE)).text()).toBe('2')
  })

  it('passes a stream on piece by piece, and ends it with its reader', async () => {
    const cancel = vi.fn()
    let send = (_text: string): void => undefined
    open(() => {
      const start = (controller: ReadableStreamDefaultController) => {
        send = (text) => controller.enqueue(new TextEncoder().encode(text))
        send('one')
      }
      return new Response(new ReadableStream({ start, cancel }), {
        headers: { 'content-type': 'text/event-stream' },
      })
    })
    const abort = new AbortController()
    const answer = await fetch(BASE, { signal: abort.signal })
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('one')
    send('two')
    expect((await reader?.read())?.value).toBe('two')
    const lost = reader?.read()
    abort.abort()
    await expect(lost).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    await vi.waitFor(() => expect(cancel).toHaveBeenCalled())
  })

  it('tells the API when its caller goes', async () => {
    const asked = open(() => new Promise<Response>(() => undefined))
    const abort = new AbortController()
    const answer = fetch(BASE, { signal: abort.signal })
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    abort.abort()
    await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    await vi.waitFor(() => expect(asked[0]?.signal.aborted).toBe(true))
  })

  it('follows a redirect as the network does', async () => {
    open((request) =>
      request.url.endsWith('/end')
        ? new Response('there')
        : new Response(null, { status: 302, headers: { location: 'end' } }),
    )
    const answer = await fetch(`${BASE}/start`)
    expect([answer.url, answer.redirected, await answer.text()]).toEqual([
      `${BASE}/end`,
      true,
      'there',
    ])
  })
})
