import { expect, it } from 'vitest'
import { answersFor } from './not-modified-browser.ts'

it.each([
  { course: 'stale', role: 'limit', runs: 9, answers: { ok: 1, notModified: 8 } },
  { course: 'stale', role: 'ours', runs: 9, answers: { ok: 1, notModified: 8 } },
  { course: 'stale', role: 'peer', runs: 9, answers: { ok: 1, notModified: 8 } },
  { course: 'stale', role: 'scale', runs: 9, answers: { ok: 9, notModified: 0 } },
  { course: 'fresh', role: 'peer', runs: 9, answers: { ok: 1, notModified: 0 } },
  { course: 'fresh', role: 'ours', runs: 0, answers: { ok: 0, notModified: 0 } },
] as const)('$runs $course runs of the $role take $answers', ({ course, role, runs, answers }) => {
  expect(answersFor(course, role, runs)).toEqual(answers)
})
