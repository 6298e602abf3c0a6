import type { StoredBody } from '../rules/stored-response.ts'
import { randomId } from './random-id.ts'

/** The whole body of a response. */
export async function readBody(response: Response): Promise<StoredBody> {
  return bodyOf(new Uint8Array(await response.arrayBuffer()))
}

/** These bytes as a body: as text when they are UTF-8, since text is what parses fastest. */
export function bodyOf(bytes: Uint8Array<ArrayBuffer>): StoredBody {
  return { id: randomId(), content: decoded(bytes), bytes: bytes.length }
}

/** A body that is byte for byte the former one is the former one: its data keep their identity. */
export function sameBodyOr(former: StoredBody | undefined, body: StoredBody): StoredBody {
  if (former === undefined || former.bytes !== body.bytes) return body
  return typeof body.content === 'string' && former.content === body.content ? former : body
}

/** Lets go of a body that nobody will read, and of the connection on which it arrives. */
export function cancelBody({ body }: Pick<Response, 'body'>): void {
  // What cannot be cancelled has failed already, or has a reader.
  body?.cancel().catch(nothing)
}

function nothing(): void {}

function decoded(bytes: Uint8Array<ArrayBuffer>): string | Uint8Array<ArrayBuffer> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return bytes
    throw error
  }
}
