import { assert, property, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase58, encodeBase58 } from './base58.ts'

describe('base58', () => {
  it.each([
    { text: '', bytes: [] },
    { text: '1', bytes: [0] },
    { text: '2', bytes: [1] },
    { text: '5Q', bytes: [255] },
    { text: '11', bytes: [0, 0] },
    { text: '12', bytes: [0, 1] },
    { text: 'StV1DL6CwTryKyV', bytes: [...new TextEncoder().encode('hello world')] },
  ])('"$text" stands for $bytes', ({ text, bytes }) => {
    expect(encodeBase58(Uint8Array.from(bytes))).toBe(text)
    expect(decodeBase58(text)).toEqual(Uint8Array.from(bytes))
  })

  it('reads back whatever it wrote', () => {
    assert(
      property(uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes)
      }),
    )
  })

  it.each(['0', 'O', 'I', 'l', 'a b', 'ä', '🦦'])('refuses %j', (text) => {
    expect(decodeBase58(text)).toBeUndefined()
  })
})
