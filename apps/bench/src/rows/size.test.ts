import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { core } from '../peers/pages.ts'
import { weigh } from './size.ts'

it('a bundle is told with its bytes', async () => {
  const page = { name: 'peer', weigh: () => Promise.resolve(3100) }
  expect(await weigh(page, 'peer')).toEqual({
    name: 'peer',
    role: 'peer',
    samples: [3100],
    runs: 1,
  })
})

it('a bundle with nothing in it is refused', async () => {
  const page = { name: 'peer', weigh: () => Promise.resolve(20) }
  await expect(weigh(page, 'peer')).rejects.toThrow(Refusal)
})

it('core weighs what is promised of its size', async () => {
  expect((await weigh(core, 'ours')).samples[0]).toBeGreaterThan(20_000)
})
