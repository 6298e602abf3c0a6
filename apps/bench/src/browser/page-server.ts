import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Answered } from '../origin/answers.ts'
import { bodyOf } from '../origin/bodies.ts'
import type { Door } from '../origin/door.ts'
import { createDoors } from '../origin/serve-doors.ts'
import type { Report, Task } from '../page/task.ts'
import type { Files } from './build-page.ts'

/** Serves a page that asks for tasks. */
export interface PageServer {
  readonly url: string
  /** Resolves with what the page reports of the task. One at a time. */
  run(task: Task): Promise<Report>
  /** What came through the door since the server was opened. */
  log(door: Door): Answered
  close(): Promise<void>
}

// Isolated, a page may read the time to 5 µs; else to 100.
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cache-control': 'no-store',
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}

export async function servePage(files: Files): Promise<PageServer> {
  const doors = createDoors()
  let task = Promise.withResolvers<Task>()
  let report = Promise.withResolvers<Report>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (doors.serve(request, response)) return
    const { url = '/' } = request
    if (url === '/task') {
      const next = await task.promise
      response.writeHead(200, { 'cache-control': 'no-store' }).end(JSON.stringify(next))
    } else if (url === '/done') {
      // The page that has reported must not be given its task again.
      task = Promise.withResolvers()
      const told = (await json(request)) as Report
      response.writeHead(204).end()
      report.resolve(told)
    } else {
      const path = /^\/(\?|$)/.test(url) ? '/index.html' : url
      const content = files.get(path) ?? bodyOf(path, 0)
      const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/json'
      response
        .writeHead(content === undefined ? 404 : 200, { ...ISOLATED, 'content-type': type })
        .end(content)
    }
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page has no port')

  return {
    url: `http://127.0.0.1:${address.port}/`,
    async run(next) {
      report = Promise.withResolvers()
      task.resolve(next)
      return report.promise
    },
    log: (door) => doors.log(door),
    async close() {
      task.resolve({ kind: 'end' })
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
