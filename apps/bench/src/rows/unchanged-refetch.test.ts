import { afterEach, expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { bodyOf, listPath } from '../origin/bodies.ts'
import { openUnchangedQueries, type UnchangedQuery } from '../peers/unchanged.ts'
import { checkRefetches } from './unchanged-refetch.ts'

let queries: readonly UnchangedQuery[] = []
afterEach(() => {
  for (const query of queries) query.close()
})

const peer = { name: 'plain', role: 'peer', runs: 9 } as const

const ours = { name: 'etagged', role: 'ours', runs: 9 } as const

it('a 304 in every run and no render show the work', () => {
  expect(() => checkRefetches(ours, { ok: 1, notModified: 9 }, 0)).not.toThrow()
})

it.each([
  { answers: { ok: 0, notModified: 0 }, renders: 0 },
  { answers: { ok: 2, notModified: 8 }, renders: 0 },
  { answers: { ok: 1, notModified: 8 }, renders: 0 },
  { answers: { ok: 1, notModified: 9 }, renders: 1 },
])('$answers with $renders renders is refused', ({ answers, renders }) => {
  expect(() => checkRefetches(ours, answers, renders)).toThrow(Refusal)
})

it.each([
  { answers: { ok: 10, notModified: 0 }, renders: 0 },
  { answers: { ok: 10, notModified: 0 }, renders: 5 },
  { answers: { ok: 1, notModified: 9 }, renders: 0 },
])('a peer that was answered $answers with $renders renders has a figure', (seen) => {
  expect(() => checkRefetches(peer, seen.answers, seen.renders)).not.toThrow()
})

it.each([
  { answers: { ok: 9, notModified: 0 }, renders: 0 },
  { answers: { ok: 2, notModified: 8 }, renders: 0 },
  { answers: { ok: 10, notModified: 0 }, renders: 4 },
])('a peer that was answered $answers with $renders renders has none', (seen) => {
  expect(() => checkRefetches(peer, seen.answers, seen.renders)).toThrow(Refusal)
})

it('every way to refetch gives the list', async () => {
  const text = bodyOf(listPath(50), 0) ?? ''
  queries = await openUnchangedQueries(text)
  for (const { refetch } of queries) {
    await refetch()
    expect(await refetch()).toEqual(JSON.parse(text))
  }
})
