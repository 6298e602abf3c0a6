import { ApiError } from '../http/errors.ts'
import type { Quota } from './limiter.ts'

/** How an answer tells of a limit. `reset` is seconds left, not a time. */
export function quotaFields(quota: Quota): Readonly<Record<string, string>> {
  const { limit, remaining, resetIn, isExceeded } = quota
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetIn),
    ...(isExceeded && { 'retry-after': String(resetIn) }),
  }
}

/** One request too many. */
export class LimitError extends ApiError {
  override readonly name = 'LimitError'
  // The limiter of the real stack answers before NestJS does; it names the window, not what is left.
  override readonly body = {
    statusCode: 429,
    error: 'Too Many Requests',
    message: 'Rate limit exceeded, retry in 1 minute',
  }

  constructor() {
    super(429)
  }
}
