import { once } from 'node:events'
import { connect } from 'node:net'
import { createCoinApi } from '@etagged/coin-api'
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
async function exchange(port: number, lines: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('utf8')
  socket.write([...lines, 'Host: 127.0.0.1', 'Connection: close', '', ''].join('\r\n'))
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

  it('passes bodies, fields and cookies through', async () => {
    const { url } = await start()
    const login = await fetch(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'alice', password: 'wonderland' }),
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
