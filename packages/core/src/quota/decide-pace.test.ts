import { expect, it } from 'vitest'
import type { Knowledge } from './decide-knowledge.ts'
import { paceFor } from './decide-pace.ts'

const now = 1000
const known = { limit: 20, remaining: 12, resetAt: now + 30, length: 60 }

it.each<{ says: string; known: Knowledge; underWay?: number; is: number }>([
  { says: 'what may go is spread over what is left of the window', known, is: 3 },
  { says: 'what is under way is taken off', known, underWay: 5, is: 6 },
  { says: 'if only what is kept is left, until the window ends', known, underWay: 10, is: 30 },
  { says: 'if less is left, too', known: { ...known, remaining: 0 }, is: 30 },
  { says: 'without a limit there is no need to wait', known: 'unlimited', is: 0 },
  { says: 'nor if nothing is known', known: undefined, is: 0 },
])('$says', ({ known: what, underWay = 0, is }) => {
  expect(paceFor({ known: what, underWay, reserve: 0.1 }, now)).toBe(is)
})
