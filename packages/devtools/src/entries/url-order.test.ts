import { expect, it } from 'vitest'
import { createUrlOrder } from './url-order.ts'

it('follows what comes and goes', () => {
  const inOrder = createUrlOrder()
  const ordered = (text: string): string =>
    inOrder(text.split(' ').map((item) => ({ item, url: item.slice(0, 1) })))
      .map(({ item }) => item)
      .join(' ')
  expect(ordered('c a')).toBe('a c')
  expect(ordered('b c2 a c1')).toBe('a b c2 c1')
  expect(ordered('c b')).toBe('b c')
  expect(ordered('d b')).toBe('b d')
})
