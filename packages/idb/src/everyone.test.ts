import { createEtagged, type Etagged, SessionEndedError } from '@etagged/core'
import { createTabs, type TabsContext } from '@etagged/core/tabs'
import { expect, it, vi } from 'vitest'
import { storedRows } from '../../../tooling/stored-rows.ts'
import { createIdbStore } from './create-idb-store.ts'
import { fakeDiskForEach } from './fake-disk.test-fixture.ts'

fakeDiskForEach()

const everyones = { policy: { audience: 'everyone' } } as const

/** A browser, and an origin that writes into each body whom it took the caller for. */
function aBrowser() {
  const members = new Set<{ readonly page: object; readonly context: TabsContext }>()
  const origin = { version: 1, asked: 0, gate: Promise.resolve() }
  const network: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    origin.asked++
    if (request.method === 'PUT') {
      origin.version++
      return new Response(null, { status: 204 })
    }
    const { version } = origin
    await origin.gate
    const headers = { etag: `"${version}"`, 'cache-control': 'max-age=60' }
    return request.headers.get('if-none-match') === headers.etag
      ? new Response(null, { status: 304, headers })
      : Response.json({ user: request.headers.get('authorization'), version }, { headers })
  }

  function openPage(): Etagged {
    const page = {}
    const tabs = createTabs((context) => {
      const own = { page, context }
      members.add(own)
      return {
        post(message) {
          const others = [...members].filter(
            (other) => other.page !== page && other.context.partition === context.partition,
          )
          queueMicrotask(() => others.forEach((other) => other.context.onMessage(message)))
        },
        hold: async (_lock, _options, work) => work(true),
        close: () => members.delete(own),
      }
    })
    return createEtagged({
      baseUrl: 'https://api.test',
      fetch: network,
      store: createIdbStore(),
      tabs,
      headers: ({ user }): Record<string, string> => (user ? { authorization: user } : {}),
    })
  }

  return { origin, openPage }
}

async function rowsOf(part: string): Promise<string> {
  const rows = await storedRows()
  const own = rows.filter(({ database }) => database === `etagged-${part}`)
  return JSON.stringify(own.map(({ value }) => value))
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))
}

it('I46: one user after the other, and the next page, find what is everyone’s on disk', async () => {
  const { origin, openPage } = aBrowser()
  const client = openPage()
  await client.signIn('alice')
  await client.json('/me')
  await client.json('/coins', everyones)
  await client.signOut()
  await client.signIn('bob')
  expect((await client.json('/coins', everyones)).outcome.kind).toBe('hit')
  await client.idle()
  await client.close()
  const next = openPage()
  await next.signIn('carol')
  expect((await next.json('/coins', everyones)).data).toEqual({ user: null, version: 1 })
  expect(origin.asked).toBe(2)
  const rows = JSON.stringify(await storedRows())
  expect(rows).toContain('version')
  expect(rows).not.toContain('alice')
})

it('I2, I46: of two late replies the user’s is lost, and everyone’s stored', async () => {
  const { origin, openPage } = aBrowser()
  const client = openPage()
  await client.signIn('alice')
  const gate = Promise.withResolvers<void>()
  origin.gate = gate.promise
  const own = client.json('/me').catch((error: unknown) => error)
  const all = client.json('/coins', everyones)
  await vi.waitFor(() => expect(origin.asked).toBe(2))
  await client.signIn('bob')
  gate.resolve()
  expect(await own).toBeInstanceOf(SessionEndedError)
  expect((await all).data).toEqual({ user: null, version: 1 })
  await client.idle()
  expect(await rowsOf('everyone')).toContain('version')
  expect(JSON.stringify(await storedRows())).not.toContain('alice')
})

it('I19, I46: what one user writes in one tab, another validates in his', async () => {
  const { openPage } = aBrowser()
  const here = openPage()
  const there = openPage()
  await here.signIn('alice')
  await there.signIn('bob')
  await there.json('/coins', everyones)
  await there.idle()
  await here.fetch('/coins', { method: 'PUT' })
  await here.idle()
  await settle()
  expect(there.entries()).toMatchObject([{ audience: 'everyone', invalidated: true }])
  // And whoever comes later finds the mark on disk.
  await there.close()
  const later = openPage()
  expect((await later.json('/coins', everyones)).data).toMatchObject({ version: 2 })
})

it('I46: rows that the browser clears come back with the next answer, in the same page', async () => {
  const { openPage } = aBrowser()
  const client = openPage()
  await client.signIn('alice')
  const { session } = client
  await client.json('/coins', everyones)
  await client.idle()
  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase('etagged-everyone').onsuccess = () => resolve()
  })
  await settle()
  expect(client.peekMemory('/coins', everyones)).toBeUndefined()
  expect((await client.json('/coins', everyones)).outcome.kind).toBe('forwarded')
  await client.idle()
  expect(await rowsOf('everyone')).toContain('version')
  expect(client.session).toBe(session)
})

it('I47: what is not to be persisted is in no database, and takes the row there with it', async () => {
  const { origin, openPage } = aBrowser()
  const policy = { persist: false }
  const before = openPage()
  await before.signIn('alice')
  await before.json('/me')
  await before.close()
  const client = openPage()
  await client.signIn('alice')
  expect(JSON.stringify(await storedRows())).toContain('version')
  expect((await client.json('/me', { policy })).outcome.kind).toBe('forwarded')
  expect((await client.json('/me', { policy })).outcome.kind).toBe('hit')
  await client.json('/coins', { policy: { ...everyones.policy, ...policy } })
  await client.idle()
  expect(JSON.stringify(await storedRows())).not.toContain('version')
  expect(origin.asked).toBe(3)
})

it('I4: what a user has written to, and by which tags, stands as a text in no database after the sign-out', async () => {
  const { openPage } = aBrowser()
  const page = openPage()
  await page.json('/board', everyones)
  await page.signIn('alice')
  await page.fetch('/patients/4711/diagnosis', { method: 'PUT', body: 'x' })
  await page.invalidate({ tag: 'owner:alice@example.com' })
  await page.invalidate({ prefix: '/patients/4712' })
  await page.signOut()
  await page.idle()
  const everything = JSON.stringify(await storedRows())
  expect(everything).toContain('/board')
  expect(everything).not.toMatch(/patients|alice/)
})
