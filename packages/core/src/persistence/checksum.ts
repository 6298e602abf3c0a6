const utf8 = new TextEncoder()

/** To allocate the bytes anew costs five times as much as to encode and hash them. */
const scratch = new Uint8Array(2 ** 18)
const MOST_BYTES_PER_CODE_UNIT = 3

/** Odd, so that to multiply by it can be undone. */
const MULTIPLIER = 0x9e3779b1

/**
 * A sum of 32 bits that finds silent damage: a body that changed on disk. It is no protection against forgery, and of
 * use only where it was made: it goes by the machine's order of bytes.
 */
export function checksumOf(content: string | Uint8Array): number {
  const bytes = typeof content === 'string' ? encoded(content) : content
  // Words can be read only from where words may begin.
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const words = new Int32Array(buffer, byteOffset, length >> 2)
  let sum = length
  // In a page's first read this runs interpreted: so it looks up nothing that it can hold.
  const { imul } = Math
  const count = words.length
  // Each step can be undone: what differs in one word only never comes to the same.
  for (let at = 0; at < count; at += 1) {
    sum = imul(sum ^ (words[at] ?? 0), MULTIPLIER)
    sum ^= sum >>> 15
  }
  for (const byte of bytes.subarray(length & ~3)) {
    sum = Math.imul(sum ^ byte, MULTIPLIER)
    sum ^= sum >>> 15
  }
  return sum >>> 0
}

function encoded(text: string): Uint8Array {
  if (text.length * MOST_BYTES_PER_CODE_UNIT > scratch.length) return utf8.encode(text)
  return scratch.subarray(0, utf8.encodeInto(text, scratch).written)
}
