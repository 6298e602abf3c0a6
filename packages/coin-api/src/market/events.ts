import type { MarketCoin } from './coin.ts'
import type { MarketTrade } from './trade.ts'

/** Something that happened in a market. */
export type MarketEvent = TradeEvent | CoinEvent

/** Somebody traded. */
export interface TradeEvent {
  readonly type: 'trade'
  /** 1 for the first event of a market, then one more for each. */
  readonly sequence: number
  /** ms since the epoch. */
  readonly at: number
  readonly trade: MarketTrade
  /** The coin right after. */
  readonly coin: MarketCoin
}

/** Somebody made a coin. */
export interface CoinEvent {
  readonly type: 'coin'
  /** As of a trade: all events are one sequence. */
  readonly sequence: number
  /** ms since the epoch. */
  readonly at: number
  /** The coin as it was made. */
  readonly coin: MarketCoin
}

/** Is told each event once, in order. It must not throw. */
export type MarketListener = (event: MarketEvent) => void

/** How many events a market remembers. */
export const REMEMBERED_EVENTS = 1000

/** The latest events, and who wants to know of the next. */
export interface EventLog {
  /** How many events there have been: the sequence of the last. */
  readonly count: () => number
  /** Notes an event, whose sequence must be one more than the last, and tells it. */
  readonly add: (event: MarketEvent) => void
  /** Tells this listener of events to come; call what comes back to end that. */
  readonly subscribe: (listener: MarketListener) => () => void
  /**
   * The events after this sequence, oldest first; `undefined` when some of them are forgotten, or
   * when there has been no such event yet.
   */
  readonly since: (sequence: number) => readonly MarketEvent[] | undefined
}

/** An empty log that remembers the last {@link REMEMBERED_EVENTS} events. */
export function createEventLog(): EventLog {
  // The event with sequence s is at s modulo the length: a full ring overwrites its oldest.
  const ring: MarketEvent[] = []
  const listeners = new Set<MarketListener>()
  let count = 0

  return {
    count: () => count,
    add: (event) => {
      count = event.sequence
      ring[count % REMEMBERED_EVENTS] = event
      for (const listener of listeners) listener(event)
    },
    subscribe: (listener) => {
      // A wrapper of its own: the same function may subscribe twice.
      const entry: MarketListener = (event) => listener(event)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    since: (sequence) => {
      if (sequence > count || sequence < Math.max(0, count - REMEMBERED_EVENTS)) return undefined
      return Array.from({ length: count - sequence }, (_, index) => sequence + index + 1).flatMap(
        (wanted) => ring[wanted % REMEMBERED_EVENTS] ?? [],
      )
    },
  }
}
