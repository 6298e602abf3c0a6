import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createEtagged } from '@etagged/core'
import { createServer as createViteServer } from 'vite'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { withFilesOf } from './page-files.ts'

const PAGE = 'docs/guides/proxy.md'

const seen: ReturnType<typeof noted>[] = []
const api = createServer((request, response) => {
  seen.push(noted(request))
  response.setHeader('etag', '"7"')
  if (request.headers.authorization !== 'Bearer alice') response.writeHead(401).end()
  else if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end()
  else response.setHeader('content-type', 'application/json').end('{"name":"one"}')
})

/** What decides about the answer. */
function noted({ method, url, headers }: IncomingMessage) {
  const { host, authorization, 'if-none-match': known, 'cache-control': cacheControl } = headers
  return { request: `${method} ${url}`, host, authorization, known, cacheControl }
}

beforeAll(async () => {
  await once(api.listen(0, '127.0.0.1'), 'listening')
  vi.stubEnv('API', `http://${hostOf(api)}/v1`)
  vi.stubEnv('PORT', '0')
})
afterEach(() => void seen.splice(0))
afterAll(() => {
  vi.unstubAllEnvs()
  api.close()
})

function hostOf(server: Pick<Server, 'address'>): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What a client on the proxy's own origin has of a path under `/api`, asked for twice. */
async function askTwice(host: string) {
  const client = createEtagged({
    baseUrl: `http://${host}/api`,
    headers: () => ({ authorization: 'Bearer alice' }),
  })
  const first = await client.json('/orders/7?full=1')
  return { client, first, second: await client.json('/orders/7?full=1') }
}

function expectNotModified({ first, second }: Awaited<ReturnType<typeof askTwice>>): void {
  expect(first.data).toEqual({ name: 'one' })
  expect(second.data).toBe(first.data)
  expect(second.outcome).toMatchObject({ fwdStatus: 304, detail: 'not-modified' })
  const asked = {
    request: 'GET /v1/orders/7?full=1',
    host: hostOf(api),
    authorization: 'Bearer alice',
  }
  expect(seen).toMatchObject([asked, { ...asked, known: '"7"', cacheControl: 'max-age=0' }])
}

it('the proxy in Node of proxy.md passes a 304, and lets no cache on the way keep it', () =>
  withFilesOf(PAGE, async (folder) => {
    const { server } = (await import(join(folder, 'proxy.ts'))) as { readonly server: Server }
    if (!server.listening) await once(server, 'listening')
    const asked = await askTwice(hostOf(server))
    expectNotModified(asked)
    const answer = await asked.client.fetch('/orders/7?full=1')
    expect(answer.headers.get('cache-control')).toBe('private')
    server.close()
  }))

it('the proxy in Vite of proxy.md passes a 304', () =>
  withFilesOf(PAGE, async (folder) => {
    const { httpServer, listen, close } = await createViteServer({
      root: folder,
      configFile: join(folder, 'vite.config.ts'),
      server: { host: '127.0.0.1', port: 0, ws: false },
    })
    await listen()
    if (httpServer === null) throw new Error('Vite has made no server')
    expectNotModified(await askTwice(hostOf(httpServer)))
    await close()
  }))
