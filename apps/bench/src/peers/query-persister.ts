import { QueryClient, type QueryPersister } from '@tanstack/react-query'
import { experimental_createQueryPersister } from '@tanstack/react-query-persist-client'
import type { TextStorage } from './keyval-storage.ts'

/** TanStack's experimental persister: one text for each query, restored when the query is asked. */
export interface QueryByQuery {
  readonly queryClient: QueryClient
  readonly persister: QueryPersister<unknown, string[]>
  /** Saves these texts as the data of their paths. */
  save(stored: readonly (readonly [path: string, text: string])[]): Promise<void>
}

export function createQueryByQuery(storage: TextStorage): QueryByQuery {
  const queryClient = new QueryClient()
  const { persisterFn, persistQueryByKey } = experimental_createQueryPersister({
    storage,
    refetchOnRestore: false,
  })
  // Its own release of query-core has the same classes under other types.
  const persister = persisterFn as unknown as QueryPersister<unknown, string[]>
  const save = persistQueryByKey as unknown as (
    key: readonly [string],
    client: QueryClient,
  ) => Promise<void>
  return {
    queryClient,
    persister,
    async save(stored) {
      for (const [path, text] of stored) queryClient.setQueryData([path], JSON.parse(text))
      await Promise.all(stored.map(([path]) => save([path], queryClient)))
    },
  }
}
