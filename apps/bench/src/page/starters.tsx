import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { EtaggedProvider } from '@etagged/react'
import { QueryClient, QueryClientProvider, type UseQueryOptions } from '@tanstack/react-query'
import { PersistQueryClientProvider } from '@tanstack/react-query-persist-client'
import { createStore, entries, get, setMany, type UseStore } from 'idb-keyval'
import type { ReactNode } from 'react'
import { anyQuery } from '../peers/any-query.ts'
import { createKeyvalStorage, type TextStorage } from '../peers/keyval-storage.ts'
import { createWholeCache } from '../peers/persist-query-client.ts'
import { createQueryByQuery } from '../peers/query-persister.ts'
import { fillPartition, ROOMY } from './fill-partition.ts'

export type StarterName = keyof typeof starters

/** A path and its body. */
export type Stored = readonly [path: string, text: string]

/** What an app's entry has made before its first render. */
export interface App {
  /** The app's providers. */
  around(children: ReactNode): ReactNode
  optionsOf(path: string): UseQueryOptions
}

/** A way for an app to find on disk what it shows first. */
interface Starter {
  /** Stores all, apart from what is stored for another number. */
  seed(stored: readonly Stored[], number: number): Promise<unknown>
  open(number: number): App
}

/** Requests of apps that were to have none. */
export const asked: string[] = []

const noNetwork: typeof fetch = (input) => {
  asked.push(input instanceof Request ? input.url : String(input))
  return Promise.reject(new Error('A start from disk asks no network'))
}

const keyval: Starter = {
  seed: (stored, number) =>
    setMany(
      stored.map(([path, text]) => [path, text]),
      bodies(number),
    ),
  open(number) {
    const store = bodies(number)
    return reading(async (path) => get<string>(path, store))
  },
}

const allIntoMap: Starter = {
  seed: async () => {},
  open(number) {
    const all = entries<string, string>(bodies(number)).then((found) => new Map(found))
    return reading(async (path) => (await all).get(path))
  },
}

/** An app whose query function reads the disk. */
function reading(read: (path: string) => Promise<string | undefined>): App {
  const queryClient = new QueryClient()
  const parse = async (path: string): Promise<unknown> => JSON.parse((await read(path)) ?? 'null')
  return {
    around: (children) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    ),
    optionsOf: (path) => ({ queryKey: [path], queryFn: () => parse(path), staleTime: Infinity }),
  }
}

const etagged: Starter = {
  seed: (stored, number) => fillPartition(userOf(number), stored),
  open(number) {
    const store = createIdbStore(ROOMY)
    const client = createEtagged({ baseUrl: location.origin, store, fetch: noNetwork })
    void client.signIn(userOf(number))
    return {
      around: (children) => <EtaggedProvider client={client}>{children}</EtaggedProvider>,
      optionsOf: anyQuery,
    }
  },
}

function userOf(number: number): string {
  return `the user of ${number}`
}

const queryPersister: Starter = {
  async seed(stored, number) {
    const texts: [key: string, text: string][] = []
    const all: TextStorage = {
      getItem: async () => undefined,
      setItem: async (key, text) => void texts.push([key, text]),
      removeItem: async () => {},
    }
    // It looks for each query among all of its QueryClient.
    for (let from = 0; from < stored.length; from += 100) {
      await createQueryByQuery(all).save(stored.slice(from, from + 100))
    }
    await setMany(texts, createStore(queryByQuery(number), 'queries'))
  },
  open(number) {
    const { queryClient, persister } = createQueryByQuery(createKeyvalStorage(queryByQuery(number)))
    return {
      around: (children) => (
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      ),
      optionsOf: (path) => ({ ...ofDisk(path), persister }) as unknown as UseQueryOptions,
    }
  },
}

const persistQueryClient: Starter = {
  seed: (stored, number) => createWholeCache(wholeCache(number)).save(stored),
  open(number) {
    const { queryClient, persister } = createWholeCache(wholeCache(number))
    return {
      around: (children) => (
        <PersistQueryClientProvider client={queryClient} persistOptions={{ persister }}>
          {children}
        </PersistQueryClientProvider>
      ),
      optionsOf: ofDisk,
    }
  },
}

export const starters = {
  'idb-keyval': keyval,
  etagged,
  'query-persister': queryPersister,
  'persist-query-client': persistQueryClient,
  'all-into-map': allIntoMap,
} as const satisfies Record<string, Starter>

/** A query that finds its data on disk, or not at all. */
function ofDisk(path: string): UseQueryOptions {
  return { queryKey: [path], queryFn: () => noNetwork(path), staleTime: Infinity, retry: false }
}

function bodies(number: number): UseStore {
  return createStore(`keyval-bodies-${number}`, 'bodies')
}

function queryByQuery(number: number): string {
  return `query-by-query-${number}`
}

function wholeCache(number: number): TextStorage {
  return createKeyvalStorage(`whole-cache-${number}`)
}
