import { expect, it } from 'vitest'
import { answered, AT } from '../recording/events.test-fixture.ts'
import { barOf, lengthOf } from './spans.ts'
import { rowWith } from './rows.test-fixture.ts'

it('are parts of all that was done for a request, also after its answer', () => {
  const row = rowWith(answered({ duration: 0.03 }), {
    spans: [
      { phase: 'lookup', began: 0, duration: 0.01 },
      { phase: 'write', began: 0.03, duration: 0.01 },
    ],
  })
  const { total, spans } = barOf(row, AT)
  expect(total).toBeCloseTo(0.04)
  expect(spans.map(({ phase, from, width }) => [phase, from, width])).toStrictEqual([
    ['lookup', 0, 0.25],
    ['write', 0.75, 0.25],
  ])
})

it('are a part of the time so far, while it is under way', () => {
  const spans = [{ phase: 'lookup', began: 0, duration: 1 } as const]
  expect(barOf(rowWith(undefined, { spans }), AT + 4).spans[0]?.width).toBe(0.25)
})

it('leave a wait between them, counted once where they overlap', () => {
  const row = rowWith(answered({ duration: 10 }), {
    spans: [
      { phase: 'parse', began: 3, duration: 1 },
      { phase: 'lookup', began: 2, duration: 3 },
      { phase: 'network', began: 4, duration: 2 },
      { phase: 'write', began: 10, duration: 2 },
    ],
  })
  expect(barOf(row, AT).waited).toBe(2 + 4)
})

it('tell of no wait while the request is under way', () => {
  const spans = [{ phase: 'lookup', began: 0, duration: 1 } as const]
  expect(barOf(rowWith(undefined, { spans }), AT + 4).waited).toBe(0)
})

it('are nothing of nothing', () => {
  const spans = [{ phase: 'lookup', began: 0, duration: 0 } as const]
  const bar = barOf(rowWith(answered({ duration: 0 }), { spans }), AT)
  expect([bar.total, bar.spans[0]?.width]).toStrictEqual([0, 0])
})

it('show a longer duration longer, within bounds', () => {
  const lengths = [0, 0.001, 0.02, 0.5, 10, 100].map(lengthOf)
  expect(lengths).toStrictEqual(lengths.toSorted((one, other) => one - other))
  expect([lengths[0], lengths.at(-1)]).toStrictEqual([0.08, 1])
})
