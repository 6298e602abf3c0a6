import { expect, it } from 'vitest'
import { formatReport } from './format-report.ts'

it('a report says where it was measured and how to repeat each section', () => {
  const row = { name: 'fresh-hit', title: 'A fresh hit', about: 'How long?' }
  const report = formatReport([{ row, tables: '| a |' }], '2 cores', ['peer 1.0.0', 'other 2.0.0'])
  expect(report).toContain('\n\nMeasured on 2 cores, with peer 1.0.0, other 2.0.0.\n\n')
  expect(
    report.endsWith('## A fresh hit\n\nHow long?\n\n`npm run bench -- fresh-hit`\n\n| a |\n'),
  ).toBe(true)
})
