import { createAsyncStoragePersister } from '@tanstack/query-async-storage-persister'
import { QueryClient } from '@tanstack/react-query'
import {
  type Persister,
  persistQueryClientRestore,
  persistQueryClientSave,
} from '@tanstack/react-query-persist-client'
import type { TextStorage } from './keyval-storage.ts'

type Persistent = Parameters<typeof persistQueryClientSave>[0]['queryClient']

/** A QueryClient whose whole cache is one text on disk, as `persistQueryClient` keeps it. */
export interface WholeCache {
  readonly queryClient: QueryClient
  readonly persister: Persister
  readonly restoreAll: () => Promise<void>
  readonly saveAll: () => Promise<void>
  /** Saves these texts as the data of their paths. */
  save(stored: readonly (readonly [path: string, text: string])[]): Promise<void>
}

export function createWholeCache(storage: TextStorage): WholeCache {
  const queryClient = new QueryClient()
  const persister = createAsyncStoragePersister({ storage, throttleTime: 0 })
  const options = { queryClient: persistent(queryClient), persister }
  const restoreAll = async (): Promise<void> => {
    await persistQueryClientRestore(options)
  }
  const saveAll = (): Promise<void> => persistQueryClientSave(options)
  return {
    queryClient,
    persister,
    restoreAll,
    saveAll,
    async save(stored) {
      for (const [path, text] of stored) queryClient.setQueryData([path], JSON.parse(text))
      await saveAll()
    },
  }
}

/** The persister's own release of query-core has the same QueryClient under another type. */
function persistent(queryClient: QueryClient): Persistent {
  return queryClient as unknown as Persistent
}
