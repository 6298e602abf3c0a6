import { isTransient, StatusError } from '@etagged/core'
import { environmentManager } from '@tanstack/react-query'
import { pause } from './pause.ts'

const ATTEMPTS = 3
const FIRST_DELAY = 1000
const LONGEST_DELAY = 30_000

/** Could the same request succeed a little later, and would anybody wait so long? A server's page is not held back. */
export function shouldRetry(failures: number, error: Error): boolean {
  return failures < ATTEMPTS && isTransient(error) && !environmentManager.isServer()
}

/** Milliseconds to wait after so many failures, the first of which is 0. */
export type RetryDelay = number | ((failures: number, error: Error) => number)

/** Milliseconds: as long as the server asks (RFC 9110 §10.2.3), else doubling from 1 s to 30 s. */
export function retryDelay(failures: number, error: Error): number {
  if (error instanceof StatusError && error.retryAfter !== undefined) {
    return error.retryAfter * 1000
  }
  return Math.min(FIRST_DELAY * 2 ** failures, LONGEST_DELAY)
}

/** How the last attempt of a flight ended, if there was one. */
interface Attempted {
  readonly state: {
    readonly fetchFailureCount: number
    readonly fetchFailureReason: Error | null
  }
}

/** Milliseconds since the epoch, by what an attempt failed with. */
const failedAt = new WeakMap<Error, number>()

/** To be called when an attempt has failed: the wait before the next one begins then. */
export function noteFailure(error: unknown): void {
  if (error instanceof Error) failedAt.set(error, Date.now())
}

/**
 * Waits before the next attempt of a flight; the first one need not, nor one that has waited long
 * enough for a network. TanStack's own wait goes on after an abort, and its timer keeps the query and
 * its data in memory: after a sign-out for as long as `Retry-After` says. This one ends with the flight.
 */
export async function waitBeforeRetry(
  { state: { fetchFailureCount, fetchFailureReason: error } }: Attempted,
  delay: RetryDelay,
  signal: AbortSignal,
): Promise<void> {
  if (error === null) return
  const ms = typeof delay === 'number' ? delay : delay(fetchFailureCount - 1, error)
  const waited = Date.now() - (failedAt.get(error) ?? Date.now())
  const left = ms - Math.max(0, waited)
  if (left > 0) await pause(left, signal)
}
