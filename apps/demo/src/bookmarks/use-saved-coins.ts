import { coinEndpoints, type CoinRow } from '@etagged/pumpfun'
import { query } from '@etagged/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { findRow } from '../coin/find-row.ts'

const { bookmarkedCoins } = coinEndpoints()

/** Who saved a coin wants to see it, whatever it is; more than these are shown by their address. */
const params = { includeNsfw: true, limit: 100 } as const

/** The saved coins' rows, by mint: as the API lists them, or as a list has shown them before. */
export function useSavedCoins(): (mint: string) => CoinRow | undefined {
  const queryClient = useQueryClient()
  const { data } = useQuery(query(bookmarkedCoins, params))
  const rows = new Map(data?.map((row) => [row.mint, row]))
  return (mint) => rows.get(mint) ?? findRow(queryClient, mint)
}
