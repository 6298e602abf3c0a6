import { expect, it } from 'vitest'
import { UsageError } from '../errors.ts'
import { createRecordedClient } from '../recorded.test-client.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { createTabs } from './create-tabs.ts'

it('I34: a page that cannot join its tabs is alone, and no call fails for it', async () => {
  const disk = createMemoryDisk()
  let joined = 0
  const { etagged } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: async () => Response.json({ a: 1 }, { headers: { etag: '"1"' } }),
    store: disk.persistence,
    tabs: createTabs(() => {
      joined++
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }),
  })
  await etagged.signIn('alice')
  expect((await etagged.json('/me')).data).toEqual({ a: 1 })
  expect((await etagged.json('/me')).outcome).toMatchObject({ kind: 'forwarded' })
  await etagged.invalidate({ prefix: '/' })
  await etagged.remove('all')
  // Those of her session, and those of what is everyone's.
  expect(joined).toBe(2)
  await etagged.signOut()
  expect(etagged.session).toMatchObject({ user: null, because: 'sign-out' })
})

it('a factory that is none is refused at once', () => {
  expect(() => createTabs(true as unknown as undefined)).toThrow(UsageError)
})
