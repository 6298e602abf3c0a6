const rotateRight = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The first 32 bits of the fractional part. */
const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) | 0

const primes = ((): number[] => {
  const found: number[] = []
  for (let candidate = 2; found.length < 64; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
})()

/** FIPS 180-4 §4.2.2 and §5.3.3 */
const roundConstants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))
const initialHash = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

/**
 * SHA-256 in hexadecimal, synchronously (FIPS 180-4). `crypto.subtle` is asynchronous and missing
 * on plain-http pages, while the partition must be known in the very call that signs in.
 */
export function sha256(text: string): string {
  const message = padded(new TextEncoder().encode(text))
  const hash = Int32Array.from(initialHash)
  for (let offset = 0; offset < message.byteLength; offset += 64) compress(hash, message, offset)
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** FIPS 180-4 §5.1.1 */
function padded(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / 64) * 64
  const message = new DataView(new ArrayBuffer(length))
  bytes.forEach((byte, index) => message.setUint8(index, byte))
  message.setUint8(bytes.length, 0x80)
  message.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29))
  message.setUint32(length - 4, bytes.length * 8)
  return message
}

/** FIPS 180-4 §6.2.2; the working variables a to h keep the standard's names. */
function compress(hash: Int32Array, message: DataView, offset: number): void {
  const schedule = scheduleOf(message, offset)
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  schedule.forEach((word, round) => {
    const sum1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)
    const choice = (e & f) ^ (~e & g)
    const t1 = (h + sum1 + choice + (roundConstants[round] ?? 0) + word) | 0
    const sum0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const t2 = (sum0 + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
  })
  ;[a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = ((hash[index] ?? 0) + word) | 0
  })
}

function scheduleOf(message: DataView, offset: number): Int32Array {
  const words = new Int32Array(64)
  for (let t = 0; t < 16; t++) words[t] = message.getInt32(offset + t * 4)
  for (let t = 16; t < 64; t++) {
    const before15 = words[t - 15] ?? 0
    const before2 = words[t - 2] ?? 0
    const sigma0 = rotateRight(before15, 7) ^ rotateRight(before15, 18) ^ (before15 >>> 3)
    const sigma1 = rotateRight(before2, 17) ^ rotateRight(before2, 19) ^ (before2 >>> 10)
    words[t] = ((words[t - 16] ?? 0) + sigma0 + (words[t - 7] ?? 0) + sigma1) | 0
  }
  return words
}
