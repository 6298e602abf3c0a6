import { expect, it } from 'vitest'
import changelog from './changelog.ts'

it('a change is an item of a list, whatever it is made of', () => {
  const summary = 'Two things:\n\n- one\n  and more of it\n- another\n'
  expect(changelog.getReleaseLine({ summary })).toBe(
    '- Two things:\n\n  - one\n    and more of it\n  - another',
  )
})

it('that the packages beside it have the same version goes without saying', () => {
  expect(changelog.getDependencyReleaseLine()).toBe('')
})
