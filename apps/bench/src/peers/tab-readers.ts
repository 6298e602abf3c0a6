import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { QueryClient } from '@tanstack/react-query'
import { byQuery } from './by-query.ts'
import { createHandWritten } from './hand-written.ts'
import type { Reader } from './reader.ts'

/** What a tab reads with. */
export interface TabReader extends Reader {
  /** Lets what an answer has left to do come to its end. */
  settle(): Promise<unknown>
}

const settled = { settle: () => Promise.resolve() }

export const tabReaders = {
  // Chromium's HTTP cache lets requests for the same URL pass one after the other, unless they avoid it.
  'by-hand': (): TabReader => ({
    ...createHandWritten(new Map(), (url, init) => fetch(url, { ...init, cache: 'no-store' })),
    ...settled,
  }),
  etagged(): TabReader {
    const client = createEtagged({ baseUrl: location.origin, store: createIdbStore() })
    void client.signIn('who has many tabs')
    return {
      async read(url) {
        const { data } = await client.json(url)
        return data
      },
      settle: () => client.idle(),
    }
  },
  'etagged-alone'(): TabReader {
    const client = createEtagged({ baseUrl: location.origin })
    return {
      async read(url) {
        const { data } = await client.json(url)
        return data
      },
      settle: () => client.idle(),
    }
  },
  tanstack(): TabReader {
    return { ...byQuery(new QueryClient()), ...settled }
  },
} as const satisfies Record<string, () => TabReader>

export type TabReaderName = keyof typeof tabReaders
