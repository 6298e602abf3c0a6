import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Amount } from './amount.ts'

describe('Amount', () => {
  it.each([
    { sent: 30_000_000_000, read: 30_000_000_000 },
    { sent: '1073000000000000', read: 1_073_000_000_000_000 },
    { sent: '0', read: 0 },
    { sent: 9_007_199_254_740_991, read: 9_007_199_254_740_991 },
  ])('reads $sent', ({ sent, read }) => {
    expect(v.parse(Amount, sent)).toBe(read)
  })

  it.each([
    { says: 'a fraction', sent: 1.5 },
    { says: 'a fraction as text', sent: '1.5' },
    { says: 'a number beyond 2^53', sent: 2 ** 53 },
    { says: 'text beyond 2^53', sent: '9007199254740993' },
    { says: 'an empty string', sent: '' },
    { says: 'exponents', sent: '3e10' },
    { says: 'hexadecimal', sent: '0x10' },
    { says: 'surrounding spaces', sent: ' 1' },
    { says: 'null', sent: null },
    { says: 'a boolean', sent: true },
  ])('refuses $says', ({ sent }) => {
    expect(v.is(Amount, sent)).toBe(false)
  })
})
