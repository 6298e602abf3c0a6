import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from './sha256.ts'

const reference = (text: string): string => createHash('sha256').update(text).digest('hex')

it('agrees with the reference for every length up to four blocks (FIPS 180-4)', () => {
  for (let length = 0; length <= 256; length++) {
    const text = 'a'.repeat(length)
    expect(sha256(text)).toBe(reference(text))
  }
})

it('agrees with the reference for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(reference(text))
    }),
  )
})
