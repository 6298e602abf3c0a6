import type { Portion } from './rules/part.ts'
import type { StoredBody, StoredResponse } from './rules/stored-response.ts'

const encoder = new TextEncoder()

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
      const content = bytesOf(stored.body).slice(first, last + 1)
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

function bytesOf({ content }: StoredBody): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? encoder.encode(content) : content
}
