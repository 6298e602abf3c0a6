import { expect, it } from 'vitest'
import { isDrawerOpenAtFirst, keepDrawerOpen } from './drawer-choice.ts'

function pageWith(kept: string | null, innerWidth: number) {
  const values = new Map([['etagged-demo-activity', kept]])
  const localStorage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
  return { innerWidth, localStorage }
}

it.each([
  [null, 1440, true],
  [null, 1439, false],
  ['open', 375, true],
  ['closed', 2000, false],
  ['nonsense', 375, false],
])('with %j kept and %i pixels the drawer is open: %s', (kept, width, isOpen) => {
  expect(isDrawerOpenAtFirst(pageWith(kept, width))).toBe(isOpen)
})

it.each([true, false])('is as it was left: %s', (isOpen) => {
  const page = pageWith(null, 1000)
  keepDrawerOpen(page.localStorage, isOpen)
  expect(isDrawerOpenAtFirst(page)).toBe(isOpen)
})
