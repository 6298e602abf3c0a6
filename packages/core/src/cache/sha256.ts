type Hash = readonly [number, number, number, number, number, number, number, number]

/**
 * FIPS 180-4 §4.2.2: of the cube roots of the first 64 primes, the first 32 bits of the fractions. A
 * double has them all; written down, the constants would weigh half a kilobyte.
 */
const roundConstants = new Int32Array(64)
for (let number = 2, found = 0; found < 64; number++) {
  if (isPrime(number)) roundConstants[found++] = (Math.cbrt(number) % 1) * 2 ** 32
}

function isPrime(number: number): boolean {
  let divisor = 2
  while (divisor ** 2 <= number && number % divisor > 0) divisor++
  return divisor ** 2 > number
}

/** FIPS 180-4 §5.3.3: the same of the square roots of the first 8 primes. */
const initialHash: Hash = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]

const WORDS_PER_BLOCK = 16

/**
 * SHA-256 in hexadecimal, synchronously (FIPS 180-4). `crypto.subtle` is asynchronous and missing
 * on plain-http pages, while the partition must be known in the very call that signs in.
 *
 * That call is one of the first of a page, when no engine has compiled anything yet: so there are
 * plain loops over words here, and no call and no list for each round.
 */
export function sha256(text: string): string {
  const message = padded(new TextEncoder().encode(text))
  const schedule = new Int32Array(64)
  let hash = initialHash
  for (let block = 0; block < message.length; block += WORDS_PER_BLOCK) {
    schedule.set(message.subarray(block, block + WORDS_PER_BLOCK))
    expand(schedule)
    hash = compress(hash, schedule)
  }
  let hexadecimal = ''
  for (const word of hash) hexadecimal += (word >>> 0).toString(16).padStart(8, '0')
  return hexadecimal
}

/** FIPS 180-4 §5.1.1 and §5.2.1: the message as words, the first byte of each the highest. */
function padded(bytes: Uint8Array): Int32Array {
  const { length } = bytes
  const words = new Int32Array(Math.ceil((length + 9) / 64) * WORDS_PER_BLOCK)
  for (let at = 0; at < length; at++) {
    words[at >> 2] = (words[at >> 2] ?? 0) | ((bytes[at] ?? 0) << (24 - (at & 3) * 8))
  }
  words[length >> 2] = (words[length >> 2] ?? 0) | (0x80 << (24 - (length & 3) * 8))
  words[words.length - 2] = Math.floor(length / 2 ** 29)
  words[words.length - 1] = length << 3
  return words
}

/** FIPS 180-4 §6.2.2, step 1. */
function expand(schedule: Int32Array): void {
  for (let t = WORDS_PER_BLOCK; t < 64; t++) {
    const x = schedule[t - 15] ?? 0
    const y = schedule[t - 2] ?? 0
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    schedule[t] = (schedule[t - 16] ?? 0) + sigma0 + (schedule[t - 7] ?? 0) + sigma1
  }
}

/** FIPS 180-4 §6.2.2, steps 2 to 4; the working variables a to h keep the standard's names. */
function compress(hash: Hash, schedule: Int32Array): Hash {
  let [a, b, c, d, e, f, g, h] = hash
  for (let t = 0; t < 64; t++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = (e & f) ^ (~e & g)
    const t1 = (h + sum1 + choice + (roundConstants[t] ?? 0) + (schedule[t] ?? 0)) | 0
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + sum0 + majority) | 0
  }
  return [
    (hash[0] + a) | 0,
    (hash[1] + b) | 0,
    (hash[2] + c) | 0,
    (hash[3] + d) | 0,
    (hash[4] + e) | 0,
    (hash[5] + f) | 0,
    (hash[6] + g) | 0,
    (hash[7] + h) | 0,
  ]
}
