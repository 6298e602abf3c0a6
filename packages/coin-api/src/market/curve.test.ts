import { describe, expect, it } from 'vitest'
import {
  CURVE_END,
  CURVE_START,
  curveAt,
  isCurveComplete,
  marketCapOf,
  POOL_START,
  tradeInPool,
  tradeOnCurve,
} from './curve.ts'

describe('marketCapOf', () => {
  it.each([
    { sol: 30_000_000_000, token: 1_073_000_000_000_000, cap: 27.958993476234856 },
    { sol: 31_284_630_417, token: 1_028_939_756_389_388, cap: 30.404725080095716 },
    { sol: 101_442_900_118, token: 317_321_369_583_836, cap: 319.68505698510444 },
  ])('is $cap SOL at $sol lamports, to the last digit', ({ cap, ...reserves }) => {
    expect(marketCapOf(reserves)).toBe(cap)
  })
})

describe('tradeOnCurve', () => {
  it.each([
    { says: 'a purchase', lamports: 1_284_630_417, token: 1_028_939_756_389_388 },
    { says: 'a larger one', lamports: 71_442_900_118, token: 317_321_369_583_836 },
  ])('moves along the constant product: $says', ({ lamports, token }) => {
    const sol = CURVE_START.sol + lamports
    expect(tradeOnCurve(CURVE_START, lamports)).toEqual({ sol, token })
  })

  it('cannot fall below its start', () => {
    expect(tradeOnCurve(curveAt(30_000_000_500), -1_000)).toEqual(CURVE_START)
  })

  it('ends when everything is sold', () => {
    const bought = tradeOnCurve(CURVE_START, 1e15)
    expect(bought).toEqual(CURVE_END)
    expect(isCurveComplete(bought)).toBe(true)
    expect(isCurveComplete(curveAt(CURVE_END.sol - 1))).toBe(false)
  })
})

describe('tradeInPool', () => {
  it('raises the price by a purchase and lowers it by a sale', () => {
    const cap = marketCapOf(POOL_START)
    expect(marketCapOf(tradeInPool(POOL_START, 1e9))).toBeGreaterThan(cap)
    expect(marketCapOf(tradeInPool(POOL_START, -1e9))).toBeLessThan(cap)
  })

  it('cannot be emptied', () => {
    expect(tradeInPool(POOL_START, -1e15).sol).toBe(Math.round(POOL_START.sol / 2))
  })
})
