import { digits } from './digits.ts'
import type { CandidateFigures, Figures } from './figures.ts'
import { formatTable } from './format-table.ts'
import { kilobytes, microseconds, milliseconds } from './target.ts'

const BEGIN = '<!-- Written by `npm run bench`, from docs/benchmarks.json. -->'
const END = '<!-- End of what `npm run bench` writes. -->'

/** A line of the README: ours beside another one's figure of the same group. */
interface Cost {
  readonly what: string
  readonly row: string
  readonly subject: string
  readonly ours: string
  readonly other: string
  /** How the README calls the other. */
  readonly beside: string
}

const FRESH = { row: 'not-modified-browser', subject: 'list of 50, fresh', ours: 'etagged.json' }

const costs: readonly Cost[] = [
  {
    what: 'a fresh hit as data, a list of 50',
    row: 'fresh-hit',
    subject: 'list of 50',
    ours: 'etagged.json',
    other: 'axios-cache-interceptor',
    beside: 'axios-cache-interceptor',
  },
  {
    what: 'the same in Chromium',
    ...FRESH,
    other: "the browser's HTTP cache: fetch and parse",
    beside: "the browser's HTTP cache",
  },
  {
    what: 'a 304 of that list, over loopback',
    row: 'not-modified',
    subject: 'list of 50',
    ours: 'etagged.json',
    other: 'no cache: 200 and parse',
    beside: 'a 200, parsed',
  },
  {
    what: 'a coin and a list from disk, 1000 stored',
    row: 'cold-start',
    subject: 'a coin and a list of 1000 stored',
    ours: '@etagged/react with @etagged/idb',
    other: 'idb-keyval get and parse',
    beside: 'idb-keyval by hand',
  },
  {
    what: "bytes of ten minutes of polls, and a reload, without the browser's HTTP cache",
    row: 'wire-bytes',
    subject: 'the session',
    ours: 'etagged.json, with a store',
    other: 'no cache',
    beside: 'no cache',
  },
  {
    what: 'a refetch of 500 coins that have not changed, over loopback',
    row: 'unchanged-refetch',
    subject: '500 coins, a 304 over loopback',
    ours: 'etagged query()',
    other: 'TanStack, a 200 and JSON.parse',
    beside: 'TanStack Query, a 200',
  },
  {
    what: 'what it adds to the bundle of an app on TanStack Query, gzipped',
    row: 'size',
    subject: 'minified and gzipped',
    ours: 'core, idb and react, beside TanStack Query',
    other: "TanStack's query persister and idb-keyval, beside TanStack Query",
    beside: 'its query persister, and idb-keyval',
  },
]

/** The table of what the cache costs. @throws Error when something in it was not measured */
export function formatCosts(figures: Figures): string {
  const lines = costs.map((cost) => {
    const [ours, other] = [cost.ours, cost.other].map((name) => figureOf(figures, cost, name))
    if (ours === undefined || other === undefined) {
      throw new Error(`README.md tells "${cost.what}", which was not measured`)
    }
    const { unit } = figures.rows[cost.row]?.[cost.subject] ?? {}
    const format = formatOf(unit, Math.min(ours.median, other.median))
    const tell = (one: CandidateFigures): string => format(one.median)
    return [cost.what, tell(ours), `${cost.beside}: ${tell(other)}`, times(other, ours)]
  })
  return formatTable([['', 'etagged', 'beside', 'beside ÷ etagged'], ...lines])
}

function figureOf({ rows }: Figures, cost: Cost, name: string): CandidateFigures | undefined {
  return rows[cost.row]?.[cost.subject]?.candidates[name]
}

/** Has all been measured that the README tells? Figures of an older run may lack some. */
export function isComplete(figures: Figures): boolean {
  const isMeasured = (cost: Cost): boolean =>
    [cost.ours, cost.other].every((name) => figureOf(figures, cost, name) !== undefined)
  return costs.every(isMeasured)
}

/** One unit for a line, in which its smaller figure reads well. */
function formatOf(unit: string | undefined, smaller: number): (value: number) => string {
  if (unit === 'bytes') return kilobytes
  return smaller < 0.5 ? microseconds : milliseconds
}

function times(other: CandidateFigures, ours: CandidateFigures): string {
  return `${digits(other.median / ours.median)} ×`
}

/** What the README has between its two marks. @throws Error when it has no marks */
export function costsIn(readme: string): string {
  const [begin, end] = marksIn(readme)
  return readme.slice(begin, end).trim()
}

/**
 * The README with these figures between its two marks. @throws Error when it has no marks, or
 * something was not measured
 */
export function withCosts(readme: string, figures: Figures): string {
  const [begin, end] = marksIn(readme)
  return `${readme.slice(0, begin)}\n\n${formatCosts(figures)}\n\n${readme.slice(end)}`
}

/** Where the first mark ends, and the second begins. */
function marksIn(readme: string): readonly [begin: number, end: number] {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`README.md needs ${BEGIN} and ${END}`)
  return [begin + BEGIN.length, end]
}
