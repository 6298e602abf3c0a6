import { describe, expect, it } from 'vitest'
import { anchorAt, chartGeometry, nearestIndex, type PricePoint } from './price-chart-geometry.ts'

const size = { width: 600, height: 240 }
const MINUTE = 60_000
const START = Date.UTC(2026, 10, 20, 12)

const priced = (...prices: readonly number[]): readonly PricePoint[] =>
  prices.map((price, index) => ({ at: START + index * MINUTE, price }))

function geometryOf(prices: readonly PricePoint[]) {
  const geometry = chartGeometry(prices, size)
  if (geometry === undefined) throw new Error('Nothing to draw')
  return geometry
}

describe('A chart', () => {
  it('spreads its points over the width by their time, and higher prices higher up', () => {
    const { points, plot } = geometryOf(priced(10, 20, 15))
    expect(points.map(({ x }) => x)).toEqual([plot.left, (plot.left + plot.right) / 2, plot.right])
    const [first, second, third] = points.map(({ y }) => y)
    expect(second).toBeLessThan(third ?? 0)
    expect(third).toBeLessThan(first ?? 0)
  })

  it('leaves a gap where nothing was traded', () => {
    const [first, , last] = priced(10, 20, 15)
    const late = { at: START + 10 * MINUTE, price: 12 }
    const { points, plot } = geometryOf([first, last, late].filter((point) => point !== undefined))
    expect(points[1]?.x).toBeCloseTo(plot.left + (plot.right - plot.left) / 5)
  })

  it('stays within its bounds', () => {
    const { points, prices, times, plot } = geometryOf(priced(27.96, 410.88, 33, 28))
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(plot.left)
      expect(x).toBeLessThanOrEqual(plot.right)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y).toBeLessThanOrEqual(plot.bottom)
    }
    for (const { place } of prices) expect(place).toBeLessThanOrEqual(plot.bottom)
    for (const { place } of times) expect(place).toBeLessThanOrEqual(plot.right)
  })

  it('marks the first of the lowest and of the highest points', () => {
    const { low, high, points } = geometryOf(priced(2, 5, 1, 5, 1))
    expect(high).toBe(points[1])
    expect(low).toBe(points[2])
  })

  it('draws a line, and an area down to the axis', () => {
    const { line, area, plot } = geometryOf(priced(1, 2, 3))
    expect(line).toMatch(/^M8,\S+C/)
    expect(line).not.toContain('NaN')
    expect(area).toContain(`L${plot.right},${plot.bottom}`)
    expect(area).toMatch(/Z$/)
  })

  it('draws one price as a level line, with no extremes', () => {
    const { line, points, low, high, plot } = geometryOf(priced(28))
    expect(points).toHaveLength(1)
    const y = points[0]?.y
    expect(line).toBe(`M${plot.left},${y}L${plot.right},${y}`)
    expect([low, high]).toEqual([undefined, undefined])
  })

  it('labels a price that never moved with what it is', () => {
    const { prices, line } = geometryOf(priced(28, 28, 28))
    expect(prices.map(({ label }) => label)).toContain('28.0')
    expect(line).not.toContain('NaN')
  })

  it.each([
    [priced(28.41, 28.43), /^28\.\d\d\d?$/],
    [priced(300_000, 360_000), /^\d\d\d,000$/],
  ])('gives its prices as many digits as tell them apart', (prices, form) => {
    const labels = geometryOf(prices).prices.map(({ label }) => label)
    expect(labels.length).toBeGreaterThanOrEqual(3)
    expect(new Set(labels).size).toBe(labels.length)
    for (const label of labels) expect(label).toMatch(form)
  })

  it('tells times by hours, and by days at the start and where a day begins', () => {
    const at = (hours: number): number => new Date(2026, 10, 20, hours).getTime()
    const { times } = geometryOf([
      { at: at(12), price: 1 },
      { at: at(36), price: 2 },
    ])
    expect(times.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['20 Nov, 12:00', '18:00', '21 Nov', '06:00']),
    )
  })

  it('has no two labels alike beside each other', () => {
    const at = new Date(2026, 10, 20, 23, 57).getTime()
    const { times } = geometryOf([
      { at, price: 1 },
      { at: at + MINUTE, price: 2 },
    ])
    expect(times.map(({ label }) => label)).toEqual(['20 Nov, 23:57', '23:58'])
  })

  it('has fewer labels where there is less room', () => {
    const prices = priced(...Array.from({ length: 120 }, (_, index) => index))
    const narrow = chartGeometry(prices, { width: 320, height: 240 })
    expect(narrow?.times.length).toBeLessThan(geometryOf(prices).times.length)
    expect(narrow?.times.length).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['no prices', [], size],
    ['no width yet', priced(1, 2), { width: 0, height: 240 }],
    ['no height', priced(1, 2), { width: 600, height: 20 }],
  ])('is not drawn with %s', (_, prices, given) => {
    expect(chartGeometry(prices, given)).toBeUndefined()
  })
})

it.each([
  [0, 'start'],
  [19, 'start'],
  [20, 'middle'],
  [80, 'middle'],
  [81, 'end'],
])('a label of 40 px at %d of 100 is anchored at its %s', (place, anchor) => {
  expect(anchorAt(place, { left: 0, right: 100 }, 40)).toBe(anchor)
})

describe('The nearest point', () => {
  const points = [{ x: 0 }, { x: 10 }, { x: 30 }]

  it.each([
    [-5, 0],
    [4, 0],
    [6, 1],
    [19, 1],
    [21, 2],
    [99, 2],
  ])('to %d is number %d', (x, index) => {
    expect(nearestIndex(points, x)).toBe(index)
  })

  it('to anything is the only one', () => {
    expect(nearestIndex([{ x: 50 }], 0)).toBe(0)
    expect(nearestIndex([{ x: 50 }], 99)).toBe(0)
  })

  it('does not exist where there is none', () => {
    expect(() => nearestIndex([], 0)).toThrow(RangeError)
  })
})
