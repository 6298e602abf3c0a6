import type { ResponseStore } from '@etagged/core'
import { storeContract } from '@etagged/core/testing'
import { describe, expect, it } from 'vitest'
import { createIdbStore } from './create-idb-store.ts'
import { holdOpen, rowsIn } from './database.test-fixture.ts'
import { aBody, aPartition, aStoredResponse } from './stored-response.test-fixture.ts'

const { createStore } = createIdbStore()

describe('in this browser,', () => {
  it.each(storeContract(createStore))('$title', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

function aStore(partition: string): ResponseStore {
  return createStore({ partition, epoch: '1', report: () => {} })
}

/** As two tabs see one partition: a connection each. */
async function twoTabs(partition: string): Promise<[ResponseStore, ResponseStore]> {
  const here = aStore(partition)
  const there = aStore(partition)
  await here.open()
  await there.open()
  return [here, there]
}

const settled = async (outcome: unknown): Promise<boolean> => {
  const [result] = await Promise.allSettled([outcome])
  return result.status === 'fulfilled'
}

describe('two tabs', () => {
  it('keep nothing of 400 puts that race with a sign-out (I6)', async () => {
    let survivors = 0
    let refused = 0
    for (let round = 0; round < 10; round += 1) {
      const partition = aPartition()
      const [here, there] = await twoTabs(partition)
      const witness = await holdOpen(`etagged-${partition}`)
      const puts: Promise<boolean>[] = []
      const putSome = (count: number): void => {
        for (let put = 0; put < count; put += 1) {
          const key = `GET /${puts.length}`
          puts.push(settled(there.put(aStoredResponse({ key, body: aBody('x'.repeat(5000)) }))))
        }
      }
      putSome(10)
      await Promise.race(puts)
      putSome(10)
      const ending = here.end()
      putSome(10)
      await ending
      putSome(10)
      refused += (await Promise.all(puts)).filter((fulfilled) => !fulfilled).length
      survivors += (await rowsIn(witness, 'responses')).length
      witness.close()
    }
    expect(survivors).toBe(0)
    expect(refused).toBeGreaterThanOrEqual(100)
  })

  it('bring no database back with late calls (I7)', async () => {
    const partitions = Array.from({ length: 20 }, aPartition)
    for (const partition of partitions) {
      const [here, there] = await twoTabs(partition)
      await there.put(aStoredResponse())
      const ending = here.end()
      const late = [there.put(aStoredResponse()), there.get('key'), here.put(aStoredResponse())]
      await Promise.allSettled([ending, ...late])
      expect(await settled(there.put(aStoredResponse()))).toBe(false)
      expect(await settled(here.open())).toBe(false)
    }
    const left = async (): Promise<IDBDatabaseInfo[]> =>
      (await indexedDB.databases()).filter(({ name }) =>
        partitions.some((partition) => name?.includes(partition)),
      )
    await expect.poll(left).toEqual([])
  })

  it('see a whole response, old or new, while it is replaced and freshened (I12)', async () => {
    const [here, there] = await twoTabs(aPartition())
    const version = (number: number) =>
      aStoredResponse({
        requestTime: number,
        fields: [['etag', `"${number}"`]],
        body: aBody(`{"version":${number}}`),
      })
    const mixed: string[] = []
    let current = version(0)
    await here.put(current)
    for (let number = 1; number <= 100; number += 1) {
      const next = version(number)
      const [[found]] = await Promise.all([
        there.get(current.key),
        here.put(next),
        there.freshen({ ...current, requestTime: number - 0.5 }),
      ])
      const etag = found?.fields[0]?.[1] ?? ''
      if (found?.body.content !== `{"version":${etag.replaceAll('"', '')}}`) mixed.push(etag)
      current = next
    }
    expect(mixed).toEqual([])
    await here.end()
  })
})

describe('a page', () => {
  it.each([
    ['freezes', () => document.dispatchEvent(new Event('freeze'))],
    ['goes into the back-forward cache', () => globalThis.dispatchEvent(new Event('pagehide'))],
  ])('that %s writes what waits, and holds nothing open (I37)', async (_way, sleep) => {
    const partition = aPartition()
    const stored = aStoredResponse()
    const store = aStore(partition)
    await store.open()
    const putting = store.put(stored)
    sleep()
    expect(await putting).toBe(true)
    expect(await store.get(stored.key)).toEqual([stored])
    await store.end()
  })

  it('that was killed while it signed out leaves nothing to who opens next (I4)', async () => {
    const partition = aPartition()
    const stored = aStoredResponse()
    const [store, elsewhere] = await twoTabs(partition)
    await store.put(stored)
    localStorage.setItem(`etagged-${partition} end *`, '')
    expect(await elsewhere.isCurrent()).toBe(false)
    const next = aStore(partition)
    await next.open()
    expect(await next.keys()).toEqual([])
    expect(localStorage.getItem(`etagged-${partition} end *`)).toBeNull()
    await next.end()
  })

  it('that signs out leaves nothing to who holds the database open, and does not wait for him (I4)', async () => {
    const partition = aPartition()
    const store = aStore(partition)
    await store.open()
    await store.put(aStoredResponse())
    const holder = await holdOpen(`etagged-${partition}`)
    expect(await rowsIn(holder, 'responses')).not.toEqual([])
    await store.end()
    expect(await rowsIn(holder, 'responses')).toEqual([])
    expect(await rowsIn(holder, 'generations')).toEqual([])
    const next = aStore(partition)
    const opening = next.open()
    holder.close()
    await opening
    expect(await next.keys()).toEqual([])
    await next.end()
  })

  it('that ends a store of 40 tabs has it ended in each (I6)', async () => {
    const partition = aPartition()
    const stores = Array.from({ length: 40 }, () => aStore(partition))
    await Promise.all(stores.map(async (store) => store.open()))
    await stores[0]?.end()
    const current = await Promise.all(stores.map(async (store) => store.isCurrent()))
    expect(new Set(current)).toEqual(new Set([false]))
  })
})

/** Enough to meet each order of events that these calls can take in a browser. */
const ROUNDS = 15

it('opens again at once after a sign-out, time and again, and keeps what it is given', async () => {
  const partition = aPartition()
  const stored = aStoredResponse()
  for (let round = 0; round < ROUNDS; round += 1) {
    const [here, there] = await twoTabs(partition)
    await there.put(stored)
    await here.end()
    const next = aStore(partition)
    await next.open()
    expect(await next.keys()).toEqual([])
    await next.put(stored)
    expect(await next.get(stored.key)).toEqual([stored])
    await next.end()
  }
})

it('opens at once after the end of what never was, time and again, and leaves nothing (I7)', async () => {
  const partition = aPartition()
  const stored = aStoredResponse()
  for (let round = 0; round < ROUNDS; round += 1) {
    await aStore(partition).end()
    const store = aStore(partition)
    await store.open()
    await store.put(stored)
    expect(await store.get(stored.key)).toEqual([stored])
    await store.end()
  }
  await aStore(partition).end()
  const names = async (): Promise<(string | undefined)[]> =>
    (await indexedDB.databases()).map(({ name }) => name)
  await expect.poll(names).not.toContain(`etagged-${partition}`)
})
