import { expect, it } from 'vitest'
import { kilobytes, microseconds, milliseconds, percent, ratio, targetOf } from './target.ts'

const claim = { id: 'T1', promise: 'at most twice the limit', because: 'it awaits twice' }

it.each([
  { figure: 2, bound: { atMost: 2 }, isMet: true },
  { figure: 2.001, bound: { atMost: 2 }, isMet: false },
  { figure: 2, bound: { atLeast: 2 }, isMet: true },
  { figure: 1.999, bound: { atLeast: 2 }, isMet: false },
  { figure: Number.NaN, bound: { atMost: 2 }, isMet: false },
  { figure: Number.NaN, bound: { atLeast: 2 }, isMet: false },
])('$figure for $bound: met is $isMet', ({ figure, bound, isMet }) => {
  expect(targetOf({ ...claim, figure, bound }).isMet).toBe(isMet)
})

it('tells its reason only when it is not met', () => {
  const met = targetOf({ ...claim, figure: 1, bound: { atMost: 2 } })
  expect(met).toEqual({ id: 'T1', promise: claim.promise, found: '1.00 ×', isMet: true })
  const unmet = targetOf({ ...claim, figure: 3, bound: { atMost: 2 } })
  expect(unmet.because).toBe('it awaits twice')
})

it.each([
  { text: ratio(1.155), reads: '1.16 ×' },
  { text: microseconds(0.0014), reads: '1.40 µs' },
  { text: milliseconds(12.3), reads: '12.3 ms' },
  { text: kilobytes(27_600), reads: '27.6 kB' },
  { text: percent(0.0512), reads: '5.1 %' },
])('a figure reads $reads', ({ text, reads }) => {
  expect(text).toBe(reads)
})
