const utf8 = new TextEncoder()

/** To allocate the bytes anew costs five times as much as to encode and hash them. */
const scratch = new Uint8Array(2 ** 18)
const MOST_BYTES_PER_CODE_UNIT = 3

/** Finds silent damage: a body that changed on disk. It is no protection against forgery. */
export function checksumOf(content: string | Uint8Array): number {
  return xxHash32(typeof content === 'string' ? encoded(content) : content)
}

function encoded(text: string): Uint8Array {
  if (text.length * MOST_BYTES_PER_CODE_UNIT > scratch.length) return utf8.encode(text)
  return scratch.subarray(0, utf8.encodeInto(text, scratch).written)
}

const PRIME_1 = 0x9e3779b1
const PRIME_2 = 0x85ebca77
const PRIME_3 = 0xc2b2ae3d
const PRIME_4 = 0x27d4eb2f
const PRIME_5 = 0x165667b1

/** xxHash32 with seed 0, in the names of its specification. Synchronous, on any origin. */
export function xxHash32(bytes: Uint8Array): number {
  const input = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = input.byteLength
  let at = 0
  let acc = PRIME_5
  if (length >= 16) {
    let acc1 = (PRIME_1 + PRIME_2) | 0
    let acc2 = PRIME_2 | 0
    let acc3 = 0
    let acc4 = -PRIME_1 | 0
    for (; at + 16 <= length; at += 16) {
      acc1 = round(acc1, input.getInt32(at, true))
      acc2 = round(acc2, input.getInt32(at + 4, true))
      acc3 = round(acc3, input.getInt32(at + 8, true))
      acc4 = round(acc4, input.getInt32(at + 12, true))
    }
    acc = rotate(acc1, 1) + rotate(acc2, 7) + rotate(acc3, 12) + rotate(acc4, 18)
  }
  acc = (acc + length) | 0
  for (; at + 4 <= length; at += 4) {
    acc = Math.imul(rotate((acc + Math.imul(input.getInt32(at, true), PRIME_3)) | 0, 17), PRIME_4)
  }
  for (; at < length; at += 1) {
    acc = Math.imul(rotate((acc + Math.imul(input.getUint8(at), PRIME_5)) | 0, 11), PRIME_1)
  }
  acc = Math.imul(acc ^ (acc >>> 15), PRIME_2)
  acc = Math.imul(acc ^ (acc >>> 13), PRIME_3)
  return (acc ^ (acc >>> 16)) >>> 0
}

function round(acc: number, lane: number): number {
  return Math.imul(rotate((acc + Math.imul(lane, PRIME_2)) | 0, 13), PRIME_1)
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
