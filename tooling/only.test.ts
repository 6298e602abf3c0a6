import { expect, it } from 'vitest'
import { selectSteps } from './only.ts'

const steps = [
  { name: 'types', needs: [] },
  { name: 'build', needs: [] },
  { name: 'vitest', needs: [], brings: ['types'] },
  { name: 'e2e', needs: ['build'] },
]

it('selects every step when nothing is asked for', () => {
  expect([...selectSteps(steps, [])]).toEqual(['types', 'build', 'vitest', 'e2e'])
})

it.each([[['--only', 'types,build']], [['--only=types,build']]])('reads %j', (args) => {
  expect([...selectSteps(steps, args)]).toEqual(['types', 'build'])
})

it('adds what a step needs or brings', () => {
  expect([...selectSteps(steps, ['--only', 'vitest'])]).toEqual(['types', 'vitest'])
  expect([...selectSteps(steps, ['--only', 'e2e'])]).toEqual(['build', 'e2e'])
})

it.each([[['--only', 'unit']], [['--only']], [['types']], [['--only', 'types', 'build']]])(
  'refuses %j and names the steps there are',
  (args) => {
    expect(() => selectSteps(steps, args)).toThrow(/out of: types, build, vitest, e2e/)
  },
)
