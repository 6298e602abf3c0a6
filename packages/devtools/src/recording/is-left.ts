import type { FailureEvent } from '@etagged/core'

/** Did its caller leave? Nothing has failed then, and how long it took tells nothing. */
export function isLeft({ because }: Pick<FailureEvent, 'because'>): boolean {
  return because.startsWith('AbortError')
}
