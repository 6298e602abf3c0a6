import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareStructure } from './structural-sharing.ts'

describe('shareStructure', () => {
  it('equal data is the former data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (previous) => {
        expect(shareStructure(previous, structuredClone(previous))).toBe(previous)
      }),
    )
  })

  it('the result always equals the new data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(shareStructure(previous, next)).toEqual(next)
      }),
    )
  })

  it('what did not change keeps its identity, around what did', () => {
    const previous = { a: { deep: [1, { x: 1 }] }, b: { y: 1 }, rows: [{ id: 1 }, { id: 2 }] }
    const next = {
      a: { deep: [1, { x: 1 }] },
      b: { y: 2 },
      rows: [{ id: 1 }, { id: 3 }, { id: 4 }],
    }
    const shared = shareStructure(previous, next) as typeof previous
    expect(shared).toEqual(next)
    expect(shared.a).toBe(previous.a)
    expect(shared.rows[0]).toBe(previous.rows[0])
    expect(shared.b).not.toBe(previous.b)
    expect(previous.b).toEqual({ y: 1 })
  })

  it.each([
    { says: 'a shorter array is another', previous: [1, 2], next: [1] },
    { says: 'a missing member is a change', previous: { a: 1, b: 2 }, next: { a: 1 } },
    { says: 'a renamed member is a change', previous: { a: undefined }, next: { b: undefined } },
    { says: 'an array is no object', previous: { 0: 'a' }, next: ['a'] },
    { says: 'null is no object', previous: {}, next: null },
    { says: 'dates are compared, not walked', previous: new Date(0), next: new Date(1) },
  ])('$says', ({ previous, next }) => {
    expect(shareStructure(previous, next)).toStrictEqual(next)
  })

  it('a member called __proto__ stays data', () => {
    const previous: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":1}')
    const next: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":2}')
    const shared = shareStructure(previous, next)
    expect(JSON.stringify(shared)).toBe('{"__proto__":{"polluted":1},"a":2}')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('data nested without end is taken as it came', () => {
    const nested = (leaf: number): unknown => {
      let value: unknown = leaf
      for (let depth = 0; depth < 50_000; depth++) value = [value]
      return value
    }
    expect(() => shareStructure(nested(1), nested(2))).not.toThrow()
  })
})
