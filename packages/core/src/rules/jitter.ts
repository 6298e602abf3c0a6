import type { ResolvedPolicy } from './policy.ts'
import type { Seconds, StoredMetadata } from './stored-response.ts'

/**
 * A lifetime less the part of it that `freshnessJitter` takes: the same part for one stored response
 * at each question, and another for the next one.
 */
export function shortened(
  lifetime: Seconds,
  { key, responseTime }: Pick<StoredMetadata, 'key' | 'responseTime'>,
  { freshnessJitter }: Pick<ResolvedPolicy, 'freshnessJitter'>,
): Seconds {
  // What is no number takes nothing.
  if (!(freshnessJitter > 0)) return lifetime
  return lifetime * (1 - Math.min(freshnessJitter, 1) * fractionOf(`${key} ${responseTime}`))
}

/** A text's hash (FNV-1a, with a final mix for short texts) as a number from 0 to below 1. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}
