import { expect, it } from 'vitest'
import type { Figures } from './figures.ts'
import { formatCosts, withCosts } from './format-readme.ts'

const candidate = (role: string, median: number) => ({ role, median, ratio: 1 })

const figures: Figures = {
  machine: '2 cores',
  targets: [],
  rows: {
    'fresh-hit': {
      'list of 50': {
        unit: 'ms',
        candidates: {
          'etagged.json': candidate('ours', 0.002),
          'axios-cache-interceptor': candidate('peer', 0.033),
        },
      },
    },
    'wire-bytes': {
      'the session': {
        unit: 'bytes',
        candidates: {
          'etagged.json, with a store': candidate('ours', 1_110_000),
          'no cache': candidate('scale', 6_642_000),
        },
      },
    },
    'unchanged-refetch': {
      'list of 50': {
        unit: 'ms',
        candidates: {
          ours: { ...candidate('ours', 1), counted: { renders: '0 of 5' } },
          'parse, no structural sharing': {
            ...candidate('peer', 1),
            counted: { renders: '5 of 5' },
          },
        },
      },
    },
  },
}

it('has a line for what was measured, and none for what was not', () => {
  expect(formatCosts(figures).split('\n').slice(2).map(cellsOf)).toEqual([
    ['a fresh hit as data, a list of 50', '2.00 µs', 'axios-cache-interceptor: 33.0 µs', '16.5 ×'],
    ['bytes of ten minutes of polls, and a reload', '1110 kB', 'no cache: 6642 kB', '5.98 ×'],
    ['renders by refetches of what is unchanged', '0 of 5', 'new data each time: 5 of 5', ''],
  ])
})

it('writes between its marks, and nowhere else', () => {
  const begin = '<!-- Written by `npm run bench`, from docs/benchmarks.json. -->'
  const end = '<!-- End of what `npm run bench` writes. -->'
  const written = withCosts(`# a\n\n${begin}\n\nold\n\n${end}\n\nrest\n`, figures)
  expect(written).toBe(`# a\n\n${begin}\n\n${formatCosts(figures)}\n\n${end}\n\nrest\n`)
  expect(withCosts(written, figures)).toBe(written)
})

it('a README without marks is refused', () => {
  expect(() => withCosts('# a\n', figures)).toThrow('README.md needs')
})

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
