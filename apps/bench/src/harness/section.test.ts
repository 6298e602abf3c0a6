import { expect, it } from 'vitest'
import { anchorOf } from './section.ts'

it.each([
  { title: 'A fresh hit as data', anchor: 'a-fresh-hit-as-data' },
  {
    title: 'A sign-out with 10,000 responses stored, in Chromium',
    anchor: 'a-sign-out-with-10000-responses-stored-in-chromium',
  },
])('the heading of $title is linked as $anchor', ({ title, anchor }) => {
  const row = { name: 'row', title, about: '' }
  expect(anchorOf({ row, outcome: { groups: [], targets: [] } })).toBe(anchor)
})
