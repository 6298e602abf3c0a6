import { expect, it } from 'vitest'
import { parseArguments } from './arguments.ts'
import { full, quick } from './effort.ts'

const names = ['fresh-hit', 'cold-start']

it.each([
  { given: [], name: undefined, effort: full },
  { given: ['--quick'], name: undefined, effort: quick },
  { given: ['cold-start'], name: 'cold-start', effort: full },
  { given: ['--quick', 'fresh-hit'], name: 'fresh-hit', effort: quick },
])('$given runs $name with effort $effort.name', ({ given, name, effort }) => {
  expect(parseArguments(given, names)).toEqual({ name, effort })
})

it.each([{ given: ['warm-start'] }, { given: ['--fast'] }, { given: ['fresh-hit', 'cold-start'] }])(
  '$given is refused, and the rows are named',
  ({ given }) => {
    expect(() => parseArguments(given, names)).toThrow('one of: fresh-hit, cold-start')
  },
)
