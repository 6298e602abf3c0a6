import { expect, it } from 'vitest'
import { createRecordedClient } from '../recorded.test-client.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'

it('ends with its session: what goes on in the background rejects nowhere', async () => {
  const disk = createMemoryDisk()
  const options = {
    baseUrl: 'https://api.test',
    fetch: async () => Response.json({ a: 1 }, { headers: { etag: '"1"' } }),
    store: disk.persistence,
  }
  const former = createRecordedClient(options).etagged
  await former.signIn('alice')
  await former.json('/me')
  const state = former.dehydrate()

  const { etagged } = createRecordedClient(options)
  await etagged.signIn('alice')
  const reading = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  disk.delay = ({ method }) => {
    if (method !== 'get') return undefined
    reading.resolve()
    return gate.promise
  }
  etagged.hydrate(state)
  await reading.promise
  const signedOut = etagged.signOut()
  gate.resolve()
  await signedOut
  await expect(etagged.idle()).resolves.toBeUndefined()
})
