import type { Session } from '@etagged/core'
import { KEY } from './query-key.ts'

/** What the hashes of a session's queries begin with. */
export function scopeOf({ partition, generation }: Session): string {
  return `${KEY} ${partition} ${generation} `
}
