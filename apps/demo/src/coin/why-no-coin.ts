import { BodyError, StatusError, UsageError } from '@etagged/core'

/**
 * Why there is no coin to show. An unknown mint is a 404, or a 200 with an empty body: the service
 * has answered both ways.
 */
export type NoCoin = 'unknown' | 'refused' | 'too-many' | 'unreadable' | 'unreachable'

export function whyNoCoin(error: Error): NoCoin {
  if (error instanceof UsageError) return 'refused'
  if (error instanceof BodyError) return error.fault === 'empty' ? 'unknown' : 'unreadable'
  if (!(error instanceof StatusError)) return 'unreachable'
  switch (error.status) {
    case 400:
      return 'refused'
    case 404:
      return 'unknown'
    case 429:
      return 'too-many'
    default:
      return 'unreadable'
  }
}
