import { bytesOf } from '../http/bytes-of.ts'
import type { StoredBody } from '../rules/stored-response.ts'
import { pulledStream } from './pulled-stream.ts'

/** Up to here a response is made of all of a body at once, which is faster in browsers. Bytes. */
export const SMALL: number = 2 ** 18

/** Characters of text, or bytes. */
const PIECE = 2 ** 16

/**
 * What to make a response of that has this body. A large one is copied piece by piece as it is read:
 * at any time it may have many readers, and slow ones.
 */
export function inPieces({ content, bytes }: StoredBody): BodyInit {
  if (bytes <= SMALL) return content
  let position = 0
  function next(): Uint8Array<ArrayBuffer> | undefined {
    const start = position
    if (start >= content.length) return undefined
    position = start + PIECE
    if (typeof content !== 'string') return new Uint8Array(content.subarray(start, position))
    // Both halves of a pair of surrogates are one character.
    if (isHighSurrogate(content.charCodeAt(position - 1))) position++
    return bytesOf(content.slice(start, position))
  }
  return pulledStream({ next }).stream
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}
