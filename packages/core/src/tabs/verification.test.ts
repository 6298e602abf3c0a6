import { describe, expect, it } from 'vitest'
import { SessionEndedError } from '../errors.ts'
import { createManualClock } from '../manual.test-clock.ts'
import { createRecordedClient, rejectionOf, turn } from '../recorded.test-client.ts'
import { createMemoryDisk, type MemoryDisk } from '../testing/memory-disk.ts'
import { partitionName } from '../cache/partition-name.ts'
import { createSimulatedOrigin } from './simulated.test-tabs.ts'
import type { Waking } from './tabs.ts'

const ways: readonly Waking[] = ['restored', 'resumed', 'shown']

const network: typeof fetch = async (input) =>
  Response.json(
    { path: new URL(new Request(input).url).pathname },
    { headers: { etag: '"1"', 'cache-control': 'max-age=600' } },
  )

/** A page of alice's that has `/me` in memory, and another tab of hers. */
async function aPage({ signedIn = true } = {}) {
  const disk = createMemoryDisk()
  const clock = createManualClock()
  const browser = createSimulatedOrigin()
  const tab = browser.open()
  const options = { baseUrl: 'https://api.test', fetch: network, store: disk.persistence, clock }
  const made = createRecordedClient({ ...options, tabs: tab.tabs })
  const other = createRecordedClient({ ...options, tabs: browser.open().tabs }).etagged
  if (signedIn) {
    await made.etagged.signIn('alice')
    await other.signIn('alice')
  }
  await made.etagged.json('/me')
  await made.etagged.idle()
  return { ...made, disk, tab, other }
}

/** Another tab's way to alice's disk; what it does there no message tells. */
async function elsewhere(disk: MemoryDisk) {
  const store = disk.createStore({ partition: partitionName('alice'), epoch: '1 ', report() {} })
  await store.open()
  return store
}

