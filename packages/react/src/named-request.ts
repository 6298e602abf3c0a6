import { type Etagged, UsageError } from '@etagged/core'
import type { QueryRequest } from './query-source.ts'

/** The URL by which events name this request; `undefined` for one that can never be sent. */
export function namedUrl(client: Etagged, { url }: QueryRequest): string | undefined {
  try {
    return client.urlOf(url)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
