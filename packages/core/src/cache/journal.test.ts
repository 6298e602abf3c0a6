import { afterEach, expect, it, vi } from 'vitest'
import { createRecordedClient, turn } from '../recorded.test-client.ts'
import type { CacheEvent } from './events.ts'
import { createJournal } from './journal.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const event: CacheEvent = { type: 'reopening', at: 0, generation: 'g' }

/** Instead of ending the process, as a mistake that nobody catches would. */
function collectUncaught(): unknown[] {
  const uncaught: unknown[] = []
  const enqueue = queueMicrotask
  vi.stubGlobal('queueMicrotask', (task: () => void) =>
    enqueue(() => {
      try {
        task()
      } catch (error) {
        uncaught.push(error)
      }
    }),
  )
  return uncaught
}

it('a listener that throws is heard of by its author, not by the others', async () => {
  const uncaught = collectUncaught()
  const journal = createJournal()
  const heard: CacheEvent[] = []
  journal.subscribe(() => {
    throw new Error('mine')
  })
  journal.subscribe((told) => heard.push(told))
  journal.record(event)
  expect(heard).toEqual([event])
  await turn()
  expect(uncaught).toEqual([new Error('mine')])
})

it('a listener that throws does not break the request', async () => {
  const uncaught = collectUncaught()
  const { etagged } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: async () => Response.json({ a: 1 }),
  })
  etagged.subscribe(() => {
    throw new Error('mine')
  })
  expect((await etagged.json('/coins')).data).toEqual({ a: 1 })
  await etagged.signIn('alice')
  await turn()
  expect(uncaught).toEqual([new Error('mine'), new Error('mine')])
})

it('a listener may end its own subscription while it listens', () => {
  const journal = createJournal()
  let heard = 0
  const end = journal.subscribe(() => {
    heard++
    end()
  })
  journal.record(event)
  journal.record(event)
  expect(heard).toBe(1)
})
