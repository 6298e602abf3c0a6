import { describe, expect, it } from 'vitest'
import { integerBetween, pickFrom, randomFrom, seedAt, seedOf } from './prng.ts'

const take = (count: number, seed: number) => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, random)
}

describe('randomFrom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(take(20, 7)).toEqual(take(20, 7))
    expect(take(20, 7)).not.toEqual(take(20, 8))
  })

  it('gives these very numbers, whatever the platform', () => {
    expect(take(3, 1)).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522])
  })

  it('stays in [0, 1) and is spread evenly', () => {
    const numbers = take(10_000, 3)
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    expect(mean).toBeCloseTo(0.5, 1)
  })
})

describe('seedAt and seedOf', () => {
  it('give neighbours different seeds', () => {
    expect(new Set(Array.from({ length: 1000 }, (_, index) => seedAt(1, index))).size).toBe(1000)
    expect(seedAt(1, 5)).not.toBe(seedAt(2, 5))
    expect(seedOf('alice')).not.toBe(seedOf('bob'))
  })
})

describe('integerBetween', () => {
  it('reaches both ends and nothing beyond', () => {
    const random = randomFrom(1)
    const rolls = Array.from({ length: 500 }, () => integerBetween(random, 1, 6))
    expect(new Set(rolls)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })
})

describe('pickFrom', () => {
  it('refuses to pick from nothing', () => {
    expect(() => pickFrom(randomFrom(1), [])).toThrow(RangeError)
  })
})
