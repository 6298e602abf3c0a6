import { expect, it } from 'vitest'
import { binBegin, binOf, BINS, createLatencies } from './latencies.ts'

it.each([
  ['less than the least', 0, 0],
  ['the least', 1e-4, 0],
  ['1 ms', 1e-3, 2],
  ['9.9 ms', 9.9e-3, 3],
  ['10 ms', 1e-2, 4],
  ['1 s', 1, 8],
  ['10 s', 10, 10],
  ['an hour', 3600, BINS - 1],
])('%s is in its bin', (_, duration, bin) => {
  expect(binOf(duration)).toBe(bin)
})

it('begins each bin where the one before ends', () => {
  for (let bin = 0; bin < BINS; bin++) expect(binOf(binBegin(bin))).toBe(bin)
})

it('counts how long each kind took, and nothing of what failed', () => {
  const latencies = createLatencies()
  latencies.add('memory', 0)
  latencies.add('network', 0.02)
  latencies.add('network', 0.02)
  latencies.add('failed', 1)
  const { memory, network, disk } = latencies.read()
  expect([memory[0], network[binOf(0.02)]]).toStrictEqual([1, 2])
  expect(disk.every((count) => count === 0)).toBe(true)
})
