import { describe, expect, it } from 'vitest'
import { checksumOf, xxHash32 } from './checksum.ts'

/** The input of xxHash's own sanity check: the top bytes of a 64-bit product. */
function sanityBuffer(length: number): Uint8Array {
  let generator = 2_654_435_761n
  return Uint8Array.from({ length }, () => {
    const byte = Number(generator >> 56n)
    generator = BigInt.asUintN(64, generator * 11_400_714_785_074_694_797n)
    return byte
  })
}

describe('xxHash32', () => {
  it.each([
    [0, 0x02cc5d05],
    [1, 0xcf65b03e],
    [14, 0x1208e7e2],
    [16, 0x93ba3759],
    [17, 0x89fdc23e],
    [32, 0xd89829ec],
    [64, 0x02e95dbb],
    [129, 0x68c9ec37],
    [222, 0x5bd11dbd],
    [403, 0x6675ff5a],
    [2367, 0x4c8a9773],
    [4160, 0xdb0d9141],
  ])('agrees with the published vector of %i bytes', (length, expected) => {
    expect(xxHash32(sanityBuffer(length))).toBe(expected)
  })

  it('reads a view from where the view begins', () => {
    const whole = sanityBuffer(222)
    const padded = new Uint8Array(230)
    padded.set(whole, 5)
    expect(xxHash32(padded.subarray(5, 227))).toBe(0x5bd11dbd)
  })
})

describe('checksumOf', () => {
  it.each([
    ['', 0x02cc5d05],
    ['test', 0x3e2023cf],
    ['123456789ABC', 0x4c91c2e5],
    ['123456789ABCDEF', 0x576e3cf9],
  ])('hashes the UTF-8 bytes of %j', (text, expected) => {
    expect(checksumOf(text)).toBe(expected)
  })

  it('is the same for a text and for its bytes', () => {
    const text = '{"name":"ペペ 🐸","symbol":"ÄÖÜ"}'
    expect(checksumOf(text)).toBe(checksumOf(new TextEncoder().encode(text)))
  })

  it('notices every single flipped bit of a body (I11)', () => {
    const bytes = sanityBuffer(333)
    const intact = checksumOf(bytes)
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = bytes.slice()
      const at = bit >> 3
      damaged.fill((damaged[at] ?? 0) ^ (1 << (bit & 7)), at, at + 1)
      expect(checksumOf(damaged)).not.toBe(intact)
    }
  })
})
