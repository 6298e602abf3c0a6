import { expect, it } from 'vitest'
import type { Figures } from './figures.ts'
import { costsIn, formatCosts, isComplete, withCosts } from './format-readme.ts'

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
    'not-modified-browser': {
      'list of 50, fresh': {
        unit: 'ms',
        candidates: {
          'etagged.json': candidate('ours', 0.004),
          "the browser's HTTP cache: fetch and parse": candidate('peer', 2),
        },
      },
    },
    'not-modified': {
      'list of 50': {
        unit: 'ms',
        candidates: {
          'etagged.json': candidate('ours', 0.3),
          'no cache: 200 and parse': candidate('scale', 0.6),
        },
      },
    },
    'cold-start': {
      'a coin and a list of 1000 stored': {
        unit: 'ms',
        candidates: {
          '@etagged/react with @etagged/idb': candidate('ours', 8),
          'idb-keyval get and parse': candidate('limit', 6),
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
    size: {
      'minified and gzipped': {
        unit: 'bytes',
        candidates: {
          'core, idb and react, beside TanStack Query': candidate('ours', 40_000),
          "TanStack's query persister and idb-keyval, beside TanStack Query": candidate(
            'peer',
            4000,
          ),
        },
      },
    },
    'unchanged-refetch': {
      '500 coins, a 304 over loopback': {
        unit: 'ms',
        candidates: {
          'etagged query()': candidate('ours', 2.5),
          'TanStack, a 200 and JSON.parse': candidate('peer', 12.5),
        },
      },
    },
  },
}

it('has a line for each cost', () => {
  expect(isComplete(figures)).toBe(true)
  expect(formatCosts(figures).split('\n').slice(2).map(cellsOf)).toEqual([
    ['a fresh hit as data, a list of 50', '2.00 µs', 'axios-cache-interceptor: 33.0 µs', '16.5 ×'],
    ['the same in Chromium', '4.00 µs', "the browser's HTTP cache: 2000 µs", '500 ×'],
    ['a 304 of that list, over loopback', '300 µs', 'a 200, parsed: 600 µs', '2.00 ×'],
    [
      'a coin and a list from disk, 1000 stored',
      '8.00 ms',
      'idb-keyval by hand: 6.00 ms',
      '0.75 ×',
    ],
    [
      "bytes of ten minutes of polls, and a reload, without the browser's HTTP cache",
      '1110 kB',
      'no cache: 6642 kB',
      '5.98 ×',
    ],
    [
      'a refetch of 500 coins that have not changed, over loopback',
      '2.50 ms',
      'TanStack Query, a 200: 12.5 ms',
      '5.00 ×',
    ],
    [
      'what it adds to the bundle of an app on TanStack Query, gzipped',
      '40.0 kB',
      'its query persister, and idb-keyval: 4.00 kB',
      '0.10 ×',
    ],
  ])
})

it.each(Object.keys(figures.rows))('without the row %s there is no table', (row) => {
  const rows = Object.fromEntries(Object.entries(figures.rows).filter(([name]) => name !== row))
  expect(isComplete({ ...figures, rows })).toBe(false)
  expect(() => formatCosts({ ...figures, rows })).toThrow(/measured|counted/)
})

it('writes between its marks, and nowhere else', () => {
  const begin = '<!-- Written by `npm run bench`, from docs/benchmarks.json. -->'
  const end = '<!-- End of what `npm run bench` writes. -->'
  const written = withCosts(`# a\n\n${begin}\n\nold\n\n${end}\n\nrest\n`, figures)
  expect(written).toBe(`# a\n\n${begin}\n\n${formatCosts(figures)}\n\n${end}\n\nrest\n`)
  expect(withCosts(written, figures)).toBe(written)
  expect(costsIn(written)).toBe(formatCosts(figures))
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
