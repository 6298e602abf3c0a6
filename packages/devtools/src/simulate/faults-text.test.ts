import { expect, it } from 'vitest'
import { type Faults, noFaults } from './faults.ts'
import { faultsText } from './faults-text.ts'

it.each<[Partial<Faults>, string]>([
  [{}, ''],
  [{ network: 'offline', clockOffset: 3600 }, 'offline, clock +1 h'],
  [{ clockOffset: -5400, disk: 'full' }, 'clock −1.5 h, disk full'],
  [{ network: 'status-429', clockOffset: -30 }, 'answers 429, clock −30 s'],
])('tells %o as "%s"', (faults, text) => {
  expect(faultsText({ ...noFaults, ...faults })).toBe(text)
})
