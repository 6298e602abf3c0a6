import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Figures } from './harness/figures.ts'
import { costsIn, isComplete, withCosts } from './harness/format-readme.ts'

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

const readme = read('README.md')
const figures = JSON.parse(read('docs/benchmarks.json')) as Figures
const costs = costsIn(readme)

// Figures of a run that did not know all of today's lines are of no use until the next full run.
it.skipIf(!isComplete(figures))(
  'what README.md says it costs is what docs/benchmarks.json says',
  () => {
    expect(withCosts(readme, figures)).toBe(readme)
  },
)

it('the table is short', () => {
  expect(costs.split('\n').length).toBeGreaterThan(3)
  expect(costs.split('\n').length).toBeLessThanOrEqual(12)
})

it('README.md has no measured figure but those', () => {
  const rest = readme.replace(costs, '')
  expect(rest.match(/\d[\d.,]* ?(µs|ms|[kM]i?B|bytes|×|%)(?!\w)/g)).toBeNull()
})
