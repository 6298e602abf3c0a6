import { BodyError, SessionEndedError, StatusError, UsageError } from '@etagged/core'

const ATTEMPTS = 3
const FIRST_DELAY = 1000
const LONGEST_DELAY = 30_000

/** Could the same request succeed a little later? */
export function shouldRetry(failures: number, error: Error): boolean {
  return failures < ATTEMPTS && mayPass(error)
}

function mayPass(error: Error): boolean {
  if (error instanceof UsageError || error instanceof SessionEndedError) return false
  if (error instanceof BodyError) return error.fault === 'cut-short'
  if (!(error instanceof StatusError)) return true
  return error.status >= 500 || error.status === 408 || error.status === 429
}

/** Milliseconds: as long as the server asks (RFC 9110 §10.2.3), else doubling from 1 s to 30 s. */
export function retryDelay(failures: number, error: Error): number {
  if (error instanceof StatusError && error.retryAfter !== undefined) {
    return error.retryAfter * 1000
  }
  return Math.min(FIRST_DELAY * 2 ** failures, LONGEST_DELAY)
}
