import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refreshesEarly } from './early-refresh.ts'
import { ARRIVAL, storedWith } from './stored-response.test-fixture.ts'

/** A response whose exchange took this long. */
const after = (seconds: number) => storedWith({}, { requestTime: ARRIVAL - seconds })

describe('refreshesEarly (XFetch: now − Δ·β·ln(draw) ≥ expiry)', () => {
  it.each([
    { says: 'never with β = 0, whatever is drawn', delta: 9, eagerness: 0, draw: 1e-9, is: false },
    { says: 'never when 1 is drawn: ln 1 = 0', delta: 9, eagerness: 1, draw: 1, is: false },
    { says: 'Δ = 2, β = 1, draw = 1/e: 2 s before', delta: 2, eagerness: 1, ttl: 2, is: true },
    {
      says: 'Δ = 2, β = 1, draw = 1/e: not 2.1 s before',
      delta: 2,
      eagerness: 1,
      ttl: 2.1,
      is: false,
    },
    { says: 'β = 3 is three times as eager', delta: 2, eagerness: 3, ttl: 6, is: true },
    {
      says: 'what costs nothing is never fetched before',
      delta: 0,
      eagerness: 1,
      ttl: 0.1,
      is: false,
    },
    { says: 'a clock that went back costs nothing', delta: -5, eagerness: 1, ttl: 0.1, is: false },
  ])('$says', ({ delta, eagerness, draw = 1 / Math.E, ttl = 1, is }) => {
    expect(refreshesEarly(after(delta), { ttl, eagerness, draw })).toBe(is)
  })

  it('P(early) = exp(−ttl / (Δ·β)): the share of draws that are early', () => {
    const draws = Array.from({ length: 10_000 }, (_, index) => (index + 1) / 10_000)
    const early = draws.filter((draw) => refreshesEarly(after(2), { ttl: 3, eagerness: 1, draw }))
    expect(early.length / draws.length).toBeCloseTo(Math.exp(-3 / 2), 3)
  })

  it('is monotone: what is early with one draw is early with every smaller one', () => {
    const positive = fc.double({ min: 1e-9, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.double({ min: 0, max: 60, noNaN: true }),
        (one, other, ttl) => {
          const [smaller, greater] = [Math.min(one, other), Math.max(one, other)]
          const question = { ttl, eagerness: 1 }
          const isEarly = refreshesEarly(after(2), { ...question, draw: greater })
          expect(!isEarly || refreshesEarly(after(2), { ...question, draw: smaller })).toBe(true)
        },
      ),
    )
  })
})
