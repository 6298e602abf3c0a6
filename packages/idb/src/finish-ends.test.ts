import { IDBDatabase, IDBObjectStore } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'
import { connectTo } from './connection.ts'
import { databaseExists, holdOpen, layOut, rowsIn } from './database.test-fixture.ts'
import { carryOutApart, finishFormerEnds } from './finish-ends.ts'
import { adoptGeneration } from './generation.test-fixture.ts'
import { intend, intendedNames } from './intents.ts'
import { stubPage } from './page.test-fixture.ts'

const ALICE = `etagged-${'a'.repeat(32)}`
const BOB = `etagged-${'b'.repeat(32)}`

fakeDiskForEach()

beforeEach(() => {
  stubPage()
})

const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name)

/** A former page's rows; gives their generation. */
async function aPartition(name: string): Promise<string> {
  const connection = connectTo(name)
  const generation = await adoptGeneration(connection, name)
  connection.close()
  return generation
}

describe('finishFormerEnds', () => {
  it('ends what a page had begun to end when it was killed, and nothing else (I4)', async () => {
    intend(ALICE, `end ${await aPartition(ALICE)}`)
    await aPartition(BOB)
    await finishFormerEnds()
    expect(await databaseExists(ALICE)).toBe(false)
    expect(await databaseExists(BOB)).toBe(true)
    expect(intendedNames()).toEqual([])
  })

  it('ends what is intended also in a browser that lists no databases (I4)', async () => {
    intend(ALICE, `end ${await aPartition(ALICE)}`)
    Object.defineProperty(indexedDB, 'databases', { value: undefined })
    await finishFormerEnds()
    expect(await databaseExists(ALICE)).toBe(false)
    expect(intendedNames()).toEqual([])
  })

  it('makes no database of an intent (I7)', async () => {
    intend(ALICE, 'end *')
    intend(BOB, 'clear *')
    await finishFormerEnds()
    expect(await databases()).toEqual([])
    expect(intendedNames()).toEqual([])
  })

  it('deletes a database whose deletion was blocked until its page went away (I4)', async () => {
    await aPartition(ALICE)
    vi.spyOn(indexedDB, 'deleteDatabase').mockReturnValueOnce({} as IDBOpenDBRequest)
    await carryOutApart(ALICE, ['end *'])
    expect(await databaseExists(ALICE)).toBe(true)
    await finishFormerEnds()
    expect(await databaseExists(ALICE)).toBe(false)
  })

  it.each(['anonymous', 'everyone'])('clears %s of what could not be invalidated', async (part) => {
    const name = `etagged-${part}`
    const generation = await aPartition(name)
    intend(name, `clear ${generation}`)
    await finishFormerEnds()
    expect(intendedNames()).toEqual([])
    expect(await databaseExists(name)).toBe(true)
  })

  it('takes nothing along that was opened behind a deletion which is under way (I7)', async () => {
    await aPartition(ALICE)
    const former = await holdOpen(ALICE)
    const ending = carryOutApart(ALICE, ['end *'])
    const finishing = finishFormerEnds()
    await ending
    const opening = aPartition(ALICE)
    former.close()
    const generation = await opening
    await finishing
    expect(await rowsIn(await holdOpen(ALICE), 'generations')).toEqual([generation])
  })

  it('is kept from no database by others that are broken (I4)', async () => {
    const names = ['a', 'b', 'c', 'd'].map((letter) => `etagged-${letter.repeat(32)}`)
    for (const [at, name] of names.entries()) {
      const generation = await aPartition(name)
      if (at < 2) intend(name, `end ${generation}`)
      else {
        vi.spyOn(indexedDB, 'deleteDatabase').mockReturnValueOnce({} as IDBOpenDBRequest)
        await carryOutApart(name, ['end *'])
      }
    }
    const broken = [names[0], names[2]]
    const open = indexedDB.open.bind(indexedDB)
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (broken.includes(name)) throw new DOMException('disk', 'UnknownError')
      return open(name, version)
    })
    await finishFormerEnds()
    opening.mockRestore()
    expect(new Set(await databases())).toEqual(new Set(broken))
    expect(intendedNames()).toEqual([names[0]])
  })

  it("leaves an app's own items alone, whatever they hold", async () => {
    const { storage } = stubPage()
    const items = ['etagged-demo-login', 'etagged-demo-login end *', 'etagged- end *', 'dark theme']
    for (const item of items) storage[item] = 'end *'
    const open = vi.spyOn(indexedDB, 'open')
    await finishFormerEnds()
    expect(open).not.toHaveBeenCalled()
    expect(Object.keys(storage)).toEqual(items)
  })

  it('leaves what was kept, what lasts, and the databases of the app', async () => {
    const holder = await layOut('etagged-demo-wallets', 1, ['responses', 'generations'])
    const transaction = holder.transaction('generations', 'readwrite')
    transaction.objectStore('generations').delete('current')
    await aPartition(ALICE)
    await carryOutApart(ALICE, ['keep *'])
    const bob = await aPartition(BOB)
    await finishFormerEnds()
    expect(await rowsIn(await holdOpen(BOB), 'generations')).toEqual([bob])
    expect(await rowsIn(await holdOpen(ALICE), 'generations')).toEqual(['kept'])
    expect(await rowsIn(holder, 'generations')).toEqual([])
  })
})

it('a connection apart is closed, also when what it was for fails (I37)', async () => {
  await aPartition(ALICE)
  const close = vi.spyOn(IDBDatabase.prototype, 'close')
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
    throw new DOMException('disk', 'UnknownError')
  })
  await expect(carryOutApart(ALICE)).rejects.toThrow('disk')
  expect(close).toHaveBeenCalledTimes(1)
})
