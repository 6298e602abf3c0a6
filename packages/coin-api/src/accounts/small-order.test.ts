import { decodeBase58 } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { isSmallOrder } from './small-order.ts'
import { TEST_ADDRESSES } from './wallet.ts'

const P = 2n ** 255n - 19n
const SIGN = 2n ** 255n

const powerOf = (base: bigint, exponent: bigint): bigint => {
  let power = 1n
  for (let bits = exponent, square = base % P; bits > 0n; bits >>= 1n) {
    if (bits & 1n) power = (power * square) % P
    square = (square * square) % P
  }
  return power
}
const inverse = (value: bigint) => powerOf(value, P - 2n)
const D = P - ((121665n * inverse(121666n)) % P)
const bytesOf = (y: bigint) =>
  Uint8Array.from({ length: 32 }, (_, at) => Number((y >> BigInt(8 * at)) & 255n))

/** y of twice a point: (y² + x²) / (2 + x² - y²), with x² from the equation of the curve. */
const doubled = (y: bigint) => {
  const yy = (y * y) % P
  const xx = ((yy - 1n + P) * inverse((D * yy + 1n) % P)) % P
  return ((yy + xx) * inverse((2n + xx + P - yy) % P)) % P
}

const EIGHTH = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n

describe('a public key of small order', () => {
  it.each([
    ['the neutral point', 1n],
    ['order 2', P - 1n],
    ['order 4', 0n],
    ['order 8', EIGHTH],
    ['order 8, the other y', P - EIGHTH],
  ])('is known: %s', (_, y) => {
    expect(doubled(doubled(doubled(y)))).toBe(1n)
    expect(isSmallOrder(bytesOf(y))).toBe(true)
    expect(isSmallOrder(bytesOf(y + SIGN))).toBe(true)
  })

  it.each([0n, 1n])('is known with p added to y = %s', (y) => {
    expect(isSmallOrder(bytesOf(y + P))).toBe(true)
    expect(isSmallOrder(bytesOf(y + P + SIGN))).toBe(true)
  })

  it('is no key that a wallet has', () => {
    for (const address of Object.values(TEST_ADDRESSES)) {
      expect(isSmallOrder(decodeBase58(address) ?? new Uint8Array())).toBe(false)
    }
    expect(isSmallOrder(bytesOf(2n))).toBe(false)
  })
})
