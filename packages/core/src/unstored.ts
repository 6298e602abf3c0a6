import type { Seconds, StoredMetadata } from './rules/stored-response.ts'

/** What is told of an answer that no store will see: it is judged as if it were stored, under no key. */
export function unstored(
  answer: Pick<StoredMetadata, 'url' | 'status' | 'statusText' | 'fields'>,
  at: Seconds,
): StoredMetadata {
  const instants = { requestTime: at, responseTime: at }
  return { key: '', nominated: [], invalidated: false, ...answer, ...instants }
}
