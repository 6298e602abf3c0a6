import { BodyError, isSessionEnd, StatusError, UsageError } from './errors.ts'

/** Whoever is told to come back later than this is told so, and not kept waiting. Seconds. */
const LONGEST_RETRY_AFTER = 60

/**
 * Could the same request succeed a little later? So after a network error, a body that was cut short
 * or overdue, and a status of 5xx, 408 or 429, unless its `Retry-After` asks for more than a minute.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof UsageError || isSessionEnd(error)) return false
  if (error instanceof BodyError) return error.fault === 'cut-short' || error.fault === 'overdue'
  if (!(error instanceof StatusError)) return true
  if ((error.retryAfter ?? 0) > LONGEST_RETRY_AFTER) return false
  return error.status >= 500 || error.status === 408 || error.status === 429
}
