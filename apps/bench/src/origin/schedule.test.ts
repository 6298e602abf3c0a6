import { expect, it } from 'vitest'
import { coinPath } from './bodies.ts'
import { versionAt } from './schedule.ts'

it('is the same for everybody who asks', () => {
  expect(versionAt('/a', 500, 0.1)).toBe(versionAt('/a', 500, 0.1))
})

it('changes as often as it should', () => {
  const versions = Array.from({ length: 100 }, (_, index) => versionAt(coinPath(index), 60, 0.1))
  const changes = versions.reduce((sum, version) => sum + version, 0)
  expect(changes / (100 * 60)).toBeCloseTo(0.1, 1)
})

it.each([
  { probability: 0, version: 0 },
  { probability: 1, version: 20 },
])('at $probability there are $version changes in 20 polls', ({ probability, version }) => {
  expect(versionAt('/a', 20, probability)).toBe(version)
})

it('has had no change before the first poll', () => {
  expect(versionAt('/a', 0, 1)).toBe(0)
})
