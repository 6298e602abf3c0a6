import { CoinList } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { post } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })
const [one = '', other = ''] = api.market.idle

it('POST /coins/mints gives the coins it knows, each once, with 201', async () => {
  const body = JSON.stringify({ mints: [other, 'nobody', one, other] })
  const rows = await readAnswer(api, CoinList, '/coins/mints', { method: 'POST', body })
  expect(rows.map((row) => row.mint)).toEqual([other, one])
  expect((await post(api, '/coins/mints', { mints: ['nobody'] })).text).toBe('[]')
})

it.each([
  { body: {}, message: ['mints must be an array'] },
  { body: { mints: 'a' }, message: ['mints must be an array'] },
  { body: { mints: [1] }, message: ['each value in mints must be a string'] },
])('POST /coins/mints refuses $body', async ({ body, message }) => {
  const { status, text } = await post(api, '/coins/mints', body)
  expect(status).toBe(400)
  expect(JSON.parse(text)).toEqual({ message, error: 'Bad Request', statusCode: 400 })
})
