import type { ResponseStore } from '@etagged/core'
import { createMemoryDisk, storeContract } from '@etagged/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { createManualClock } from '../../../core/src/manual.test-clock.ts'
import { turn } from '../../../core/src/recorded.test-client.ts'
import { faultyStores } from './faulty-store.ts'
import { noFaults } from './faults.ts'

const clock = createManualClock()

async function open(changed: Partial<ResponseStore> = {}) {
  const disk = createMemoryDisk()
  const report = vi.fn()
  const { createStore, loseConnections } = faultyStores(
    (context) => ({ ...disk.createStore(context), ...changed }),
    clock,
    () => noFaults,
  )
  const store = createStore({ partition: 'anonymous', epoch: '', report })
  await store.open()
  return { disk, store, report, loseConnections }
}

/** Lets the store open another connection, if it does. */
async function reopened(): Promise<void> {
  clock.advance(0)
  await turn()
}

describe('a store that can fail, and does not, keeps the contract:', () => {
  const { createStore } = faultyStores(createMemoryDisk().createStore, clock, () => noFaults)
  it.each(storeContract(createStore))('$title', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

describe('a connection that was lost', () => {
  it('is told by what is asked next, and by nothing after that', async () => {
    const { store, report, loseConnections } = await open()
    loseConnections()
    await expect(store.keys()).rejects.toMatchObject({
      name: 'InvalidStateError',
      message: 'The database connection is closing.',
    })
    expect(report).not.toHaveBeenCalled()
    expect(await store.keys()).toEqual([])
    await reopened()
    expect(report.mock.calls).toEqual([[{ type: 'reopened' }]])
  })

  it.each([
    { says: 'the store was closed', act: async (store: ResponseStore) => store.close() },
    { says: 'the session has ended', act: async (store: ResponseStore) => store.end() },
  ])('is no news once $says', async ({ act }) => {
    const { disk, store, report, loseConnections } = await open()
    loseConnections()
    await expect(store.size()).rejects.toThrow('closing')
    await act(store)
    const before = disk.calls.length
    await reopened()
    expect(report).not.toHaveBeenCalled()
    expect(disk.calls).toHaveLength(before)
  })

  it.each([
    { says: 'has no rows any more', isCurrent: () => false },
    { says: 'cannot be asked', isCurrent: () => Promise.reject(new Error('disk on fire')) },
  ])('stays lost where the store $says', async ({ isCurrent }) => {
    const { store, report, loseConnections } = await open({ isCurrent })
    loseConnections()
    await expect(store.size()).rejects.toThrow('closing')
    await reopened()
    expect(report).not.toHaveBeenCalled()
  })
})
