import { expect, it } from 'vitest'
import { createRecentMap } from './recent-map.ts'

it('forgets what was set longest ago, and nothing that was set again since', () => {
  const map = createRecentMap<number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4])
  map.clear()
  expect(map.get('a')).toBeUndefined()
})
