import { TopRunnerList } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const options = { clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 }

it('GET /coins/top-runners gives ten coins with the words of a curator', async () => {
  const api = createCoinApi(options)
  const entries = await readAnswer(api, TopRunnerList, '/coins/top-runners')
  expect(entries.map(({ coin }) => coin.mint)).toEqual(api.market.trending.slice(0, 10))
  expect(entries.some(({ description }) => description === undefined)).toBe(true)
  expect(entries.every(({ modifiedBy }) => modifiedBy !== undefined)).toBe(true)
})

it('GET /coins/top-runners writes missing words as null in 2025', async () => {
  const { text } = await visit(createCoinApi({ ...options, form: '2025' }), '/coins/top-runners')
  expect(text).toContain('"description":null,"modifiedBy"')
})
