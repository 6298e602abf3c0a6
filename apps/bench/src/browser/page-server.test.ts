import { afterEach, beforeEach, expect, it } from 'vitest'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import { pathOf } from '../origin/door.ts'
import type { Report, Task } from '../page/task.ts'
import { type PageServer, servePage } from './page-server.ts'

let server: PageServer
beforeEach(async () => {
  const files = new Map([
    ['/index.html', '<!doctype html>'],
    ['/page.js', 'live()'],
  ])
  server = await servePage(files)
})
afterEach(() => server.close())

const report: Report = { userAgent: 'Chrome/156.0', done: { kind: 'seeded' } }

const askTask = async (): Promise<unknown> => (await fetch(`${server.url}task`)).json()

const tell = (): Promise<Response> =>
  fetch(`${server.url}done`, { method: 'POST', body: JSON.stringify(report) })

it('a page waits for its task, and what it reports is the result', async () => {
  const task: Task = { kind: 'seed', numbers: [1] }
  const asked = askTask()
  const result = server.run(task)
  expect(await asked).toEqual(task)
  await tell()
  expect(await result).toEqual(report)
})

it('a page that has reported gets the next task, not its own again', async () => {
  const first = server.run({ kind: 'seed', numbers: [1] })
  await askTask()
  await tell()
  await first
  const asked = askTask()
  const second = server.run({ kind: 'seed', numbers: [2] })
  expect(await asked).toEqual({ kind: 'seed', numbers: [2] })
  await tell()
  await second
})

it.each([
  { path: '', type: 'text/html; charset=utf-8', body: '<!doctype html>' },
  { path: '?tab=1', type: 'text/html; charset=utf-8', body: '<!doctype html>' },
  { path: 'page.js', type: 'text/javascript; charset=utf-8', body: 'live()' },
  { path: coinPath(1).slice(1), type: 'application/json', body: bodyOf(coinPath(1), 0) },
])('serves /$path, isolated, so that the page has a fine clock', async ({ path, type, body }) => {
  const response = await fetch(server.url + path)
  expect(await response.text()).toBe(body)
  expect(response.headers.get('content-type')).toBe(type)
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
})

it('what comes through a door is answered and counted there', async () => {
  const door = { name: 'one', cacheControl: 'max-age=0', latency: 1 }
  const url = server.url.slice(0, -1) + pathOf(door) + coinPath(1)
  const first = await fetch(url)
  expect(await first.text()).toBe(bodyOf(coinPath(1), 0))
  expect(first.headers.get('cache-control')).toBe('max-age=0')
  await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
  expect(server.log(door)).toEqual({ ok: 1, notModified: 1, other: 0 })
  expect(server.log({ ...door, name: 'another' })).toEqual({ ok: 0, notModified: 0, other: 0 })
})

it('what it does not have is a 404', async () => {
  expect((await fetch(`${server.url}nothing`)).status).toBe(404)
})
