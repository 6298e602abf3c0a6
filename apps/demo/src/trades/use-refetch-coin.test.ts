import { expect, it } from 'vitest'
import { isOfCoin } from './use-refetch-coin.ts'

it.each([
  [['etagged', '/coins/:mint', { mint: 'a' }], true],
  [['etagged', '/coins-v2/:mint', { mint: 'a' }], true],
  [['etagged', '/candlesticks/:mint', { mint: 'a', timeframe: 5 }], true],
  [['etagged', '/coins/:mint', { mint: 'b' }], false],
  [['etagged', '/coins/:mint', null], false],
  [['etagged', '/coins', { searchTerm: 'a' }], false],
  [['etagged', '/bookmarks/default', {}], false],
  [['else'], false],
])('%j belongs to coin a: %s', (key, belongs) => {
  expect(isOfCoin(key, 'a')).toBe(belongs)
})
