import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUsedOnce } from './used-once.ts'

describe('what is used once', () => {
  it('is refused within its lifetime, and forgotten soon after it', () => {
    const used = createUsedOnce(100)
    expect(used.add('a', 1000)).toBe(true)
    expect(used.add('b', 1099)).toBe(true)
    expect(used.add('a', 1100)).toBe(false)
    expect(used.add('b', 1199)).toBe(false)
    expect(used.add('a', 1200)).toBe(true)
  })

  it('is forgotten after a long silence too', () => {
    const used = createUsedOnce(100)
    expect(used.add('a', 0)).toBe(true)
    expect(used.add('b', 200)).toBe(true)
    expect(used.add('a', 200)).toBe(true)
  })

  it('is forgotten where a clock was set back, after another lifetime', () => {
    const used = createUsedOnce(100)
    used.add('a', 1_000_000)
    expect(used.add('a', 1000)).toBe(false)
    expect(used.add('b', 1200)).toBe(true)
    expect(used.add('a', 1201)).toBe(true)
  })

  it('is never forgotten too early, however the uses lie in time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 250 })), (waits) => {
        const used = createUsedOnce(100)
        const first = new Map<number, number>()
        let now = 0
        for (const wait of waits) {
          now += wait
          const name = wait % 3
          const isNew = used.add(String(name), now)
          const since = now - (first.get(name) ?? -Infinity)
          const isEither = since > 100 && since < 300
          expect(isNew || isEither).toBe(since > 100)
          expect(isNew && !isEither).toBe(since >= 300)
          if (isNew) first.set(name, now)
        }
      }),
    )
  })
})
