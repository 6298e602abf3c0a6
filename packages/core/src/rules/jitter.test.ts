import { describe, expect, it } from 'vitest'
import { shortened } from './jitter.ts'

const stored = { key: 'same-origin GET https://api.test/coins', responseTime: 1_800_000_000 }

/** Of 100 s, for each of so many stored responses. */
const lifetimes = (freshnessJitter: number, vary: (index: number) => Partial<typeof stored>) =>
  Array.from({ length: 1000 }, (_, index) =>
    shortened(100, { ...stored, ...vary(index) }, { freshnessJitter }),
  )

describe('shortened (policy freshnessJitter)', () => {
  it.each([0, -1, NaN])('%d takes nothing', (freshnessJitter) => {
    expect(shortened(100, stored, { freshnessJitter })).toBe(100)
  })

  it('takes the same part at each question', () => {
    const policy = { freshnessJitter: 0.5 }
    expect(shortened(100, stored, policy)).toBe(shortened(100, stored, policy))
    expect(shortened(50, stored, policy)).toBe(shortened(100, stored, policy) / 2)
  })

  it.each([
    { says: 'another arrival', vary: (index: number) => ({ responseTime: index }) },
    { says: 'another key', vary: (index: number) => ({ key: String(index) }) },
  ])('takes another part for $says, and all parts alike often', ({ vary }) => {
    const parts = lifetimes(0.5, vary)
    expect(new Set(parts).size).toBeGreaterThan(990)
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...parts)).toBeLessThanOrEqual(100)
    for (const from of [50, 60, 70, 80, 90]) {
      const share = parts.filter((part) => part >= from && part < from + 10).length
      expect(share).toBeGreaterThan(120)
      expect(share).toBeLessThan(280)
    }
  })

  it('more than all of it is all of it', () => {
    const parts = lifetimes(7, (index) => ({ responseTime: index }))
    expect(parts).toEqual(lifetimes(1, (index) => ({ responseTime: index })))
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
  })
})
