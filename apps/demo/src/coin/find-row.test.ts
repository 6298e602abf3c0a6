import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { findRow } from './find-row.ts'

const row = (mint: string, name: string) => ({ mint, name })

it('finds a row in any list, the newest data first', () => {
  const queryClient = new QueryClient()
  const page = (offset: number): readonly unknown[] => ['etagged', '/coins', { offset }]
  queryClient.setQueryData(page(0), [row('a', 'old')], { updatedAt: 1 })
  queryClient.setQueryData(page(1), [row('b', 'other'), row('a', 'new')], { updatedAt: 2 })
  expect(findRow(queryClient, 'a')?.name).toBe('new')
  expect(findRow(queryClient, 'b')?.name).toBe('other')
  expect(findRow(queryClient, 'c')).toBeUndefined()
})

it('takes no other data for a list', () => {
  const queryClient = new QueryClient()
  queryClient.setQueryData(['etagged', '/coins/:mint', { mint: 'a' }], row('a', 'coin'))
  queryClient.setQueryData(['etagged', '/candlesticks/:mint', {}], [row('a', 'candle')])
  queryClient.setQueryData(['etagged', '/coins', {}], null)
  expect(findRow(queryClient, 'a')).toBeUndefined()
})
