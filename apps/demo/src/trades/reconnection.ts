const FIRST_DELAY = 1000
const LONGEST_DELAY = 30_000

/** What is known of a stream that may have to be opened again. */
export interface Reconnection {
  /** The last event that arrived: the next stream goes on after it. */
  readonly lastEventId: string | undefined
  /** Connections that brought no event, one after another. */
  readonly failures: number
  /** The wait that the server asked for; ms. */
  readonly retry: number | undefined
}

export const neverConnected: Reconnection = {
  lastEventId: undefined,
  failures: 0,
  retry: undefined,
}

/** Something arrived, the connection is good: it can be resumed after the event with this id. */
export function arrived(state: Reconnection, lastEventId: string): Reconnection {
  return { ...state, failures: 0, lastEventId }
}

export function failed(state: Reconnection): Reconnection {
  return { ...state, failures: state.failures + 1 }
}

/**
 * Ms to wait before the next connection: what the server asked for, or 1 s, doubled with each
 * failure after the first up to 30 s; and by chance up to a half less, so that not all pages come
 * back in one instant. `chance` is 0 to 1.
 */
export function reconnectDelay({ failures, retry }: Reconnection, chance: number): number {
  const first = retry ?? FIRST_DELAY
  const doubled = first * 2 ** Math.max(0, failures - 1)
  return Math.min(Math.max(first, LONGEST_DELAY), doubled) * (1 - chance / 2)
}

/** How a server's answer decides what becomes of the stream. */
export type Opening = 'stream' | 'absent' | 'failed'

/** 404: this server has no stream. 204: it wants no reconnection (HTML §9.2). */
export function openingBy(status: number, contentType: string | null): Opening {
  if (status === 404 || status === 204) return 'absent'
  return status === 200 && /^text\/event-stream\b/i.test(contentType ?? '') ? 'stream' : 'failed'
}
