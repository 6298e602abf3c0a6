import { useLive } from '@etagged/react/live'
import { useSyncExternalStore } from 'react'
import type { Api } from '../api/open-api.ts'
import { useApi } from '../api/use-api.ts'
import { changedByTrade } from './changed-by-trade.ts'
import { createTradeStream, type Tape, type TradeStream } from './trade-stream.ts'

const streams = new WeakMap<Api, TradeStream>()

/** Ms between two rounds of questions about one coin: the API takes 60 a minute. */
const ROUND = 3000

interface Trades {
  readonly tape: Tape
  readonly stream: TradeStream
}

/** The stream, without its trades. */
export function useTradeStream(): TradeStream {
  return streamOf(useApi())
}

/** The latest trades. The stream is open while a component uses them. */
export function useTrades(): Trades {
  const stream = useTradeStream()
  return { stream, tape: useSyncExternalStore(stream.subscribe, stream.current) }
}

/** Asks anew for a coin, and for its prices, when it is traded. */
export function useCoinNews(mint: string): void {
  useLive(useTradeStream().news, {
    invalidates: (news) =>
      news === 'reset' || news.mint === mint ? changedByTrade(mint) : undefined,
    // What it cannot tell any more it says by `reset`.
    covers: [],
    throttle: ROUND,
  })
}

function streamOf(api: Api): TradeStream {
  const former = streams.get(api)
  if (former !== undefined) return former
  const { baseUrl, fetch } = api
  const stream = createTradeStream({
    url: `${baseUrl}/stream/trades`,
    fetch,
    visibility,
    schedule,
    chance: Math.random,
  })
  streams.set(api, stream)
  return stream
}

const visibility = {
  isVisible: () => document.visibilityState === 'visible',
  subscribe(listener: () => void) {
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  },
}

function schedule(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
