import { expect, it } from 'vitest'
import { createOpenedPages } from './opened-pages.ts'

function storageWith(text: string | null): Pick<Storage, 'getItem' | 'setItem'> {
  let kept = text
  return {
    getItem: () => kept,
    setItem: (_key, value) => {
      kept = value
    },
  }
}

it('remembers how many pages were open at an entry, over a reload', () => {
  const storage = storageWith(null)
  createOpenedPages(storage).write('a', 4)
  const reloaded = createOpenedPages(storage)
  expect(reloaded.read('a')).toBe(4)
  expect(reloaded.read('b')).toBe(1)
})

it('forgets the entries that were written longest ago', () => {
  const storage = storageWith(null)
  const pages = createOpenedPages(storage)
  for (let entry = 0; entry < 60; entry += 1) pages.write(String(entry), 2)
  pages.write('10', 3)
  const reloaded = createOpenedPages(storage)
  expect([reloaded.read('9'), reloaded.read('10'), reloaded.read('59')]).toEqual([1, 3, 2])
})

it.each(['{', '7', '{"a":2}', '["a"]', '[["a","2"],["b",0],["b",1000],[1,2]]', '[null]'])(
  'opens one page when %s was stored',
  (text) => {
    const pages = createOpenedPages(storageWith(text))
    expect([pages.read('a'), pages.read('b')]).toEqual([1, 1])
  },
)
