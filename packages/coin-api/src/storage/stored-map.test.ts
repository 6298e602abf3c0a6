import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { storedMap, type TextStorage } from './stored-map.ts'
import { aTextStorage } from './text-storage.test-fixture.ts'

const Point = v.object({ x: v.number() })
const open = (storage: TextStorage = aTextStorage()) => storedMap(storage, 'p.', Point)

describe('a stored map', () => {
  it('gives back what it kept, also to another map over the same storage', () => {
    const storage = aTextStorage()
    open(storage).set('a', { x: 1 })
    expect(open(storage).get('a')).toEqual({ x: 1 })
    expect([...storage.rows]).toEqual([['p.a', '{"x":1}']])
  })

  it('has nothing under a name that nobody wrote', () => {
    expect(open().get('a')).toBeUndefined()
  })

  it.each(['', 'nonsense', 'null', '[]', '{"x":"1"}', '{"y":1}'])(
    'takes what somebody else wrote as missing: %s',
    (text) => {
      expect(open(aTextStorage(new Map([['p.a', text]]))).get('a')).toBeUndefined()
    },
  )

  it('goes without a storage that refuses', () => {
    const refuse = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
    const map = open({ getItem: refuse, setItem: refuse })
    map.set('a', { x: 1 })
    expect(map.get('a')).toBeUndefined()
  })

  it('hides no fault but a refusal', () => {
    const fail = () => {
      throw new RangeError('broken')
    }
    const map = open({ getItem: fail, setItem: fail })
    expect(() => map.get('a')).toThrow('broken')
    expect(() => map.set('a', { x: 1 })).toThrow('broken')
  })
})
