import { StatusError } from '@etagged/core'
import { formatAge } from '../format/times.ts'
import { explainError } from './explain-error.ts'

/** What TanStack Query knows of a query's data, of one query or of several together. */
export interface QueryState {
  readonly status: 'pending' | 'error' | 'success'
  readonly fetchStatus: 'fetching' | 'paused' | 'idle'
  /** Ms since the epoch; 0: no data. */
  readonly dataUpdatedAt: number
  readonly error: Error | null
  /** Why the last attempt failed, while another one may follow. */
  readonly failureReason: Error | null
}

/** What colours a status. */
export type Freshness = 'none' | 'fresh' | 'stale' | 'asking' | 'waiting' | 'offline' | 'failed'

/** Ms after which data is no longer called fresh. */
const FRESH = 60_000

/** How the data is. */
export function freshnessOf(query: QueryState, now: number, isOnline: boolean): Freshness {
  if (query.status === 'error') return isOnline ? 'failed' : 'offline'
  if (!isOnline || query.fetchStatus === 'paused') return 'offline'
  if (query.fetchStatus === 'fetching') return query.failureReason === null ? 'asking' : 'waiting'
  if (query.dataUpdatedAt === 0) return 'none'
  return now - query.dataUpdatedAt < FRESH ? 'fresh' : 'stale'
}

/** The instant at which the server's pause ends, if it has asked for one. Ms since the epoch. */
export function endOfPause(reason: Error | null, failedAt: number): number | undefined {
  if (!(reason instanceof StatusError) || reason.retryAfter === undefined) return undefined
  return failedAt + reason.retryAfter * 1000
}

interface StatusDetails {
  /** See {@link endOfPause}. */
  readonly pauseEnd?: number | undefined
  /** What is said of data that was never there. @default 'No data yet' */
  readonly without?: string | undefined
}

/** Why there is no newer data, how old it is, and what is being done about it: in sentences. */
export function describeStatus(
  query: QueryState,
  now: number,
  { pauseEnd, without = 'No data yet' }: StatusDetails = {},
): string {
  const { dataUpdatedAt } = query
  const age = dataUpdatedAt > 0 ? `Confirmed ${formatAge(dataUpdatedAt, now)}` : without
  if (query.status === 'error' && query.error !== null) {
    return `${explainError(query.error)} ${age}${isAsking(query) ? ', asking the server' : ''}.`
  }
  if (query.fetchStatus === 'paused') return `Waiting for the network. ${age}.`
  if (!isAsking(query)) return `${age}.`
  if (query.failureReason === null) return `${age}, asking the server.`
  return `${explainPause(query.failureReason, now, pauseEnd)} ${age}.`
}

/** What a screen reader says by itself: what is wrong, and nothing that changes with every second. */
export function announceStatus(query: QueryState): string {
  const { status, fetchStatus, error, failureReason } = query
  if (status === 'error' && error !== null) return explainError(error)
  if (fetchStatus === 'paused') return 'Waiting for the network.'
  return isAsking(query) && failureReason !== null ? explainError(failureReason) : ''
}

function explainPause(reason: Error, now: number, pauseEnd: number | undefined): string {
  if (pauseEnd === undefined) return `${explainError(reason)} Trying again.`
  const seconds = Math.max(0, Math.ceil((pauseEnd - now) / 1000))
  return `The server asks for a pause; next try in ${seconds} s.`
}

function isAsking({ fetchStatus }: QueryState): boolean {
  return fetchStatus === 'fetching'
}
