import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { LoadReport } from './judge-load.ts'
import { fillCaches, requestsFor } from './requests.ts'
import type { Question, Ready } from './server.ts'

const SERVER = join(import.meta.dirname, 'server.ts')
const CONNECTIONS = 20

/** How much to ask. */
export interface Load {
  /** Requests before the heap is measured for the first time: caches fill up. */
  readonly early: number
  /** Requests in all. */
  readonly total: number
}

/** Loads a server of its own over loopback, on connections that stay open. */
export async function runLoad({ early, total }: Load): Promise<LoadReport> {
  const server = fork(SERVER, {
    execArgv: ['--conditions=@etagged/source', '--expose-gc'],
    // As it runs outside of tests; there it also shows no deprecations of its client.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  try {
    const ready = (await answerFrom(server)) as Ready
    const requests = await requestsFor(ready)
    await fillCaches(ready)
    const ask = (amount: number): Promise<autocannon.Result> =>
      autocannon({ url: ready.url, connections: CONNECTIONS, amount, requests })

    const first = await ask(early)
    const heapBefore = await heapOf(server)
    const rest = await ask(total - early)
    const heapAfter = await heapOf(server)
    return {
      requests: { early, total },
      perSecond: rest.requests.total / rest.duration,
      latency: { median: rest.latency.p50, p99: rest.latency.p99 },
      statuses: sum(statusesOf(first), statusesOf(rest)),
      failures: first.errors + first.timeouts + rest.errors + rest.timeouts,
      heap: { before: heapBefore, after: heapAfter },
    }
  } finally {
    if (server.exitCode === null) {
      const exit = once(server, 'exit')
      server.send('end' satisfies Question)
      await exit
    }
  }
}

async function heapOf(server: ChildProcess): Promise<number> {
  const answer = answerFrom(server)
  server.send('heap' satisfies Question)
  return Number(await answer)
}

async function answerFrom(server: ChildProcess): Promise<unknown> {
  const gone = new AbortController()
  const { signal } = gone
  const exit = once(server, 'exit', { signal }).then(([code]) => {
    throw new Error(`The server ended with ${String(code)}`)
  })
  try {
    const [answer] = (await Promise.race([once(server, 'message', { signal }), exit])) as unknown[]
    return answer
  } finally {
    exit.catch(() => undefined)
    gone.abort()
  }
}

function statusesOf({ statusCodeStats = {} }: autocannon.Result): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(statusCodeStats).map(([status, { count = 0 }]) => [status, count]),
  )
}

function sum(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const statuses = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted()
  return Object.fromEntries(statuses.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]))
}
