import { expect, it } from 'vitest'
import { nodeProblem } from './node-version.ts'

it.each(['v22.22.2', 'v24.15.0', 'v26.0.0', 'v26.10.0', 'v30.1.0'])('accepts %s', (version) => {
  expect(nodeProblem(version)).toBeUndefined()
})

it.each(['v20.20.2', 'v22.18.0', 'v23.11.0', 'v24.14.1', 'v25.0.0'])(
  'refuses %s and says how to get another',
  (version) => {
    expect(nodeProblem(version)).toMatch(/npm run setup/)
  },
)
