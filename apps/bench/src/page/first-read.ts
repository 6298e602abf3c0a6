import { get, type UseStore } from 'idb-keyval'
import { storeKey } from './fill-partition.ts'
import { drawn } from './drawn.ts'
import { bareStore, noNetwork, openClient, openStore } from './stored-coins.ts'
import type { FirstRead } from './task.ts'

/** Makes what a page reads from disk with; what that gives reads one path. */
type FirstReader = () => (path: string) => Promise<unknown>

export const firstReaders = {
  'idb-keyval': () => (path) => readBare(path, bareStore()),
  'idb-keyval, opened before': () => {
    const store = bareStore()
    void get('of no coin', store)
    return (path) => readBare(path, store)
  },
  '@etagged/idb': () => {
    const store = openStore()
    void store.open()
    return async (path): Promise<unknown> => {
      const [stored] = await store.get(storeKey(path))
      return JSON.parse(String(stored?.body.content ?? 'null'))
    }
  },
  etagged: () => {
    const client = openClient(noNetwork)
    return async (path) => (await client.peek(path))?.data
  },
} as const satisfies Record<string, FirstReader>

export type FirstReaderName = keyof typeof firstReaders

/**
 * When a page asks for what it stored: in the very step in which it makes the reader, or once it is
 * drawn. The clock runs from the beginning of that step, or from the question.
 */
export type Asking = 'in one step' | 'once drawn'

export async function readFirst(
  reader: FirstReaderName,
  path: string,
  asking: Asking,
): Promise<FirstRead> {
  let start = performance.now()
  const read = firstReaders[reader]()
  if (asking === 'once drawn') {
    await drawn()
    start = performance.now()
  }
  const data: unknown = await read(path)
  const elapsed = performance.now() - start
  return { kind: 'first-read', elapsed, data: JSON.stringify(data) }
}

async function readBare(path: string, store: UseStore): Promise<unknown> {
  return JSON.parse((await get<string>(path, store)) ?? 'null')
}
