import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { rejectionOf } from '../recorded.test-client.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { aResponse, keyAt } from '../testing/sample-responses.ts'
import { readData } from '../cache/data.ts'
import { createJournal } from '../cache/journal.ts'
import { openPartition } from '../cache/partition.ts'
import { createPending } from '../cache/pending.ts'
import { reread } from './reread.ts'

const key = keyAt('/coins')

function aRow(requestTime: number, over: Partial<StoredResponse> = {}): StoredResponse {
  const body = { id: 'body', content: '{"a":{"b":1}}', bytes: 13 }
  return aResponse({ key, requestTime, responseTime: requestTime, body, ...over })
}

/** A tab, and the disk as another tab sees it. */
async function world() {
  const clock = createManualClock(1000)
  const disk = createMemoryDisk()
  const partition = openPartition<never>({
    name: 'p',
    store: disk.persistence,
    tabs: undefined,
    epoch: '1',
    maxBytes: 2 ** 20,
    clock,
    journal: createJournal(),
    pending: createPending(),
    after: undefined,
    news: { onEnded() {}, onVerifying() {} },
    ownEnds: new Set(),
  })
  const elsewhere = disk.createStore({ partition: 'p', epoch: '1', report() {} })
  await elsewhere.open()
  await partition.openDisk()?.get(key)
  const read = () => reread(partition, key, clock)
  return { clock, disk, partition, memory: partition.memory, elsewhere, read }
}

describe('what another tab wrote', () => {
  it('takes the place of what memory holds, and keeps the body object that is the same', async () => {
    const { memory, elsewhere, read } = await world()
    const own = aRow(900)
    memory.put(own)
    await elsewhere.put(aRow(950))
    const [stored] = await read()
    expect(stored?.requestTime).toBe(950)
    expect(stored?.body).toBe(own.body)
    expect(memory.get(key)).toEqual([stored])
  })

  it('brings a body that shares with the last data that were read', async () => {
    const { memory, elsewhere, read } = await world()
    const own = aRow(900)
    memory.put(own)
    const before = readData(own.body, undefined) as { readonly data: { readonly a: object } }
    await elsewhere.put(aRow(950, { body: { id: '2', content: '{"a":{"b":2}}', bytes: 13 } }))
    await read()
    const third = { id: '3', content: '{"a":{"b":1},"c":3}', bytes: 19 }
    await elsewhere.put(aRow(960, { body: third }))
    const [stored] = await read()
    const after = stored && (readData(stored.body, undefined) as typeof before)
    expect(after?.data).toEqual({ a: { b: 1 }, c: 3 })
    expect(after?.data.a).toBe(before.data.a)
  })

  it('is older than what memory holds: memory stays', async () => {
    const { memory, elsewhere, read } = await world()
    const own = aRow(950)
    memory.put(own)
    await elsewhere.put(aRow(900))
    expect(await read()).toEqual([own])
    expect(memory.get(key)).toEqual([own])
  })

  it('is another body that was asked for earlier: memory stays, and is what the reader gets (I18)', async () => {
    const { memory, elsewhere, read } = await world()
    const own = aRow(950)
    memory.put(own)
    await elsewhere.put(
      aRow(900, { responseTime: 990, body: { id: 'older', content: '{"a":0}', bytes: 7 } }),
    )
    expect(await read()).toEqual([own])
    expect(memory.get(key)).toEqual([own])
  })

  it('takes the place of what memory has from the future, since the clock was ahead', async () => {
    const { memory, elsewhere, read, clock } = await world()
    memory.put(aRow(5000))
    await elsewhere.put(aRow(clock.now()))
    await read()
    expect(memory.get(key)).toEqual([aRow(clock.now())])
  })

  it.each([
    ['here', true, false],
    ['there', false, true],
  ])('stays marked when it was marked %s', async (_, here, there) => {
    const { memory, elsewhere, read } = await world()
    memory.put(aRow(900, { invalidated: here }))
    await elsewhere.put(aRow(900, { invalidated: there }))
    expect(await read()).toMatchObject([{ invalidated: true }])
    expect(memory.get(key)).toMatchObject([{ invalidated: true }])
  })
})

describe('what happens while the disk is read', () => {
  it.each([
    ['and invalidates marks what was read', 'coins', [{ invalidated: true }]],
    ['and invalidates another URL has no effect', 'other', [{ invalidated: false }]],
  ])('%s', async (_, path, expected) => {
    const { partition, elsewhere, read } = await world()
    await elsewhere.put(aRow(900))
    const reading = read()
    void partition.invalidate({ urls: [`https://api.test/${path}`] })
    expect(await reading).toMatchObject(expected)
  })

  it.each([
    ['and removes leaves nothing of it', 'coins', []],
    ['and removes another URL has no effect', 'other', [{ requestTime: 900 }]],
  ])('%s', async (_, path, expected) => {
    const { partition, memory, elsewhere, read } = await world()
    await elsewhere.put(aRow(900))
    const reading = read()
    void partition.remove([`same-origin GET https://api.test/${path}`])
    expect(await reading).toMatchObject(expected)
    expect(memory.get(key)).toMatchObject(expected)
  })

  it('and ends the session ends it (I6)', async () => {
    const { partition, memory, elsewhere, read } = await world()
    await elsewhere.put(aRow(900))
    const reading = rejectionOf(read())
    partition.leave()
    expect(await reading).toMatchObject({ name: 'SessionEndedError' })
    expect(memory.get(key)).toEqual([])
  })
})
