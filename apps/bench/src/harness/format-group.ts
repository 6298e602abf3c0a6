import { digits } from './digits.ts'
import { formatTable } from './format-table.ts'
import { type Figure, figuresOf, type Group } from './group.ts'
import { isNoisy, type Quartiles } from './statistics.ts'
import { amount, unitOf } from './unit.ts'

const HEADINGS: readonly string[] = ['median', 'q1–q3', '× the limit', 'q1–q3']

/** A Markdown table of the group, and a warning when it should be repeated. */
export function formatGroup(group: Group): string {
  const figures = figuresOf(group)
  const unit = unitOf(group, figures)
  const counts = [...new Set(figures.flatMap(({ counted = {} }) => Object.keys(counted)))]
  const lines = figures.map(({ name, role, spent, ratio, counted = {} }) => [
    role === 'ours' ? `**${name}**` : name,
    amount(spent.median, unit),
    range(spent, (value) => amount(value, unit)),
    ratioText(ratio.median),
    range(ratio, ratioText),
    ...counts.map((count) => counted[count] ?? ''),
  ])
  const headings = [`${group.subject}, ${unit.name}`, ...HEADINGS, ...counts]
  return [formatTable([headings, ...lines]), ...warnings(figures)].join('\n')
}

function ratioText(value: number): string {
  return digits(value)
}

function range({ q1, q3 }: Quartiles, format: (value: number) => string): string {
  return q1 === q3 ? '' : `${format(q1)}–${format(q3)}`
}

/** Ratios are what is judged. */
function noiseOf({ name, spent, ratio }: Figure): string {
  if (!isNoisy(spent)) return `${name} (its ratio)`
  return isNoisy(ratio) ? `${name} (its ratio, too)` : name
}

function warnings(figures: readonly Figure[]): readonly string[] {
  const noisy = figures.filter(({ spent, ratio }) => isNoisy(spent) || isNoisy(ratio)).map(noiseOf)
  if (noisy.length === 0) return []
  return [
    '',
    `Noisy, to be repeated (q1–q3 wider than a quarter of the median): ${noisy.join(', ')}.`,
  ]
}
