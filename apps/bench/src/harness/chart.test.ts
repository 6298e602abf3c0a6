import { expect, it } from 'vitest'
import { chartOf } from './chart.ts'
import type { Group } from './group.ts'

const group: Group = {
  subject: 'coin',
  unit: 'ms',
  measured: [
    { name: 'Map <K, V>', role: 'limit', samples: [1, 1, 1], runs: 3 },
    { name: 'ours', role: 'ours', samples: [9, 10, 11], runs: 3 },
    { name: 'faster', role: 'peer', samples: [0.1, 0.1, 0.1], runs: 3 },
  ],
}

const chart = chartOf(group)

it('tells its result to who cannot see it', () => {
  expect(chart).toContain('role="img" aria-labelledby="title desc"')
  expect(chart).toContain('<title id="title">coin: ratios to the limit</title>')
  expect(chart).toContain('ours: 10.0 times the limit')
})

it('has a bar for each, ours marked, and whiskers where samples differ', () => {
  expect(chart.match(/class="bar"/g)).toHaveLength(3)
  expect(chart.match(/<g class="ours">/g)).toHaveLength(1)
  expect(chart.match(/class="whisker"/g)).toHaveLength(1)
  expect(chart).toContain('10000 µs, 10.0 ×')
})

it('what is less than the limit has a bar to the other side', () => {
  const [limit, ours, faster] = barsOf(chart)
  expect(ours?.from).toBe(limit?.from)
  expect(faster?.to).toBe(limit?.to)
  expect(faster?.from).toBeLessThan(Number(limit?.from))
})

it('a name is text, never markup', () => {
  expect(chart).toContain('Map &lt;K, V&gt;')
})

it('needs nothing from elsewhere, and knows both themes', () => {
  expect(chart.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg'])
  expect(chart).toContain('prefers-color-scheme: dark')
})

function barsOf(text: string): readonly { readonly from: number; readonly to: number }[] {
  const bars = text.matchAll(/class="bar" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)
  return Array.from(bars, ([, x, width]) => ({
    from: Number(x),
    to: Math.round(Number(x) + Number(width)),
  }))
}
