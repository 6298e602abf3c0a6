import { describeGroup } from './describe-group.ts'
import { digits } from './digits.ts'
import { type Figure, figuresOf, type Group } from './group.ts'
import { createScale, type Scale } from './log-scale.ts'
import { amount, type Unit, unitOf } from './unit.ts'

const WIDTH = 720
const MARGIN = 16
/** Room for half a label of the scale. */
const INSET = 24
const LINE = 40
const TOP = 44

// An image is on its own: which theme the page has it does not know, so it brings its ground along.
const STYLE = `
  svg { --ground: #ffffff; --text: #1f2328; --bar: #656d76; --ours: #0550ae; --grid: #d0d7de }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --text: #e6edf3; --bar: #8b949e; --ours: #79c0ff; --grid: #30363d }
  }
  text { font: 13px system-ui, sans-serif; fill: var(--text) }
  .ground { fill: var(--ground) }
  .head, .ours text { font-weight: 700 }
  .grid { stroke: var(--grid) }
  .limit { stroke: var(--text); stroke-dasharray: 3 3 }
  .bar { fill: var(--bar) }
  .ours .bar { fill: var(--ours) }
  .halo { stroke: var(--ground); stroke-width: 4 }
  .whisker { stroke: var(--text); stroke-width: 1.5 }`

/** Bars of the ratios to the limit, on a log scale, with the quartiles as whiskers. */
export function chartOf(group: Group): string {
  const figures = figuresOf(group)
  const unit = unitOf(group, figures)
  const scale = createScale(
    figures.flatMap(({ ratio }) => [ratio.q1, ratio.q3]),
    { from: MARGIN + INSET, to: WIDTH - MARGIN - INSET },
  )
  const bottom = TOP + LINE * figures.length
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 32}" width="${WIDTH}" height="${bottom + 32}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(group.subject)}: ratios to the limit</title>`,
    `<desc id="desc">${escaped(describeGroup(group))}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" width="100%" height="100%" />`,
    textAt(MARGIN, 24, `${group.subject}: × the limit, log scale`, ' class="head"'),
    ...scale.ticks.map((tick) => gridLine(tick, scale, bottom)),
    ...figures.map((figure, index) => bar(figure, { scale, unit, y: TOP + LINE * index })),
    '</svg>\n',
  ].join('\n')
}

function gridLine(tick: number, scale: Scale, bottom: number): string {
  const x = rounded(scale.at(tick))
  const kind = tick === 1 ? 'limit' : 'grid'
  const line = `<line class="${kind}" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}" />`
  return `${line}\n${textAt(x, bottom + 18, `${tick} ×`, ' text-anchor="middle"')}`
}

interface Place {
  readonly scale: Scale
  readonly unit: Unit
  readonly y: number
}

/** The name and the figure over the bar, which so has the whole width. */
function bar({ name, role, spent, ratio }: Figure, { scale, unit, y }: Place): string {
  const [from, to] = [scale.at(1), scale.at(ratio.median)].toSorted((one, other) => one - other)
  const [left = 0, right = 0] = [from, to]
  const told = `${amount(spent.median, unit)} ${unit.name}, ${digits(ratio.median)} ×`
  return [
    `<g class="${role}">`,
    textAt(MARGIN, y + 12, name),
    textAt(WIDTH - MARGIN, y + 12, told, ' text-anchor="end"'),
    `<rect class="bar" x="${rounded(left - 1)}" y="${y + 18}" width="${rounded(right - left + 2)}" height="12" />`,
    ...whiskers(scale.at(ratio.q1), scale.at(ratio.q3), y + 24),
    '</g>',
  ].join('\n')
}

function whiskers(q1: number, q3: number, y: number): readonly string[] {
  if (q1 === q3) return []
  const [left, right] = [rounded(q1), rounded(q3)]
  const path = `M${left} ${y - 5}v10M${left} ${y}H${right}M${right} ${y - 5}v10`
  return ['halo', 'whisker'].map((kind) => `<path class="${kind}" d="${path}" fill="none" />`)
}

// What lies behind a text, as a line of the grid, must not cross it.
function textAt(x: number, y: number, text: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" paint-order="stroke" stroke="var(--ground)" stroke-width="4"${attributes}>${escaped(text)}</text>`
}

function rounded(value: number): number {
  return Number(value.toFixed(1))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
