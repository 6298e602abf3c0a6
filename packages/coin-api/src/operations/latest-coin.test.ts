import { Coin } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })

it('GET /coins/latest gives the newest coin as a single one', async () => {
  const [newest] = api.market.sortedBy('created_timestamp')
  const coin = await readAnswer(api, Coin, '/coins/latest')
  expect(coin).toMatchObject({ mint: newest?.identity.mint, security_verdict: { scope: 'coin' } })
})

it('GET /coins/latest has no body when there is no coin', async () => {
  const market = { ...api.market, sortedBy: () => [] }
  const answer = await visit(createCoinApi({ clock: () => 0, market }), '/coins/latest')
  expect(answer).toMatchObject({ status: 200, text: '' })
  expect(answer.headers.get('content-type')).toBeNull()
})
