import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRecencyMap } from './recency-map.ts'

const keys = ['a', 'b', 'c', 'd'] as const

const step = fc.record({
  do: fc.constantFrom('set', 'use', 'peek', 'replace', 'delete', 'clear'),
  key: fc.constantFrom(...keys),
  value: fc.nat(9),
})

it('is a Map whose entries stand in the order of their last use', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const map = createRecencyMap<number>()
      const model = new Map<string, number>()
      function renew(key: string, value: number | undefined): void {
        model.delete(key)
        if (value !== undefined) model.set(key, value)
      }
      for (const { do: action, key, value } of steps) {
        const held = model.get(key)
        if (action === 'set') {
          map.set(key, value)
          renew(key, value)
        } else if (action === 'use') {
          expect(map.use(key)).toBe(held)
          renew(key, held)
        } else if (action === 'peek') expect(map.peek(key)).toBe(held)
        else if (action === 'replace') {
          map.replace(key, value)
          if (held !== undefined) model.set(key, value)
        } else if (action === 'delete') {
          map.delete(key)
          model.delete(key)
        } else {
          map.clear()
          model.clear()
        }
        expect([...map]).toEqual([...model])
        expect(map.size).toBe(model.size)
      }
    }),
  )
})

it('can lose the entry that is looked at', () => {
  const map = createRecencyMap<number>()
  for (const [index, key] of keys.entries()) map.set(key, index)
  const seen: string[] = []
  for (const [key] of map) {
    seen.push(key)
    map.delete(key)
  }
  expect(seen).toEqual([...keys])
  expect(map.size).toBe(0)
})
