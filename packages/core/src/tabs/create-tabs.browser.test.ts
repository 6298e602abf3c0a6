import { expect, it } from 'vitest'
import { createEtagged } from '../create-etagged.ts'
import type { Etagged, EtaggedOptions } from '../etagged.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { createTabs } from './create-tabs.ts'

let users = 0

/** A user in two pages, each of which has his answer in memory. */
async function inTwoPages(options: EtaggedOptions): Promise<readonly [Etagged, Etagged]> {
  const user = `user ${performance.timeOrigin} ${users++}`
  const open = async (): Promise<Etagged> => {
    const client = createEtagged({
      baseUrl: 'https://api.test',
      fetch: async () => Response.json({ a: 1 }, { headers: { etag: '"1"' } }),
      ...options,
    })
    await client.signIn(user)
    await client.json('/me')
    await client.idle()
    return client
  }
  return [await open(), await open()]
}

/** Until a message that was posted now has been heard by all of this origin. */
async function afterMessages(): Promise<void> {
  const [one, other] = [new BroadcastChannel('test'), new BroadcastChannel('test')]
  const heard = new Promise((resolve) => {
    other.addEventListener('message', resolve, { once: true })
  })
  one.postMessage('')
  await heard
  for (const channel of [one, other]) channel.close()
}

it.each([
  { who: 'whose store they share', options: () => ({ store: createMemoryDisk().persistence }) },
  { who: 'without a store that are given tabs', options: () => ({ tabs: createTabs() }) },
])('pages $who hear of a sign-out in one of them', async ({ options }) => {
  const [here, there] = await inTwoPages(options())
  await here.signOut()
  await expect.poll(() => there.session.because).toBe('ended-elsewhere')
  expect(there.peekMemory('/me')).toBeUndefined()
  await Promise.all([here.close(), there.close()])
})

it.each([
  { who: 'without a store', options: () => ({}) },
  {
    who: 'that want no tabs',
    options: () => ({ store: createMemoryDisk().persistence, tabs: false as const }),
  },
])('pages $who are alone', async ({ options }) => {
  const [here, there] = await inTwoPages(options())
  await here.signOut()
  await afterMessages()
  expect(there.session.because).toBe('sign-in')
  await Promise.all([here.close(), there.close()])
})
