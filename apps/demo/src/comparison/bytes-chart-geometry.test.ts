import { describe, expect, it } from 'vitest'
import { bytesChart, describeBytes } from './bytes-chart-geometry.ts'

const size = { width: 400, height: 200 }

const rounds = [
  { without: 40_000, with: 40_000 },
  { without: 80_000, with: 41_000 },
]

describe('the chart of the bytes', () => {
  it('has two lines that begin together and end above each other', () => {
    const lines = bytesChart(rounds, size)?.lines
    expect(lines?.without).toEqual({ path: 'M2,178L164,94L326,10', end: { x: 326, y: 10 } })
    expect(lines?.with.path).toBe('M2,178L164,94L326,91.9')
  })

  it('is as wide at any number of rounds', () => {
    const ends = [rounds.slice(0, 1), rounds].map(
      (some) => bytesChart(some, size)?.lines.with.end.x,
    )
    expect(ends[0]).toBe(ends[1])
  })

  it('names the amounts, and has room for their names', () => {
    const chart = bytesChart(rounds, size)
    expect(chart?.amounts[0]?.label).toBe('0 B')
    expect(chart?.amounts.length).toBeGreaterThan(2)
    expect(chart?.plot.right).toBeLessThan(size.width - 60)
  })

  it('is there before anything has come over the network', () => {
    expect(bytesChart([{ without: 0, with: 0 }], size)?.lines.with.end.y).toBe(178)
  })

  it.each([
    [[], size],
    [rounds, { width: 0, height: 0 }],
    [rounds, { width: 400, height: 20 }],
  ])('is none without rounds, or without room', (some, room) => {
    expect(bytesChart(some, room)).toBeUndefined()
  })
})

describe('the same in words', () => {
  it.each([
    [[], 'No bytes yet.'],
    [
      rounds.slice(0, 1),
      'Bytes over the network after 1 round: 40.0 kB without etagged, 40.0 kB with etagged.',
    ],
    [
      rounds,
      'Bytes over the network after 2 rounds: 80.0 kB without etagged, 41.0 kB with etagged.',
    ],
  ])('says how it stands', (some, text) => {
    expect(describeBytes(some)).toBe(text)
  })
})
