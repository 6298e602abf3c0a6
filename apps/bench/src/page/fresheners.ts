import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { createStore, get, set } from 'idb-keyval'
import type { Role } from '../harness/candidate.ts'
import { bodyOf, coinPath } from '../origin/bodies.ts'
import { createHandWritten } from '../peers/hand-written.ts'
import { createKeyvalStorage } from '../peers/keyval-storage.ts'
import { answeringAtOnce, type ListNetwork } from '../peers/list-network.ts'
import { createWholeCache } from '../peers/persist-query-client.ts'
import { createQueryByQuery } from '../peers/query-persister.ts'

/** A cache on disk that holds a list, and asks whether it still is as it was. */
export interface Freshener {
  readonly name: string
  readonly role: Role
  readonly answers: ListNetwork['answers']
  /** Stores the list, after a 200. */
  prepare(): Promise<unknown>
  /** Gets a 304, and sees to it that the disk hears of it; gives the list. */
  freshen(): Promise<unknown>
  /** The list as the disk has it. */
  kept(): Promise<unknown>
}

const USER = 'a user'

const COINS = 100

export function createFresheners(text: string): readonly Freshener[] {
  return [bareRow(text), etagged(text), queryByQuery(text), wholeCache(text)]
}

/** The least that can be written: what the 304 says, in a row of its own. */
function bareRow(text: string): Freshener {
  const network = answeringAtOnce(text, 'max-age=0')
  const reader = createHandWritten(new Map(), network.fetch)
  const store = createStore('bare-row', 'rows')
  const read = (): Promise<unknown> => reader.read(network.base + network.path)
  return {
    name: "the 304's fields in a row, by idb-keyval",
    role: 'limit',
    answers: network.answers,
    async prepare() {
      await read()
      await set('body', text, store)
    },
    async freshen() {
      const list = await read()
      const fields = { etag: '"unchanged"', 'cache-control': 'max-age=0', at: Date.now() }
      await set('fields', fields, store)
      return list
    },
    kept: async () => JSON.parse((await get<string>('body', store)) ?? 'null') as unknown,
  }
}

function etagged(text: string): Freshener {
  const { base, path, fetch, answers } = answeringAtOnce(text, 'max-age=0')
  const open = () => {
    const client = createEtagged({ baseUrl: base, fetch, store: createIdbStore() })
    void client.signIn(USER)
    return client
  }
  const client = open()
  const freshen = async (): Promise<unknown> => {
    const { data } = await client.json(path)
    await client.idle()
    return data
  }
  return {
    name: 'etagged with @etagged/idb',
    role: 'ours',
    answers,
    prepare: freshen,
    freshen,
    async kept() {
      await client.close()
      const next = open()
      const found = await next.peek(path)
      await next.close()
      return found?.data
    },
  }
}

function queryByQuery(text: string): Freshener {
  const { base, path, fetch, answers } = answeringAtOnce(text, 'max-age=0')
  const reader = createHandWritten(new Map(), fetch)
  const storage = createKeyvalStorage('freshened-query')
  const { queryClient, persister } = createQueryByQuery(storage)
  const ask = (): Promise<unknown> =>
    queryClient.fetchQuery({
      queryKey: ['list'],
      queryFn: () => reader.read(base + path),
      persister,
      staleTime: 0,
    })
  return {
    name: 'TanStack query persister',
    role: 'peer',
    answers,
    prepare: ask,
    freshen: ask,
    async kept() {
      const stored = await storage.getItem('tanstack-query-["list"]')
      const { state } = JSON.parse(stored ?? '{}') as {
        readonly state?: { readonly data: unknown }
      }
      return state?.data
    },
  }
}

function wholeCache(text: string): Freshener {
  const { base, path, fetch, answers } = answeringAtOnce(text, 'max-age=0')
  const reader = createHandWritten(new Map(), fetch)
  const storage = createKeyvalStorage('freshened-cache')
  const { queryClient, saveAll } = createWholeCache(storage)
  const ask = async (): Promise<unknown> => {
    const data = await queryClient.fetchQuery({
      queryKey: ['list'],
      queryFn: () => reader.read(base + path),
      staleTime: 0,
    })
    await saveAll()
    return data
  }
  return {
    name: 'TanStack persistQueryClient, with 100 coins',
    role: 'peer',
    answers,
    async prepare() {
      for (let index = 0; index < COINS; index++) {
        const coin = bodyOf(coinPath(index), 0) ?? 'null'
        queryClient.setQueryData([coinPath(index)], JSON.parse(coin))
      }
      await ask()
    },
    freshen: ask,
    async kept() {
      const next = createWholeCache(storage)
      await next.restoreAll()
      return next.queryClient.getQueryData(['list'])
    },
  }
}
