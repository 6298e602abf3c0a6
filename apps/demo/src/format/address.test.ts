import { expect, it } from 'vitest'
import { formatAddress } from './address.ts'

it('writes an address by its ends, and a short text whole', () => {
  expect(formatAddress('7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU')).toBe('7xKX…gAsU')
  expect(formatAddress('ABCDEFGHI')).toBe('ABCDEFGHI')
})
