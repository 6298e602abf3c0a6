import { fileURLToPath } from 'node:url'
import { gzipSize } from '../../../../tooling/gzip-size.ts'
import { sizeOfAll, sizeOfCore, sizeOfIdb, sizeOfReact } from '../../../../tooling/package-size.ts'

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

export const all: Weighed = {
  name: 'core, idb and react, beside TanStack Query',
  weigh: sizeOfAll,
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
    name: "TanStack's query persister and idb-keyval, beside TanStack Query",
    weigh: () =>
      gzipSize(
        [
          "export { experimental_createQueryPersister } from '@tanstack/react-query-persist-client'",
          "export { get, set, del } from 'idb-keyval'",
        ].join('\n'),
        (id) => REACT.has(id) || /^@tanstack\/(?:react-query|query-core)$/.test(id),
        ROOT,
      ),
  },
  {
    name: 'axios and axios-cache-interceptor',
    weigh: () =>
      sizeOf("{ default } from 'axios'", "{ setupCache } from 'axios-cache-interceptor'"),
  },
  { name: 'dexie, a database', weigh: () => sizeOf("{ Dexie } from 'dexie'") },
]
