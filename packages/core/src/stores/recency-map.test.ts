import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRecencyMap, type RecencyMap } from './recency-map.ts'

const keys = ['a', 'b', 'c', 'd'] as const

const step = fc.record({
  do: fc.constantFrom('set', 'use', 'peek', 'replace', 'delete', 'clear'),
  key: fc.constantFrom(...keys),
  value: fc.nat(9),
})

/** The same by a Map, which keeps the order in which its entries were set. */
function createModel(): RecencyMap<number> {
  const entries = new Map<string, number>()
  function renew(key: string, value: number): void {
    entries.delete(key)
    entries.set(key, value)
  }
  return {
    get size() {
      return entries.size
    },
    peek: (key) => entries.get(key),
    use(key) {
      const held = entries.get(key)
      if (held !== undefined) renew(key, held)
      return held
    },
    set: renew,
    replace(key, value) {
      if (entries.has(key)) entries.set(key, value)
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    oldest: () => entries.keys().next().value,
    [Symbol.iterator]: () => entries[Symbol.iterator](),
  }
}

it('is a Map whose entries stand in the order of their last use', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const [map, model] = [createRecencyMap<number>(), createModel()]
      for (const { do: action, key, value } of steps) {
        expect(map[action](key, value)).toBe(model[action](key, value))
        expect([...map]).toEqual([...model])
        expect(map.size).toBe(model.size)
        expect(map.oldest()).toBe(model.oldest())
      }
    }),
  )
})
