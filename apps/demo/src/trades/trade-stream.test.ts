import { encodeBase58 } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createTradeStream, type News, type TradeStream } from './trade-stream.ts'

interface Connection {
  readonly lastEventId: string | null
  readonly signal: AbortSignal
  /** Answers with a stream. */
  readonly open: () => void
  readonly answer: (response: Response) => void
  readonly refuse: () => void
  readonly send: (text: string) => void
  readonly end: () => void
}

interface Stage {
  readonly stream: TradeStream
  readonly connections: readonly Connection[]
  readonly timers: readonly number[]
  readonly ring: () => void
  readonly hide: () => void
  readonly show: () => void
  readonly latest: () => Connection
}

function connectionTo(init: RequestInit | undefined, answered: PromiseWithResolvers<Response>) {
  const { signal } = init ?? {}
  if (!signal) throw new Error('The stream must be abortable')
  const body = new TransformStream<Uint8Array, Uint8Array>()
  const writer = body.writable.getWriter()
  signal.addEventListener('abort', () => {
    answered.reject(signal.reason)
    writer.abort(signal.reason).catch(() => undefined)
  })
  const headers = { 'content-type': 'text/event-stream' }
  return {
    lastEventId: new Headers(init?.headers).get('last-event-id'),
    signal,
    open: () => answered.resolve(new Response(body.readable, { headers })),
    answer: answered.resolve,
    refuse: () => answered.reject(new TypeError('Failed to fetch')),
    send: (text: string) => void writer.write(new TextEncoder().encode(text)),
    end: () => void writer.close(),
  }
}

function open(): Stage {
  const connections: Connection[] = []
  const timers: number[] = []
  let due: (() => void) | undefined
  let isVisible = true
  let onVisibility = (): void => undefined
  const stream = createTradeStream({
    url: '/api/stream/trades',
    fetch: (_, init) => {
      const answered = Promise.withResolvers<Response>()
      connections.push(connectionTo(init, answered))
      return answered.promise
    },
    visibility: {
      isVisible: () => isVisible,
      subscribe: (listener) => {
        onVisibility = listener
        return () => {
          onVisibility = () => undefined
        }
      },
    },
    schedule: (run, ms) => {
      timers.push(ms)
      due = run
      return () => {
        due = undefined
      }
    },
    chance: () => 0,
  })
  const see = (next: boolean): void => {
    isVisible = next
    onVisibility()
  }
  return {
    stream,
    connections,
    timers,
    ring: () => due?.(),
    hide: () => see(false),
    show: () => see(true),
    latest() {
      const connection = connections.at(-1)
      if (connection === undefined) throw new Error('Nothing was asked')
      return connection
    },
  }
}

const [MINT, OTHER] = [mintOf(1), mintOf(2)]

function mintOf(seed: number): string {
  return encodeBase58(new Uint8Array(32).fill(seed))
}

function tradeEvent(id: string, mint = MINT): string {
  const amounts = { sol_amount: 1, token_amount: 1, is_buy: true, user: 'u', timestamp: 1, slot: 1 }
  const data = { signature: id, mint, ...amounts }
  return `id: ${id}\nevent: trade\ndata: ${JSON.stringify(data)}\n\n`
}

function hearNews(stream: TradeStream, onEvent: (news: News) => void): () => void {
  return stream.news.open({ onOpen: () => undefined, onEvent, onClose: () => undefined })
}

/** Listens, and tells when the tape satisfies the condition. */
function until(stream: TradeStream, isSo: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const check = (): void => {
    if (isSo()) resolve()
  }
  stream.subscribe(check)
  check()
  return promise
}

const ids = (stream: TradeStream): readonly string[] =>
  stream.current().trades.map(({ signature }) => signature)

const isIn = (stream: TradeStream, state: string) => () => stream.current().state === state

