import { get } from 'idb-keyval'
import { bareStore, noNetwork, openClient, openStore, storeKey } from './stored-coins.ts'

/** A way to read one path from disk in a page that has read nothing yet. */
export const firstReaders = {
  'idb-keyval': async (path: string): Promise<unknown> => {
    const text = await get<string>(path, bareStore())
    return JSON.parse(text ?? 'null')
  },
  '@etagged/idb': async (path: string): Promise<unknown> => {
    const store = openStore()
    void store.open()
    const [stored] = await store.get(storeKey(path))
    return JSON.parse(String(stored?.body.content ?? 'null'))
  },
  etagged: async (path: string): Promise<unknown> => {
    const answer = await openClient(noNetwork).peek(path)
    return answer?.data
  },
} as const satisfies Record<string, (path: string) => Promise<unknown>>

export type FirstReaderName = keyof typeof firstReaders
