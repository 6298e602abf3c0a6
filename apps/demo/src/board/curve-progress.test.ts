import { expect, it } from 'vitest'
import { curveProgress } from './curve-progress.ts'

it.each([
  ['nothing of an untouched curve', { complete: false, real_token_reserves: 793.1e12 }, 0],
  ['half of it', { complete: false, real_token_reserves: 396.55e12 }, 0.5],
  ['all of it', { complete: false, real_token_reserves: 0 }, 1],
  ['all of a graduated coin, whatever its reserves', { complete: true }, 1],
  ['nobody knows how much without reserves', { complete: false }, undefined],
  [
    'nobody knows how much in mayhem',
    { complete: false, real_token_reserves: 1, mayhem_state: 'active' },
    undefined,
  ],
  [
    'nobody knows how much beyond the constants',
    { complete: false, real_token_reserves: 794e12 },
    undefined,
  ],
])('%s is sold', (_title, coin, progress) => {
  expect(curveProgress(coin)).toBe(progress)
})
