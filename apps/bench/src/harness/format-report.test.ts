import { expect, it } from 'vitest'
import { formatReport } from './format-report.ts'
import type { Section } from './section.ts'

const section: Section = {
  row: { name: 'fresh-hit', title: 'A fresh hit', about: 'How long?' },
  outcome: {
    groups: [
      {
        subject: 'coin',
        unit: 'ms',
        measured: [{ name: 'Map', role: 'limit', samples: [1], runs: 1 }],
      },
    ],
    targets: [{ id: 'T1', promise: 'fast', found: '1 µs', isMet: true }],
  },
}

const report = formatReport([section], '2 cores', ['peer 1.0.0', 'other 2.0.0'])

it('begins with what is promised, then says where it was measured, then tells each row', () => {
  expect(report.match(/^## .*/gm)).toEqual([
    '## What is promised, and what was measured',
    '## How it is measured',
    '## A fresh hit',
  ])
  expect(report).toContain('\n\nMeasured on 2 cores, with peer 1.0.0, other 2.0.0.\n\n')
})

it('a section says how to repeat it, and has a chart with its result in words', () => {
  expect(report).toContain('## A fresh hit\n\nHow long?\n\n`npm run bench -- fresh-hit`\n\n![coin;')
  expect(report).toContain('](images/bench/fresh-hit-1.svg)\n\n| coin, ms |')
})