describe('The trade stream', () => {
  it('asks nothing until somebody listens, and once however many do', () => {
    const { stream, connections } = open()
    expect(connections).toHaveLength(0)
    stream.subscribe(() => undefined)
    hearNews(stream, () => undefined)
    expect(connections).toHaveLength(1)
  })

  it('ends when the last one leaves', () => {
    const { stream, latest } = open()
    const leave = stream.subscribe(() => undefined)
    const leaveTrades = hearNews(stream, () => undefined)
    leave()
    expect(latest().signal.aborted).toBe(false)
    leaveTrades()
    expect(latest().signal.aborted).toBe(true)
    expect(stream.current().state).toBe('idle')
  })

  it('has the newest trade first, and twenty at most', async () => {
    const { stream, latest } = open()
    const filled = until(stream, () => ids(stream)[0] === '24')
    latest().open()
    for (let id = 0; id < 25; id++) latest().send(tradeEvent(String(id)))
    await filled
    expect(ids(stream)).toHaveLength(20)
    expect(ids(stream).at(-1)).toBe('5')
  })

  it('tells of each trade, of what it has missed, and of nothing else', async () => {
    const { stream, latest } = open()
    const heard: string[] = []
    const all = Promise.withResolvers<void>()
    hearNews(stream, (news) => {
      heard.push(news === 'reset' ? news : news.mint)
      if (heard.at(-1) === OTHER) all.resolve()
    })
    latest().open()
    latest().send(`${tradeEvent('1')}event: coin\ndata: {}\n\nevent: trade\ndata: no\n\n`)
    latest().send('event: reset\ndata: {}\n\n')
    latest().send(tradeEvent('2', OTHER))
    await all.promise
    expect(heard).toEqual([MINT, 'reset', OTHER])
  })

  it('comes back after the last event when the connection ends', async () => {
    const { stream, latest, connections, timers, ring } = open()
    const waits = until(stream, isIn(stream, 'waiting'))
    latest().open()
    latest().send(`retry: 2500\n\n${tradeEvent('6')}id: 7\n\n`)
    latest().end()
    await waits
    expect(timers).toEqual([2500])
    ring()
    expect(connections).toHaveLength(2)
    expect(latest().lastEventId).toBe('7')

    const again = until(stream, () => ids(stream).length === 2)
    latest().open()
    latest().send(tradeEvent('6') + tradeEvent('8'))
    await again
    expect(ids(stream)).toEqual(['8', '6'])
  })

  it('waits longer each time that it gets no connection', async () => {
    const { stream, latest, timers, ring } = open()
    stream.subscribe(() => undefined)
    for (const end of ['refuse', 'refuse', 'error'] as const) {
      const connection = latest()
      if (end === 'refuse') connection.refuse()
      else connection.answer(new Response('', { status: 500 }))
      await until(stream, isIn(stream, 'waiting'))
      ring()
    }
    expect(timers).toEqual([1000, 2000, 4000])
  })

  it('is absent, and asked no more, where the server knows no stream', async () => {
    const { stream, latest, connections, timers, hide, show } = open()
    const absent = until(stream, isIn(stream, 'absent'))
    latest().answer(new Response('{}', { status: 404 }))
    await absent
    hide()
    show()
    expect([connections.length, timers.length]).toEqual([1, 0])
  })

  it('ends while nobody sees the page, and goes on where it was', async () => {
    const { stream, latest, connections, hide, show } = open()
    const heard = until(stream, () => ids(stream).length === 1)
    latest().open()
    latest().send(tradeEvent('7'))
    await heard
    hide()
    expect(latest().signal.aborted).toBe(true)
    expect(stream.current().state).toBe('idle')
    show()
    expect(connections).toHaveLength(2)
    expect(latest().lastEventId).toBe('7')
  })

  it('does not come back while it is hidden or paused, though a wait was under way', async () => {
    const { stream, latest, connections, ring } = open()
    const waits = until(stream, isIn(stream, 'waiting'))
    latest().refuse()
    await waits
    stream.pause()
    ring()
    expect(connections).toHaveLength(1)
    expect(stream.current()).toMatchObject({ state: 'idle', isPaused: true })
    stream.resume()
    expect(connections).toHaveLength(2)
  })

  it('hears nothing of a connection that it has ended', async () => {
    const { stream, latest } = open()
    const heard = until(stream, () => ids(stream).length === 1)
    const former = latest()
    former.open()
    former.send(tradeEvent('1'))
    await heard
    stream.pause()
    expect(former.signal.aborted).toBe(true)
    stream.resume()
    const again = until(stream, () => ids(stream).length === 2)
    latest().open()
    latest().send(tradeEvent('3'))
    await again
    expect(ids(stream)).toEqual(['3', '1'])
  })
})
