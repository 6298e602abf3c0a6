import { expect, it } from 'vitest'
import { collectFigures } from './figures.ts'
import type { Section } from './section.ts'

const section: Section = {
  row: { name: 'fresh-hit', title: 'A fresh hit', about: '' },
  outcome: {
    groups: [
      {
        subject: 'coin',
        unit: 'ms',
        measured: [
          { name: 'Map', role: 'limit', samples: [3], runs: 1 },
          { name: 'ours', role: 'ours', samples: [10], runs: 1, counted: { renders: '0' } },
        ],
      },
    ],
    targets: [{ id: 'T1', promise: 'fast', found: '1 µs', isMet: true }],
  },
}

it('a figure is found by row, subject and candidate', () => {
  expect(collectFigures([section], '2 cores')).toEqual({
    machine: '2 cores',
    targets: [{ row: 'fresh-hit', id: 'T1', promise: 'fast', found: '1 µs', isMet: true }],
    rows: {
      'fresh-hit': {
        coin: {
          unit: 'ms',
          candidates: {
            Map: { role: 'limit', median: 3, ratio: 1 },
            ours: { role: 'ours', median: 10, ratio: 3.333, counted: { renders: '0' } },
          },
        },
      },
    },
  })
})
