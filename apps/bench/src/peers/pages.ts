import { fileURLToPath } from 'node:url'
import { gzipSize } from '../../../../tooling/gzip-size.ts'
import {
  sizeOfCore,
  sizeOfCoreWithIdb,
  sizeOfIdb,
  sizeOfReact,
} from '../../../../tooling/package-size.ts'

/** What a page imports for its cache, and what that weighs: bytes, for production, gzipped. */
export interface Weighed {
  readonly name: string
  readonly weigh: () => Promise<number>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const REACT: ReadonlySet<string> = new Set(['react', 'react/jsx-runtime', 'react-dom'])

/** All of them are used with or without React, which no page pays for twice. */
const sizeOf = (...exported: readonly string[]): Promise<number> =>
  gzipSize(exported.map((one) => `export ${one}`).join('\n'), (id) => REACT.has(id), ROOT)

export const core: Weighed = {
  name: '@etagged/core: createEtagged',
  weigh: () => sizeOfCore('{ createEtagged } from index.ts'),
}

export const idb: Weighed = { name: '@etagged/idb with idb-keyval', weigh: sizeOfIdb }

export const react: Weighed = {
  name: '@etagged/react: EtaggedProvider and query, beside its peers',
  weigh: () => sizeOfReact('EtaggedProvider, query'),
}

export const reactWhole: Weighed = {
  name: '@etagged/react, all of it',
  weigh: () => sizeOfReact('*'),
}

export const coreWithIdb: Weighed = {
  name: '@etagged/core and @etagged/idb in one page',
  weigh: sizeOfCoreWithIdb,
}

/** Each with what an app has to import of it. */
export const others: readonly Weighed[] = [
  {
    name: 'http-cache-semantics, which only decides',
    weigh: () => sizeOf("{ default } from 'http-cache-semantics'"),
  },
  { name: 'swr, in memory', weigh: () => sizeOf("{ default, SWRConfig } from 'swr'") },
  {
    name: 'TanStack query-core, query persister, idb-keyval',
    weigh: () =>
      sizeOf(
        "{ QueryClient, QueryObserver } from '@tanstack/react-query'",
        "{ experimental_createQueryPersister } from '@tanstack/react-query-persist-client'",
        "{ get, set, del } from 'idb-keyval'",
      ),
  },
  {
    name: 'axios and axios-cache-interceptor',
    weigh: () =>
      sizeOf("{ default } from 'axios'", "{ setupCache } from 'axios-cache-interceptor'"),
  },
  { name: 'dexie, a database', weigh: () => sizeOf("{ Dexie } from 'dexie'") },
]
