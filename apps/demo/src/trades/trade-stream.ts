import type { Trade } from '@etagged/pumpfun'
import type { LiveSource } from '@etagged/react/live'
import type { EventSourceMessage } from 'eventsource-parser'
import { readEvents } from './read-events.ts'
import { readTrade } from './read-trade.ts'
import {
  arrived,
  failed,
  neverConnected,
  openingBy,
  reconnectDelay,
  type Reconnection,
} from './reconnection.ts'

/** A trade; or `reset`: the API no longer knows what was missed, so anything may have changed. */
export type News = Trade | 'reset'

/** How the stream is. `absent`: this server has none. */
export type StreamState = 'idle' | 'connecting' | 'open' | 'waiting' | 'absent'

/** What the tape shows. Replaced at each change. */
export interface Tape {
  readonly state: StreamState
  /** Newest first, no more than twenty. */
  readonly trades: readonly Trade[]
  readonly isPaused: boolean
}

/** The latest trades, for `useSyncExternalStore`: connected while anybody listens and sees it. */
export interface TradeStream {
  readonly current: () => Tape
  readonly subscribe: (listener: () => void) => () => void
  /**
   * All that arrives; keeps the stream open, too. It comes back by itself, after the last trade that
   * it has told.
   */
  readonly news: LiveSource<News>
  readonly pause: () => void
  readonly resume: () => void
}

export interface TradeStreamOptions {
  readonly url: string
  readonly fetch: typeof fetch
  /** Does anybody look at the page? */
  readonly visibility: {
    readonly isVisible: () => boolean
    readonly subscribe: (listener: () => void) => () => void
  }
  /** Runs something later, in ms; the returned function calls it off. */
  readonly schedule: (run: () => void, ms: number) => () => void
  /** 0 to 1, spreads the reconnections. */
  readonly chance: () => number
}

const LONGEST_TAPE = 20

/** Makes the stream; nothing is asked until somebody listens. */
export function createTradeStream(options: TradeStreamOptions): TradeStream {
  const { url, visibility, schedule, chance } = options
  const listeners = new Set<() => void>()
  const hearers = new Set<(news: News) => void>()
  let tape: Tape = { state: 'idle', trades: [], isPaused: false }
  let reconnection: Reconnection = neverConnected
  let stop: (() => void) | undefined
  let leaveVisibility: (() => void) | undefined

  function show(change: Partial<Tape>): void {
    tape = { ...tape, ...change }
    for (const listener of listeners) listener()
  }

  function hear(events: readonly EventSourceMessage[]): void {
    const trades = newTradesIn(events, tape.trades)
    if (events.some(({ event }) => event === 'reset')) tell('reset')
    if (trades.length === 0) return
    show({ trades: [...trades.toReversed(), ...tape.trades].slice(0, LONGEST_TAPE) })
    for (const trade of trades) tell(trade)
  }

  function tell(news: News): void {
    for (const hearer of hearers) hearer(news)
  }

  async function read(signal: AbortSignal): Promise<'absent' | 'ended'> {
    const { lastEventId } = reconnection
    const headers = new Headers({ accept: 'text/event-stream' })
    if (lastEventId !== undefined) headers.set('last-event-id', lastEventId)
    const answer = await options.fetch(url, { headers, signal, cache: 'no-store' })
    const opening = openingBy(answer.status, answer.headers.get('content-type'))
    if (opening !== 'stream' || answer.body === null) {
      await answer.body?.cancel()
      return opening === 'absent' ? 'absent' : 'ended'
    }
    signal.throwIfAborted()
    show({ state: 'open' })
    await readEvents(answer.body, {
      onId: (id) => {
        reconnection = arrived(reconnection, id)
      },
      onEvents: (events) => {
        if (!signal.aborted) hear(events)
      },
      onRetry: (retry) => {
        reconnection = { ...reconnection, retry }
      },
    })
    return 'ended'
  }

  function connect(): void {
    const controller = new AbortController()
    const { signal } = controller
    stop = () => controller.abort()
    reconnection = failed(reconnection)
    show({ state: 'connecting' })
    // Whatever breaks a stream has one remedy.
    void read(signal)
      .catch(() => 'ended' as const)
      .then((end) => {
        if (!signal.aborted) rest(end)
      })
  }

  function rest(end: 'absent' | 'ended'): void {
    stop = end === 'absent' ? undefined : schedule(connect, reconnectDelay(reconnection, chance()))
    show({ state: end === 'absent' ? 'absent' : 'waiting' })
  }

  /** Opens or ends the connection, as what is wanted has changed. */
  function settle(): void {
    const isListened = listeners.size + hearers.size > 0
    const isWanted = isListened && !tape.isPaused && visibility.isVisible()
    if (isWanted && stop === undefined && tape.state !== 'absent') connect()
    if (isWanted || stop === undefined) return
    stop()
    stop = undefined
    reconnection = { ...reconnection, failures: 0 }
    show({ state: 'idle' })
  }

  function join<Listener>(set: Set<Listener>, listener: Listener): () => void {
    set.add(listener)
    leaveVisibility ??= visibility.subscribe(settle)
    settle()
    return () => {
      set.delete(listener)
      settle()
      if (listeners.size + hearers.size > 0) return
      leaveVisibility?.()
      leaveVisibility = undefined
    }
  }

  function setPaused(isPaused: boolean): void {
    if (isPaused === tape.isPaused) return
    show({ isPaused })
    settle()
  }

  return {
    current: () => tape,
    subscribe: (listener) => join(listeners, listener),
    news: {
      open(listener) {
        listener.onOpen()
        return join(hearers, (news) => listener.onEvent(news))
      },
    },
    pause: () => setPaused(true),
    resume: () => setPaused(false),
  }
}

/** A resumed stream may say again what was heard already. */
function newTradesIn(
  events: readonly EventSourceMessage[],
  former: readonly Trade[],
): readonly Trade[] {
  const known = new Set(former.map(({ signature }) => signature))
  return events
    .filter(({ event }) => event === 'trade')
    .map(({ data }) => readTrade(data))
    .filter((trade) => trade !== undefined)
    .filter(({ signature }) => !known.has(signature))
}
