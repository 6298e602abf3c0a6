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
    ours: 'etagged.peek with @etagged/idb',
    other: 'idb-keyval get and parse',
    beside: 'idb-keyval by hand',
  },
  {
    what: 'bytes of ten minutes of polls, and a reload',
    row: 'wire-bytes',
    subject: 'the session',
    ours: 'etagged.json, with a store',
    other: 'no cache',
    beside: 'no cache',
  },
]

/** The table of what the cache costs. What was not measured has no line. */
export function formatCosts(figures: Figures): string {
  const lines = costs.flatMap((cost) => {
    const { unit, candidates } = figures.rows[cost.row]?.[cost.subject] ?? {}
    const ours = candidates?.[cost.ours]
    const other = candidates?.[cost.other]
    if (ours === undefined || other === undefined) return []
    const format = formatOf(unit, Math.min(ours.median, other.median))
    const tell = (one: CandidateFigures): string => format(one.median)
    return [[cost.what, tell(ours), `${cost.beside}: ${tell(other)}`, times(other, ours)]]
  })
  return formatTable([['', 'etagged', 'beside', 'beside ÷ etagged'], ...lines, ...renders(figures)])
}

/** One unit for a line, in which its smaller figure reads well. */
function formatOf(unit: string | undefined, smaller: number): (value: number) => string {
  if (unit === 'bytes') return kilobytes
  return smaller < 0.5 ? microseconds : milliseconds
}

function times(other: CandidateFigures, ours: CandidateFigures): string {
  return `${digits(other.median / ours.median)} ×`
}

/** What the row of refetches saw React render, by who has the least and the most to say of it. */
function renders({ rows }: Figures): readonly (readonly string[])[] {
  const groups = Object.values(rows['unchanged-refetch'] ?? {})
  const counted = groups.flatMap(({ candidates }) => Object.entries(candidates))
  const seen = (isOne: (name: string, role: string) => boolean): string | undefined =>
    counted.find(([name, { role }]) => isOne(name, role))?.[1].counted?.['renders']
  const ours = seen((_, role) => role === 'ours')
  const plain = seen((name) => name.endsWith('no structural sharing'))
  if (ours === undefined || plain === undefined) return []
  return [['renders by refetches of what is unchanged', ours, `new data each time: ${plain}`, '']]
}

/** The README with these figures between its two marks. @throws Error when it has no marks */
export function withCosts(readme: string, figures: Figures): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`README.md needs ${BEGIN} and ${END}`)
  const before = readme.slice(0, begin + BEGIN.length)
  return `${before}\n\n${formatCosts(figures)}\n\n${readme.slice(end)}`
}
