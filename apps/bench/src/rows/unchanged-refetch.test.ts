import { afterAll, afterEach, expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { bodyOf, listPath } from '../origin/bodies.ts'
import { openOrigin } from '../origin/open-origin.ts'
import { answeringAtOnce, asking } from '../peers/list-network.ts'
import { openFreshQueries, openValidatedQueries, type UnchangedQuery } from '../peers/unchanged.ts'
import { checkRefetches, targetsOf } from './unchanged-refetch.ts'

const origin = openOrigin()
afterAll(() => origin.close())

let queries: readonly UnchangedQuery[] = []
afterEach(() => {
  for (const query of queries) query.close()
})

const run = (role: 'limit' | 'ours' | 'peer', name: string = role) => ({ name, role, runs: 9 })

const unshared = 'parse, no structural sharing'

it.each([
  { role: 'ours', isValidated: true, ok: 1, notModified: 9, renders: 0 },
  { role: 'limit', isValidated: true, ok: 1, notModified: 9, renders: 0 },
  { role: 'peer', isValidated: true, ok: 10, notModified: 0, renders: 0 },
  { role: 'ours', isValidated: false, ok: 1, notModified: 0, renders: 0 },
  { role: 'limit', isValidated: false, ok: 10, notModified: 0, renders: 0 },
] as const)(
  'the $role, validated: $isValidated, with $ok × 200, $notModified × 304, $renders renders has a figure',
  ({ role, isValidated, renders, ...answers }) => {
    expect(() => checkRefetches(run(role), answers, renders, isValidated)).not.toThrow()
  },
)

it.each([
  { role: 'ours', isValidated: true, ok: 0, notModified: 0, renders: 0 },
  { role: 'ours', isValidated: true, ok: 2, notModified: 8, renders: 0 },
  { role: 'ours', isValidated: true, ok: 1, notModified: 9, renders: 1 },
  { role: 'limit', isValidated: true, ok: 10, notModified: 0, renders: 0 },
  { role: 'ours', isValidated: false, ok: 1, notModified: 9, renders: 0 },
  { role: 'limit', isValidated: false, ok: 9, notModified: 0, renders: 0 },
  { role: 'peer', isValidated: false, ok: 10, notModified: 0, renders: 5 },
] as const)(
  'the $role, validated: $isValidated, with $ok × 200, $notModified × 304, $renders renders is refused',
  ({ role, isValidated, renders, ...answers }) => {
    expect(() => checkRefetches(run(role), answers, renders, isValidated)).toThrow(Refusal)
  },
)

it('who shares nothing has to render each time', () => {
  const check = (renders: number) => () =>
    checkRefetches(run('peer', unshared), { ok: 10, notModified: 0 }, renders, false)
  expect(check(5)).not.toThrow()
  expect(check(0)).toThrow(Refusal)
  expect(check(4)).toThrow(Refusal)
})

const path = listPath(50)
const text = bodyOf(path, 0) ?? ''

it.each([
  { how: 'at hand', open: () => openFreshQueries(text) },
  {
    how: 'after a 304 at once',
    open: () => openValidatedQueries(() => answeringAtOnce(text, 'max-age=0')),
  },
  {
    how: 'after a 304 over loopback',
    async open() {
      const { url } = await origin.listen('max-age=0')
      return openValidatedQueries(() => asking(url, path))
    },
  },
])('every way to refetch what is $how gives the list', async ({ open }) => {
  queries = await open()
  for (const { refetch } of queries) {
    await refetch()
    expect(await refetch()).toEqual(JSON.parse(text))
  }
})

it('each question has a target for either list, and one for their growth', () => {
  const groupOf = (subject: string, time: number) => ({
    subject,
    unit: 'ms' as const,
    measured: [
      { name: 'by hand', role: 'limit' as const, samples: [1], runs: 1 },
      { name: 'etagged', role: 'ours' as const, samples: [time], runs: 1 },
    ],
  })
  const both = [groupOf('50 coins', 1.2), groupOf('500 coins', 1.5)]
  const targets = targetsOf([...both, ...both, ...both])
  const met = [true, false, false]
  expect(targets.map(({ isMet }) => isMet)).toEqual([...met, ...met, ...met])
  expect(targets[4]?.because).toContain('500 µs more: decisions')
})
