import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksumOf } from './checksum.ts'

const aBody = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 24)

/** Lone surrogates too. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units))

describe('checksumOf', () => {
  it('stays what it is: stored rows are judged by it (I11)', () => {
    expect(checksumOf('')).toBe(0)
    expect(checksumOf('{"name":"Pepe"}')).toBe(0x43e22304)
    expect(checksumOf(aBody(333))).toBe(0x40bb30bc)
  })

  it('is a whole number below 2^32, as rows hold it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), anyText), (content) => {
        const sum = checksumOf(content)
        expect(sum).toBe(sum >>> 0)
      }),
    )
  })

  it('is the same for a text and for its bytes', () => {
    for (const text of ['{"name":"ペペ 🐸","symbol":"ÄÖÜ"}', 'Ä'.repeat(100_000), 'ab', '']) {
      expect(checksumOf(text)).toBe(checksumOf(new TextEncoder().encode(text)))
    }
  })

  it('goes by what a view shows, wherever in its buffer that begins', () => {
    const bytes = aBody(222)
    for (let begin = 0; begin < 8; begin += 1) {
      const padded = new Uint8Array(240).fill(1)
      padded.set(bytes, begin)
      expect(checksumOf(padded.subarray(begin, begin + 222))).toBe(checksumOf(bytes))
    }
  })

  it('notices every single flipped bit of a body (I11)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 67 }), (bytes) => {
        const intact = checksumOf(bytes)
        for (let bit = 0; bit < bytes.length * 8; bit += 1) {
          const at = bit >> 3
          const damaged = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
          expect(checksumOf(damaged)).not.toBe(intact)
        }
      }),
    )
  })

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['is cut short', (bytes) => bytes.subarray(0, -1)],
    ['ends in more zeros', (bytes) => new Uint8Array([...bytes, 0])],
    ['has a word twice', (bytes) => bytes.slice().copyWithin(4, 8, 12)],
    [
      'has two words in each other’s place',
      (bytes) =>
        new Uint8Array([...bytes.subarray(4, 8), ...bytes.subarray(0, 4), ...bytes.subarray(8)]),
    ],
    ['has lost a block', (bytes) => bytes.slice().fill(0, 64, 128)],
    [
      'has the top bits of two words flipped',
      (bytes) => bytes.with(3, (bytes[3] ?? 0) ^ 128).with(7, (bytes[7] ?? 0) ^ 128),
    ],
  ])('notices a body that %s (I11)', (_case, damage) => {
    for (let length = 128; length < 192; length += 1) {
      const bytes = aBody(length)
      expect(checksumOf(damage(bytes))).not.toBe(checksumOf(bytes))
    }
  })
})
