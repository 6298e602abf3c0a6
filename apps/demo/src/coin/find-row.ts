import type { CoinRow } from '@etagged/pumpfun'
import type { QueryClient } from '@tanstack/react-query'

/**
 * A coin's row in any list that was read already, the latest one first. It may stand in for the coin
 * while that loads, and is never kept as the coin's answer: rows and coins differ.
 */
export function findRow(queryClient: QueryClient, mint: string): CoinRow | undefined {
  const lists = queryClient
    .getQueryCache()
    .findAll({ predicate: ({ queryKey: [, path] }) => isList(path) })
    .toSorted((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
  for (const { state } of lists) {
    const rows = Array.isArray(state.data) ? (state.data as readonly CoinRow[]) : []
    const row = rows.find((one) => one.mint === mint)
    if (row !== undefined) return row
  }
  return undefined
}

function isList(path: unknown): boolean {
  return path === '/coins' || path === '/coins/search' || path === '/coins/bookmarks/default'
}
