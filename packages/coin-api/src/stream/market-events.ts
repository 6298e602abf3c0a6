import type { CoinBodies } from '../bodies/coin-bodies.ts'
import type { Market } from '../market/market.ts'
import type { Wait } from '../switches/network.ts'
import { formatMarketEvent, formatOpening, formatReset, HEARTBEAT } from './event-text.ts'

/** What a stream of market events is made of. */
export interface MarketEventsSource {
  readonly market: Pick<Market, 'advanceTo' | 'eventCount' | 'eventsSince'>
  readonly bodies: Pick<CoinBodies, 'coin'>
  /** The time; ms since the epoch. */
  readonly clock: () => number
  readonly wait: Wait
  /** Has the network gone, and this connection with it? */
  readonly isOffline: () => boolean
}

/** The market is looked at this often, while somebody listens; ms. */
const TICK = 250
const HEARTBEAT_EVERY = 15_000
/** The most events in one piece of text. */
const MOST_AT_ONCE = 100

/**
 * The events of a market as text, for ever or until `signal` aborts: first those after
 * `lastEventId`, or a `reset` when the market has forgotten them. Each piece is made when it is
 * asked for, so a slow reader holds nothing; one too slow for the market's memory gets a `reset`.
 * Throws TypeError when the network has gone.
 */
export function marketEvents(
  source: MarketEventsSource,
  lastEventId: string | null,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const { market, clock } = source
  // A stream begins when it is asked for, even when it is read later.
  market.advanceTo(clock())
  return lastEventId === null
    ? eventsAfter(market.eventCount(), formatOpening(market.eventCount()), source, signal)
    : eventsAfter(positionIn(lastEventId), formatOpening(undefined), source, signal)
}

async function* eventsAfter(
  start: number,
  opening: string,
  source: MarketEventsSource,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const { wait, isOffline } = source
  let position = start
  let silence = 0
  yield opening

  while (!signal.aborted) {
    if (isOffline()) throw new TypeError('The network is gone: the switch offline is on')
    const news = newsAfter(position, source)
    position = news.position
    if (news.text !== '' || silence >= HEARTBEAT_EVERY) {
      silence = 0
      yield news.text || HEARTBEAT
    } else {
      await wait(TICK, signal)
      silence += TICK
    }
  }
}

interface News {
  readonly text: string
  /** After all that the text tells. */
  readonly position: number
}

function newsAfter(position: number, { market, bodies, clock }: MarketEventsSource): News {
  market.advanceTo(clock())
  const events = market.eventsSince(position)?.slice(0, MOST_AT_ONCE)
  if (!events) return { text: formatReset(market.eventCount()), position: market.eventCount() }
  const text = events.map((event) => formatMarketEvent(event, bodies)).join('')
  return { text, position: events.at(-1)?.sequence ?? position }
}

/** No market has come to what is no position, so its answer is a reset. */
function positionIn(lastEventId: string): number {
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : -1
}
