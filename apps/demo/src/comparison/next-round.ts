import { StatusError } from '@etagged/core'
import { explainError } from '../status/explain-error.ts'

/** Ms from the beginning of a round to that of the next. */
const PERIOD = 2000

/** When another round comes, in ms, after one that took so long and may have failed. */
export function delayAfter(took: number, error: Error | undefined): number {
  const pause = error instanceof StatusError ? (error.retryAfter ?? 0) * 1000 : 0
  return Math.max(PERIOD - took, pause, 0)
}

/** Why a round has failed, and what happens about it. */
export function describeFailedRound(error: Error, delay: number): string {
  const seconds = Math.max(1, Math.round(delay / 1000))
  return `${explainError(error)} The next round begins in ${seconds} s.`
}
