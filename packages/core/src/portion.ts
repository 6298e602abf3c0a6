import { bytesOf } from './http/bytes-of.ts'
import type { Portion } from './rules/part.ts'
import type { StoredResponse } from './rules/stored-response.ts'

/** A stored response as it answers a request for this portion of it. */
export function portioned(
  stored: StoredResponse,
  portion: Exclude<Portion, { kind: 'unavailable' }>,
): StoredResponse {
  switch (portion.kind) {
    case 'whole':
      return stored
    case 'head':
      return { ...stored, body: { id: stored.body.id, content: '', bytes: 0 } }
    case 'part': {
      const { first, last, length } = portion.part
      const content = bytesOf(stored.body.content).slice(first, last + 1)
      const fields = stored.fields.filter(([name]) => name !== 'content-length')
      return {
        ...stored,
        status: 206,
        statusText: 'Partial Content',
        fields: [
          ...fields,
          ['content-length', String(content.length)],
          ['content-range', `bytes ${first}-${last}/${length}`],
        ],
        body: { id: stored.body.id, content, bytes: content.length },
      }
    }
  }
}
