import { coinQueries, useRefresh } from '@etagged/react'
import { useQueries } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { BoardView } from '../router/board-search.ts'
import { RefreshButton } from '../status/refresh-button.tsx'
import { QueryStatus } from '../status/query-status.tsx'
import type { NearPages } from './near-pages.ts'
import { combineStates, pageParams } from './pages.ts'

/** Says that a page without data is asked for from the first frame on; all else the pages ask for. */
const fromTheFirstOn = {
  refetchOnMount: false,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
} as const

interface BoardStatusProps {
  readonly view: BoardView
  readonly near: NearPages
}

/** Apart from the table: that nothing changed is news here, and none there. It tells of what is in sight. */
export function BoardStatus({ view, near }: BoardStatusProps) {
  const pages = useSyncExternalStore(near.subscribe, near.current)
  const queries = pages.map((page) => coinQueries.list(pageParams(view, page), fromTheFirstOn))
  const state = combineStates(useQueries({ queries }))
  const refresh = useRefresh()

  function refreshAll(): void {
    for (const each of queries) void refresh(each)
  }

  return (
    <>
      <QueryStatus query={state} />
      <RefreshButton isAsking={state.fetchStatus === 'fetching'} onRefresh={refreshAll} />
    </>
  )
}
