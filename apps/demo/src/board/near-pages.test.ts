import { expect, it } from 'vitest'
import { createNearPages } from './near-pages.ts'

it('begins with the first page', () => {
  expect(createNearPages().current()).toEqual([0])
})

it('tells of each change, in the order of the pages', () => {
  const pages = createNearPages()
  const told: (readonly number[])[] = []
  pages.subscribe(() => told.push(pages.current()))
  pages.set(2, true)
  pages.set(1, true)
  pages.set(0, false)
  expect(told).toEqual([
    [0, 2],
    [0, 1, 2],
    [1, 2],
  ])
})

it('says nothing when nothing changed', () => {
  const pages = createNearPages()
  const former = pages.current()
  pages.subscribe(() => expect.unreachable())
  pages.set(0, true)
  pages.set(3, false)
  expect(pages.current()).toBe(former)
})
