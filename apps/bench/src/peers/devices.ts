import { createEtagged, createMemoryStore, type ResponseStore } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import type { Role } from '../harness/candidate.ts'
import { byQuery } from './by-query.ts'
import { createAxiosInterceptor } from './axios-interceptor.ts'
import { createHandWritten, type Kept } from './hand-written.ts'
import type { TextStorage } from './keyval-storage.ts'
import { createWholeCache } from './persist-query-client.ts'
import type { Reader } from './reader.ts'
import { uncached } from './uncached.ts'

/** A page from its load to the next one. */
export interface Page extends Reader {
  /** Lets what is still to be written reach the disk. */
  close(): Promise<void>
}

/** A browser that opens the page again and again, with what is on its disk. */
export interface Device {
  readonly name: string
  readonly role: Role
  open(): Promise<Page>
}

/** A disk is a Map here: what it keeps outlives the page, and which bytes move is the same. */
export function createDevices(): readonly Device[] {
  return [handWritten(), etagged(), wholeCache(), axiosInterceptor(), nothing()]
}

function handWritten(): Device {
  let disk = '[]'
  return {
    name: 'ETag client by hand, kept on disk',
    role: 'limit',
    async open() {
      const kept = new Map(JSON.parse(disk) as [string, Kept][])
      return {
        ...createHandWritten(kept),
        async close() {
          disk = JSON.stringify([...kept])
        },
      }
    },
  }
}

function etagged(): Device {
  const disks = new Map<string, ResponseStore>()
  const createStore = ({ partition }: { readonly partition: string }): ResponseStore => {
    const disk = disks.get(partition) ?? createMemoryStore({ maxBytes: 2 ** 26 })
    disks.set(partition, disk)
    return disk
  }
  return {
    name: 'etagged.json, with a store',
    role: 'ours',
    async open() {
      const client = createEtagged({ store: createPersistence(createStore) })
      await client.signIn('a user')
      return {
        async read(url) {
          const { data } = await client.json(url)
          return data
        },
        async close() {
          await client.idle()
          await client.close()
        },
      }
    },
  }
}

function wholeCache(): Device {
  const storage = createMapStorage()
  return {
    name: 'TanStack persistQueryClient',
    role: 'peer',
    async open() {
      const { queryClient, restoreAll, saveAll } = createWholeCache(storage)
      await restoreAll()
      return {
        ...byQuery(queryClient),
        async close() {
          await saveAll()
          queryClient.clear()
        },
      }
    },
  }
}

function axiosInterceptor(): Device {
  return {
    name: 'axios-cache-interceptor',
    role: 'peer',
    open: async () => ({ ...createAxiosInterceptor(), close: async () => {} }),
  }
}

function nothing(): Device {
  return {
    name: 'no cache',
    role: 'scale',
    open: async () => ({ ...uncached, close: async () => {} }),
  }
}

function createMapStorage(): TextStorage {
  const texts = new Map<string, string>()
  return {
    getItem: async (key) => texts.get(key),
    async setItem(key, value) {
      texts.set(key, value)
    },
    async removeItem(key) {
      texts.delete(key)
    },
  }
}
