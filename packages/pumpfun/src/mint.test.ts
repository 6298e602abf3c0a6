import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { encodeBase58 } from './base58.ts'
import { isMint, Mint } from './mint.ts'

const encodedBytes = (length: number, value: number) =>
  encodeBase58(new Uint8Array(length).fill(value))

describe('isMint', () => {
  it.each([
    { says: 'an address that ends in pump', text: '4J8xXxUZ5PkKjYXoRPqe4oKRanWsfQKUPPtSFsuNpump' },
    {
      says: 'an address with another ending',
      text: 'AQQRkj3TuumtRb33LMgoPGjazUjh1s3z9z8vRWHnczTm',
    },
    { says: '32 zero bytes, 32 characters', text: '1'.repeat(32) },
    { says: 'the greatest 32 bytes, 44 characters', text: encodedBytes(32, 255) },
  ])('accepts $says', ({ text }) => {
    expect(isMint(text)).toBe(true)
    expect(v.parse(Mint, text)).toBe(text)
  })

  it.each([
    { says: 'empty text', text: '' },
    { says: '31 bytes', text: encodedBytes(31, 255) },
    { says: '33 bytes, 44 characters', text: encodedBytes(33, 1).slice(0, 44) + 'z' },
    { says: '44 characters that exceed 32 bytes', text: 'z'.repeat(44) },
    { says: 'a character outside the alphabet', text: '0'.repeat(40) },
    { says: 'a path', text: '../../etc/passwd/../../../../../../etc' },
    { says: 'a million characters', text: 'z'.repeat(1_000_000) },
  ])('refuses $says', ({ text }) => {
    expect(isMint(text)).toBe(false)
    expect(v.is(Mint, text)).toBe(false)
  })

  it('is no mint when it is not text', () => {
    expect(v.is(Mint, 42)).toBe(false)
  })
})
