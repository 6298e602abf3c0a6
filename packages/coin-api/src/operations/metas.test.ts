import { CoinList, MetaList } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const api = createCoinApi({ clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 })

it('GET /metas/current gives words that the list can be narrowed to, strongest first', async () => {
  const metas = await readAnswer(api, MetaList, '/metas/current')
  const scores = metas.map((meta) => meta.score)
  expect(metas.map((meta) => meta.word).toSorted()).toEqual(
    'cats dogs food garden objects sea space'.split(' '),
  )
  expect(scores).toEqual(scores.toSorted((one, other) => other - one))
  const rows = await readAnswer(api, CoinList, `/coins?meta=${metas.at(0)?.word}`)
  expect(rows).toHaveLength(50)
})
