import type { CoinRow } from '@etagged/pumpfun'
import type { QueryClient } from '@tanstack/react-query'
import { findRow } from './find-row.ts'
import { whyNoCoin } from './why-no-coin.ts'

/**
 * What stands in for a coin that was not read yet: what a list has told of it, also while the server
 * is out of reach, but not once it has said that there is no such coin.
 */
export function standInFor(
  queryClient: QueryClient,
  mint: string,
  error: Error | null,
): CoinRow | undefined {
  const isDenied = error !== null && ['unknown', 'refused'].includes(whyNoCoin(error))
  return isDenied ? undefined : findRow(queryClient, mint)
}
