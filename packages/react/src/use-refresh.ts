'use client'

import { type QueryFilters, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { refresh } from './refresh.ts'

/**
 * One call for a button that says "refresh": `refresh(coinQueries.detail(mint))` for that query, filters
 * for all that match, or without an argument all that is looked at. Resolves when the answers are there;
 * how each query fared, its own state tells.
 */
export function useRefresh(): (filters?: QueryFilters) => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback((filters?: QueryFilters) => refresh(queryClient, filters), [queryClient])
}
