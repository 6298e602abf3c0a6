import type { ResponseStore, StoreFactory } from '@etagged/core'
import { connectTo } from './connection.ts'
import { fence, GenerationEndedError } from './fence.ts'
import { adoptGeneration, endGeneration } from './generation.ts'
import { type Responses, responsesIn } from './responses.ts'

/**
 * Keeps responses in IndexedDB: one database for each partition, so that no user's rows are within
 * reach of another's session, and a sign-out in one tab ends the stores of all.
 *
 * @example
 * createEtagged({ store: createIdbStore() })
 */
export function createIdbStore(): StoreFactory {
  return ({ partition, epoch }) => storeIn(`etagged-${partition}`, epoch)
}

function storeIn(name: string, epoch: string): ResponseStore {
  const connection = connectTo(name)
  let opening: Promise<Responses> | undefined
  let ending: Promise<void> | undefined
  let ended = false

  async function adopt(): Promise<Responses> {
    const generation = await adoptGeneration(connection)
    return responsesIn(fence(connection, generation), epoch)
  }

  function opened(): Promise<Responses> {
    if (ended) return Promise.reject(new GenerationEndedError())
    return opening ?? Promise.reject(new Error('Call open() first'))
  }

  return {
    async open() {
      if (ended) throw new GenerationEndedError()
      opening ??= adopt().catch((error: unknown) => {
        opening = undefined
        throw error
      })
      await opening
    },
    get: async (key) => (await opened()).get(key),
    put: async (stored) => (await opened()).put(stored),
    freshen: async (stored) => (await opened()).freshen(stored),
    invalidate: async (keys) => (await opened()).invalidate(keys),
    delete: async (keys) => (await opened()).delete(keys),
    keys: async () => (await opened()).keys(),
    end() {
      ended = true
      connection.close()
      ending ??= endAndDelete(name).catch((error: unknown) => {
        ending = undefined
        throw error
      })
      return ending
    },
    close: () => connection.close(),
  }
}

/** By a connection of its own: the store's may be closed, hung, or never have been opened. */
async function endAndDelete(name: string): Promise<void> {
  const connection = connectTo(name)
  let remains = true
  try {
    remains = await endGeneration(connection)
  } finally {
    connection.close()
    // Only to tidy up, or to do what little can be done after a failure: rows are cleared already.
    // Another tab can block it for ever, so nobody waits for it and its errors tell us nothing.
    // Asked for before `end` resolves: who opens next queues behind it.
    if (remains) indexedDB.deleteDatabase(name)
  }
}
