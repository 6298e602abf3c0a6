import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { expect, it } from 'vitest'
import { server } from 'vitest/browser'
import { readStamp } from './read-stamp.ts'
import { freshPath, logOf } from './tab-frame.test-fixture.ts'

// The automation session of WebKitGTK has no HTTP cache, so there is nothing in it that could leak.
const hasHttpCache = server.browser !== 'webkit'

/** The user whose body a plain `fetch` gives to a user. */
const bodyFor = async (user: string, url: string, cache: RequestCache): Promise<string> => {
  const response = await fetch(url, { cache, headers: { authorization: `Bearer ${user}` } })
  return (await readStamp(response)).user
}

const createClient = (): Etagged =>
  createEtagged({
    store: createIdbStore(),
    headers: ({ user }) => (user ? { authorization: `Bearer ${user}` } : {}),
  })

/** What the origin says that lets a cache beneath confuse two users. */
const CASES = [
  { what: 'an age of 60 s', query: 'fresh=60', cache: 'default', asked: ['alice'] },
  {
    what: 'an ETag that is the same for all users, under `no-cache`',
    query: 'tags=version',
    cache: 'no-cache',
    asked: ['alice', 'bob'],
  },
] as const

for (const { what, query, cache, asked } of CASES) {
  it.runIf(hasHttpCache)(
    `Plain fetch: by ${what} the browser’s own cache gives Bob the body of Alice (why I3 is there)`,
    async () => {
      const path = freshPath('leak')
      expect(await bodyFor('alice', `${path}?${query}`, cache)).toBe('alice')
      expect(await bodyFor('bob', `${path}?${query}`, cache)).toBe('alice')
      expect((await logOf(path)).map(({ user }) => user)).toEqual(asked)
    },
  )

  it(`etagged: by ${what} Bob gets his own body, also from a cache that holds Alice’s (I1, I3, I10)`, async () => {
    const path = freshPath('leak')
    const url = `${path}?${query}`
    // Another script of the page has put Alice's body where it can leak from.
    expect(await bodyFor('alice', url, cache)).toBe('alice')
    const client = createClient()
    const users: string[] = []
    for (const user of ['alice', 'bob', 'alice', 'bob']) {
      await client.signIn(user)
      for (const init of [{}, { cache: 'no-cache' }, { cache: 'reload' }] as const) {
        users.push((await readStamp(await client.fetch(url, init))).user)
      }
      await client.idle()
    }
    await client.signOut()
    users.push((await readStamp(await client.fetch(url))).user)
    await client.close()
    const thrice = (user: string): string[] => [user, user, user]
    const expected = ['alice', 'bob', 'alice', 'bob'].flatMap(thrice)
    expect(users).toEqual([...expected, 'nobody'])
    // No validator went along across a change of the user, except on what he had himself.
    const [, ...asClient] = await logOf(path)
    const firsts = asClient.filter(({ user }, at) => user !== asClient[at - 1]?.user)
    expect(firsts.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual(firsts.map(() => undefined))
  })
}
