import { type Etagged, UsageError } from '@etagged/core'
import type { QueryRequest } from './query-source.ts'

/** The generation of the part of the cache in which this request is: the session's, or everyone's. */
export function generationOf(client: Etagged, { init }: QueryRequest): string {
  const audience = init.policy?.audience ?? client.audience
  return audience === 'everyone' ? audience : client.session.generation
}

/** The URL by which events name this request; `undefined` for one that can never be sent. */
export function namedUrl(client: Etagged, { url }: QueryRequest): string | undefined {
  try {
    return client.urlOf(url)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}