describe('I5: a page that slept', () => {
  it.each(ways)(
    '%s: reads nothing before the disk has said that the session lasts',
    async (how) => {
      const { etagged, tab, disk } = await aPage()
      const gate = Promise.withResolvers<void>()
      disk.fault = async ({ method }) => (method === 'isCurrent' ? gate.promise : undefined)
      tab.wake(how)
      expect(etagged.peekMemory('/me')).toBeUndefined()
      const settled: string[] = []
      const asked = [
        etagged.peek('/me').then(() => settled.push('peek')),
        etagged.json('/me').then(() => settled.push('json')),
        etagged.fetch('/me').then(() => settled.push('fetch')),
      ]
      await turn()
      expect(settled).toEqual([])
      gate.resolve()
      await Promise.all(asked)
      expect(settled).toHaveLength(3)
      expect(etagged.peekMemory('/me')).toMatchObject({ data: { path: '/me' } })
    },
  )

  it.each(ways)(
    '%s, after another tab signed out: serves nothing and writes nothing',
    async (how) => {
      const { etagged, tab, disk, other } = await aPage()
      tab.freeze()
      await other.signOut()
      const writes = disk.calls.length
      tab.wake(how)
      const asked = [etagged.json('/me'), etagged.fetch('/me'), etagged.peek('/me')].map(
        rejectionOf,
      )
      expect(etagged.peekMemory('/me')).toBeUndefined()
      for (const rejection of asked) expect(await rejection).toBeInstanceOf(SessionEndedError)
      expect(etagged.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
      const methods = disk.calls.slice(writes).map(({ method }) => method)
      expect(methods).toEqual(['isCurrent', 'close'])
    },
  )

  it('does not hand out what it had read before it slept', async () => {
    const { etagged, tab, disk, other } = await aPage()
    const gate = Promise.withResolvers<Response>()
    const answer = rejectionOf(
      etagged.json('/me', {
        schema: {
          '~standard': {
            version: 1,
            vendor: 'test',
            validate: async (value) => {
              await gate.promise
              return { value }
            },
          },
        },
      }),
    )
    await turn()
    tab.freeze()
    await other.signOut()
    disk.fault = async ({ method }) => (method === 'isCurrent' ? turn() : undefined)
    tab.wake('restored')
    gate.resolve(new Response())
    expect(await answer).toBeInstanceOf(SessionEndedError)
  })

  it('restored: the session says so until it is verified, and stays the same generation', async () => {
    const { etagged, tab, of } = await aPage()
    const { generation } = etagged.session
    tab.wake('restored')
    tab.wake('shown')
    expect(etagged.session).toMatchObject({ verifying: true, generation, user: 'alice' })
    await etagged.peek('/me')
    expect(etagged.session).toMatchObject({ verifying: false, generation, because: 'sign-in' })
    expect(of('session').map(({ verifying }) => verifying)).toEqual([false, true, false])
  })

  it.each(['resumed', 'shown'] as const)('%s: nothing need be hidden', async (how) => {
    const { etagged, tab, of } = await aPage()
    const { session } = etagged
    tab.wake(how)
    expect(etagged.session).toBe(session)
    await etagged.peek('/me')
    expect(of('session')).toHaveLength(1)
  })

  it('cannot be verified in time: what memory held is dropped, and the session goes on', async () => {
    const { etagged, tab, disk, clock, of } = await aPage()
    disk.fault = async ({ method }) =>
      method === 'isCurrent' ? Promise.withResolvers<void>().promise : undefined
    tab.wake('restored')
    const answer = etagged.json('/me')
    await turn()
    clock.advance(0.25)
    await answer
    expect(etagged.session).toMatchObject({ user: 'alice', verifying: false })
    expect(of('store-fault')).toMatchObject([{ operation: 'is-current' }])
    expect(of('request').at(-1)?.tier).toBe('disk')
    expect(of('removal')).toMatchObject([{ urls: ['https://api.test/me'], because: 'unverified' }])
  })

  it('asks again when it slept again while the disk was asked', async () => {
    const { etagged, tab, disk, other } = await aPage()
    const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let asked = 0
    disk.delay = async ({ method }) =>
      method === 'isCurrent' ? answers[asked++]?.promise : undefined
    tab.wake('shown')
    await turn()
    tab.freeze()
    await other.signOut()
    tab.wake('shown')
    const answer = rejectionOf(etagged.json('/me'))
    answers[0]?.resolve()
    await turn()
    answers[1]?.resolve()
    expect(await answer).toBeInstanceOf(SessionEndedError)
  })

  it.each(['restored', 'resumed'] as const)(
    '%s, verified: memory takes over what it missed',
    async (how) => {
      const { etagged, tab, other, of } = await aPage()
      await other.json('/me')
      tab.freeze()
      await other.invalidate({ url: '/me' })
      tab.thaw()
      const missed = of('invalidation').length
      tab.wake(how)
      await etagged.idle()
      await turn()
      expect(missed).toBeLessThanOrEqual(1)
      expect((await etagged.json('/me')).outcome.kind).toBe('forwarded')
    },
  )

  it.each(['restored', 'resumed'] as const)(
    'shown first, then %s: it slept all the same',
    async (how) => {
      const { etagged, tab, disk } = await aPage()
      await (await elsewhere(disk)).invalidate([{ prefix: '' }], 0)
      tab.wake('shown')
      tab.wake(how)
      await etagged.idle()
      await turn()
      await etagged.idle()
      expect((await etagged.json('/me')).outcome.kind).toBe('forwarded')
    },
  )

  it('shown after a sleep was verified: it has not slept again', async () => {
    const { etagged, tab, disk } = await aPage()
    tab.wake('resumed')
    await etagged.peek('/me')
    await etagged.idle()
    const calls = disk.calls.length
    tab.wake('shown')
    await etagged.peek('/me')
    await etagged.idle()
    expect(disk.calls.slice(calls).map(({ method }) => method)).toEqual(['isCurrent', 'flush'])
  })

  it.each(['restored', 'resumed'] as const)(
    '%s: what another tab removed meanwhile is validated before its next use, and told',
    async (how) => {
      const { etagged, tab, disk, of } = await aPage()
      await etagged.json('/kept')
      await etagged.idle()
      const [row] = disk.rows(partitionName('alice'))
      await (await elsewhere(disk)).delete([{ key: row?.key ?? '' }])
      tab.wake(how)
      await etagged.peek('/me')
      await turn()
      await etagged.idle()
      expect(of('invalidation')).toMatchObject([
        { urls: ['https://api.test/me'], because: 'another-tab' },
      ])
      expect((await etagged.json('/me')).outcome.kind).toBe('forwarded')
      expect((await etagged.json('/kept')).outcome.kind).toBe('hit')
    },
  )

  it('dehydrates nothing before the disk has said that the session lasts', async () => {
    const { etagged, tab } = await aPage()
    const before = etagged.dehydrate()
    tab.wake('restored')
    expect(etagged.dehydrate()).toMatchObject({ responses: [] })
    await etagged.peek('/me')
    expect(etagged.dehydrate()).toEqual(before)
  })

  it('whose store was given up goes on like one without a store', async () => {
    const { etagged, tab, disk, clock, of } = await aPage({ signedIn: false })
    disk.fault = ({ method }) => {
      if (method === 'open') throw new Error('disk on fire')
    }
    await etagged.signIn('carol')
    for (const path of ['/1', '/2', '/3', '/4', '/me']) {
      await etagged.json(path)
      clock.advance(60)
      await etagged.idle()
    }
    expect(of('store-fault').at(-1)?.mode).toBe('memory')
    tab.wake('resumed')
    tab.wake('shown')
    expect(etagged.peekMemory('/me')).toBeDefined()
    tab.wake('restored')
    expect(etagged.peekMemory('/me')).toBeUndefined()
    expect(etagged.session).toMatchObject({ user: 'carol', verifying: false })
  })

  it('without a store: a page from the back-forward cache forgets, any other goes on', async () => {
    const tab = createSimulatedOrigin().open()
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: network,
      tabs: tab.tabs,
    })
    await etagged.json('/me')
    tab.wake('resumed')
    expect(etagged.peekMemory('/me')).toBeDefined()
    tab.wake('restored')
    expect(etagged.peekMemory('/me')).toBeUndefined()
    expect(etagged.session.verifying).toBe(false)
  })

  it('a page that has opened nothing yet has nothing to verify', async () => {
    const tab = createSimulatedOrigin().open()
    const disk = createMemoryDisk()
    const { etagged } = createRecordedClient({ store: disk.persistence, tabs: tab.tabs })
    const { session } = etagged
    tab.wake('restored')
    expect(etagged.session).toBe(session)
    expect(disk.calls).toEqual([])
  })

  it('whose store never opened cannot be verified, and does not open it for that', async () => {
    const tab = createSimulatedOrigin().open()
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'open') throw new Error('disk on fire')
    }
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: network,
      store: disk.persistence,
      tabs: tab.tabs,
    })
    await etagged.peek('/me')
    const opens = disk.calls.length
    disk.fault = undefined
    tab.wake('restored')
    await turn()
    expect(disk.calls.slice(opens)).toEqual([])
    expect(etagged.session.verifying).toBe(false)
  })
})
