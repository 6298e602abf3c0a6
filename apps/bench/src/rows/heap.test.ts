import { expect, it } from 'vitest'
import type { Group } from '../harness/group.ts'
import { Refusal } from '../harness/refusal.ts'
import { weighHeap } from '../heap/weigh-heap.ts'
import { checkHeap, targetsOf } from './heap.ts'

const heap = { bytes: 5000, json: 3000, entries: 2, isRight: true }

const isTwo = (entries: number): boolean => entries === 2

it('what keeps all that it was given has a figure', () => {
  expect(() => checkHeap('peer', heap, isTwo)).not.toThrow()
})

it.each([{ entries: 1 }, { entries: 0 }, { isRight: false }, { bytes: -8 }])(
  'what keeps %o is refused',
  (seen) => {
    expect(() => checkHeap('peer', { ...heap, ...seen }, isTwo)).toThrow(Refusal)
  },
)

it('a process of its own weighs what it keeps', async () => {
  const count = 200
  const weighed = await weighHeap({ holder: 'text', kind: 'coin', count, maxBytes: 0 })
  expect(weighed).toMatchObject({ entries: count, isRight: true })
  // A character of a text that has only Latin ones is a byte.
  expect(weighed.bytes).toBeGreaterThan(weighed.json)
  expect(weighed.bytes).toBeLessThan(3 * weighed.json)
})

const groups = (held: number): readonly Group[] => [
  {
    subject: 'each coin stored',
    unit: 'bytes',
    measured: [
      { name: 'parsed data and text', role: 'peer', samples: [3200], runs: 1 },
      { name: 'etagged.json', role: 'ours', samples: [4900], runs: 1 },
    ],
  },
  {
    subject: 'filled beyond 8 MiB',
    unit: 'bytes',
    measured: [{ name: 'coins', role: 'ours', samples: [held * 2 ** 20], runs: 1 }],
  },
]

it('the reason tells what of a coin is text and data, and what is not', () => {
  const [each] = targetsOf(groups(8))
  expect(each).toMatchObject({ id: 'T12', found: '4.90 kB', isMet: false })
  expect(each?.because).toContain('3.20 kB')
  expect(each?.because).toContain('1.70 kB')
})

it.each([
  { held: 8, isMet: true },
  { held: 7.3, isMet: true },
  { held: 8.7, isMet: true },
  { held: 7.1, isMet: false },
  { held: 8.9, isMet: false },
])('$held MiB held of 8: kept is $isMet', ({ held, isMet }) => {
  expect(targetsOf(groups(held))[1]?.isMet).toBe(isMet)
})
