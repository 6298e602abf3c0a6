import { createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { noop, QueryClient, QueryObserver } from '@tanstack/react-query'
import { vi } from 'vitest'
import { connect } from './connect.ts'
import { item } from './endpoints.test-fixture.ts'
import { query, type QueryOverrides } from './query.ts'
import type { Item } from './endpoints.test-fixture.ts'

/** An origin on virtual time, and a page that asks it. */
export interface Stage {
  readonly client: Etagged
  readonly queryClient: QueryClient
  /** The instants at which requests were sent, in ms from the beginning. */
  readonly asked: number[]
  /** For which items they were. */
  readonly askedFor: number[]
  /** Requests that were given up. */
  aborted: number
  /** Milliseconds that an answer takes, half of them each way. @default 300 */
  latency: number
  /** Changes, in the order of time, in ms from the beginning: the version is their number. */
  changes: readonly number[]
  /** Statuses and fields of all answers from now on. */
  answer: { readonly status: number; readonly fields?: Record<string, string> }
  /** The page looks at an item; the returned function ends that. */
  watch(
    id: number,
    overrides: QueryOverrides<Item>,
    onArrival?: (version: number) => void,
  ): () => void
  /** Virtual time goes by, in ms. */
  pass(ms: number): Promise<void>
  now(): number
}

/** Replaces timers and `Date`: restore them by `vi.useRealTimers`. */
export function openStage(options: EtaggedOptions = {}): Stage {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  const start = Date.now()
  const stage: Stage = {
    client: createEtagged({ baseUrl: 'http://api.test', ...options, fetch: answer }),
    queryClient: new QueryClient(),
    asked: [],
    askedFor: [],
    aborted: 0,
    latency: 300,
    changes: [],
    answer: { status: 200 },
    watch,
    pass,
    now: () => Date.now() - start,
  }
  connect(stage.queryClient, stage.client)

  async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    stage.asked.push(stage.now())
    request.signal.addEventListener('abort', () => stage.aborted++)
    stage.askedFor.push(Number(request.url.split('/').at(-1)))
    await later(stage.latency / 2, request.signal)
    const { status, fields = {} } = stage.answer
    const version = versionAt(stage.now())
    await later(stage.latency / 2, request.signal)
    if (status !== 200) return new Response('{}', { status, headers: fields })
    const etag = `"${version}"`
    const headers = { ...fields, etag, 'content-type': 'application/json' }
    if (request.headers.get('if-none-match') === etag) {
      return new Response(null, { status: 304, headers })
    }
    return new Response(JSON.stringify({ id: version, name: 'item' }), { headers })
  }

  /** How many changes there have been by then. */
  function versionAt(instant: number): number {
    const next = stage.changes.findIndex((change) => change > instant)
    return next === -1 ? stage.changes.length : next
  }

  function watch(
    id: number,
    overrides: QueryOverrides<Item>,
    onArrival?: (version: number) => void,
  ): () => void {
    const observer = new QueryObserver(stage.queryClient, query(item, { id }, overrides))
    return observer.subscribe(({ data }) => {
      if (data !== undefined) onArrival?.(data.id)
    })
  }

  async function pass(ms: number): Promise<void> {
    const end = Date.now() + ms
    // Without it the next timer could be one after the end.
    setTimeout(noop, ms)
    await settled()
    while (Date.now() < end) {
      vi.advanceTimersToNextTimer()
      await settled()
    }
  }

  return stage
}

/** What is under way comes to where it waits for a timer. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function later(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
