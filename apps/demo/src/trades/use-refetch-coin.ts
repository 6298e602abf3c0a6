import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/** Asks anew for what a trade has changed of this coin, and for nothing else. */
export function useRefetchCoin(mint: string): () => void {
  const queryClient = useQueryClient()
  return useCallback(() => {
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isOfCoin(queryKey, mint) })
  }, [queryClient, mint])
}

/** Is this the key of one coin's own query: its detail or its candles? */
export function isOfCoin([, path, params]: readonly unknown[], mint: string): boolean {
  if (typeof path !== 'string' || !path.endsWith('/:mint')) return false
  return typeof params === 'object' && params !== null && 'mint' in params && params.mint === mint
}
