import { once } from 'node:events'
import { connect } from 'node:net'
import { createCoinApi, signInBody, testWallet, type Wire } from '@etagged/coin-api'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningServer, serve } from './serve.ts'

const running: RunningServer[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.close())))

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const start = async (options: Partial<Parameters<typeof serve>[0]> = {}) => {
  const server = await serve({ handler: api, port: 0, ...options })
  running.push(server)
  return server
}

/** Everything that comes back on one connection, byte for byte. */
async function exchange(
  port: number,
  lines: readonly string[],
  host = '127.0.0.1',
): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('utf8')
  socket.write([...lines, `Host: ${host}`, 'Connection: close', '', ''].join('\r\n'))
  const received: unknown[] = []
  for await (const chunk of socket) received.push(chunk)
  return received.join('')
}

describe('serve', () => {
  it('answers under /api with an ETag, then with 304', async () => {
    const { url } = await start()
    const first = await fetch(`${url}/api/coins?limit=2`)
    expect(first.status).toBe(200)
    expect(await first.json()).toHaveLength(2)
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    const second = await fetch(`${url}/api/coins?limit=2`, { headers })
    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')
  })

  it('sends a 304 as a head and not one byte more', async () => {
    const { port, url } = await start()
    const etag = (await fetch(`${url}/api/sol-price`)).headers.get('etag') ?? ''
    const bytes = await exchange(port, ['GET /api/sol-price HTTP/1.1', `If-None-Match: ${etag}`])
    expect(bytes).toMatch(/^HTTP\/1\.1 304 Not Modified\r\n/)
    expect(bytes.toLowerCase()).toContain(`etag: ${etag.toLowerCase()}\r\n`)
    expect(bytes.endsWith('\r\n\r\n')).toBe(true)
    expect(bytes.split('\r\n\r\n')).toHaveLength(2)
  })

  it('answers no page whose name was pointed at this machine', async () => {
    const { port } = await start({ handler: createCoinApi({ clock: Date.now, control: true }) })
    const request = ['GET /api/_control HTTP/1.1']
    expect(await exchange(port, request, `evil.example:${port}`)).toMatch(/^HTTP\/1\.1 421 /)
    expect(await exchange(port, request, `localhost:${port}`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('refuses a method that fetch does not know', async () => {
    const { port } = await start()
    expect(await exchange(port, ['TRACE /api/coins HTTP/1.1'])).toMatch(/^HTTP\/1\.1 405 /)
  })

  it('passes bodies, fields and cookies through', async () => {
    const { url } = await start()
    const login = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(await signInBody(await testWallet('alice'), api.clock())),
    })
    expect(login.status).toBe(201)
    const [cookie = ''] = login.headers.getSetCookie()
    const list = await fetch(`${url}/api/bookmarks/default`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    expect(list.status).toBe(200)
  })

  it.each(['/coins', '/apix/coins', '/'])('has nothing at %s without a directory', async (path) => {
    const { url } = await start()
    expect((await fetch(url + path, { headers: { accept: 'text/html' } })).status).toBe(404)
  })

  it('serves files beside the API and nothing above them', async () => {
    const { url, port } = await start({ staticDir: import.meta.dirname })
    expect((await fetch(`${url}/serve.ts`)).status).toBe(200)
    expect((await fetch(`${url}/api/sol-price`)).status).toBe(200)
    // `fetch` would tidy the path before it leaves.
    const answers = await Promise.all(
      ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json'].map((path) =>
        exchange(port, [`GET ${path} HTTP/1.1`]),
      ),
    )
    expect(answers.map((bytes) => /^HTTP\/1\.1 40[04] /.test(bytes))).toEqual([true, true, true])
    expect(answers.join('')).not.toContain('@etagged/api')
  })

  it('names PORT when the port is busy', async () => {
    const { port } = await start()
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} is in use. Set PORT to a free one, for example PORT=${port + 1}.`,
    )
  })

  it('leaves the global Request and Response alone', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await start()
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})

describe('the wire', () => {
  it('has the address of the socket, whatever the fields say', async () => {
    const addresses: (string | undefined)[] = []
    const handler = {
      fetch: (_request: Request, wire?: Wire) => {
        addresses.push(wire?.address)
        return Promise.resolve(new Response('ok'))
      },
    }
    const { url } = await start({ handler })
    await fetch(`${url}/api`, {
      headers: { 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1' },
    })
    expect(addresses).toEqual(['127.0.0.1'])
  })

  it('reads cookies from their field and writes a field for each', async () => {
    const handler = {
      fetch: (_request: Request, { cookies }: Wire) => {
        cookies.set('a', '1', { maxAge: 60 })
        cookies.set('b', '2', { maxAge: 60 })
        return Promise.resolve(new Response(cookies.get('theme')))
      },
    }
    const { url } = await start({ handler })
    const answer = await fetch(`${url}/api`, { headers: { cookie: 'theme=dark' } })
    expect(answer.headers.getSetCookie()).toHaveLength(2)
    expect(await answer.text()).toBe('dark')
  })
})

describe('a request body', () => {
  const echo = {
    fetch: async (request: Request) => new Response(String((await request.text()).length)),
  }
  const MEGABYTE = 1024 * 1024

  it.each([
    { bytes: 0, status: 200 },
    { bytes: MEGABYTE, status: 200 },
    { bytes: MEGABYTE + 1, status: 413 },
  ])('of $bytes bytes is answered with $status', async ({ bytes, status }) => {
    const { url } = await start({ handler: echo })
    const answer = await fetch(`${url}/api`, { method: 'POST', body: 'x'.repeat(bytes) })
    expect(answer.status).toBe(status)
    const body: unknown = await answer.json()
    expect(body).toEqual(
      status === 200
        ? bytes
        : { message: 'Request body is too large', error: 'Payload Too Large', statusCode: 413 },
    )
  })

  it('may not grow beyond the limit without saying so', async () => {
    const { url } = await start({ handler: echo })
    const piece = new Uint8Array(64 * 1024)
    let left = 20
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(piece) : controller.close()),
    })
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    expect((await fetch(`${url}/api`, init)).status).toBe(413)
  })
})

describe('a handler that fails on purpose', () => {
  it('breaks the connection with Response.error()', async () => {
    const { url, port } = await start({ handler: { fetch: async () => Response.error() } })
    await expect(fetch(`${url}/api`)).rejects.toThrow(TypeError)
    expect(await exchange(port, ['GET /api HTTP/1.1']).catch(() => '')).toBe('')
  })

  it('sends what there is of a broken body, and then breaks', async () => {
    const cut = () => {
      const pieces = ['{"he', 'llo"']
      const pull = (controller: ReadableStreamDefaultController) => {
        const piece = pieces.shift()
        if (piece === undefined) controller.error(new TypeError('cut'))
        else controller.enqueue(new TextEncoder().encode(piece))
      }
      const body = new ReadableStream({ pull }, { highWaterMark: 0 })
      return Promise.resolve(
        new Response(body, { headers: { 'content-length': '99', etag: '"1"' } }),
      )
    }
    const { url, port } = await start({ handler: { fetch: cut } })
    const answer = await fetch(`${url}/api`)
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"1"'])
    await expect(answer.text()).rejects.toThrow(TypeError)
    const bytes = await exchange(port, ['GET /api HTTP/1.1'])
    expect(bytes.toLowerCase()).toContain('content-length: 99\r\n')
    expect(bytes.endsWith('\r\n\r\n{"hello"')).toBe(true)
  })
})

describe('a stream of events', () => {
  const open = async () => {
    const cancelled = Promise.withResolvers<undefined>()
    const controllers: ReadableStreamDefaultController[] = []
    const handler = {
      fetch: () => {
        const body = new ReadableStream({
          start: (controller) => void controllers.push(controller),
          cancel: () => cancelled.resolve(undefined),
        })
        const headers = { 'content-type': 'text/event-stream' }
        return Promise.resolve(new Response(body, { headers }))
      },
    }
    const server = await start({ handler })
    const send = (text: string) => controllers[0]?.enqueue(new TextEncoder().encode(text))
    return { ...server, send, cancelled: cancelled.promise }
  }

  it('shows its head before the first event, and each event at once', async () => {
    const { url, send } = await open()
    const { status, body } = await fetch(`${url}/api`)
    expect(status).toBe(200)
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    for (const text of ['data: 1\n\n', 'data: 2\n\n']) {
      send(text)
      expect((await reader?.read())?.value).toBe(text)
    }
    await reader?.cancel()
  })

  it('ends when its client goes', async () => {
    const { url, cancelled } = await open()
    const abort = new AbortController()
    await fetch(`${url}/api`, { signal: abort.signal })
    abort.abort()
    await expect(cancelled).resolves.toBeUndefined()
  })

  it('ends with the server, in good order', async () => {
    const { url, close, cancelled } = await open()
    const text = (await fetch(`${url}/api`)).text()
    await close()
    await cancelled
    expect(await text).toBe('')
  })
})

describe('close', () => {
  it('ends though a client keeps its connection open', async () => {
    const { port, url, close } = await start()
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /api/sol-price HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'data')
    const ended = once(socket, 'close')
    await close()
    await ended
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('ends though an answer never comes', async () => {
    const asked = Promise.withResolvers<undefined>()
    const handler = {
      fetch: () => {
        asked.resolve(undefined)
        return new Promise<Response>(() => undefined)
      },
    }
    const { url, close } = await start({ handler })
    const lost = fetch(`${url}/api/x`).catch((error: unknown) => error)
    await asked.promise
    await close()
    expect(await lost).toBeInstanceOf(TypeError)
  })

  it('may be called twice', async () => {
    const { close } = await start()
    await close()
    await expect(close()).resolves.toBeUndefined()
  })
})
