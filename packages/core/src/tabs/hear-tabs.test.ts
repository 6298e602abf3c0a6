import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { createRecordedClient, rejectionOf, turn } from '../recorded.test-client.ts'
import type { StoreFactory } from '../stores/response-store.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { createPersistence } from '../persistence/create-persistence.ts'
import { SessionEndedError } from '../errors.ts'
import { partitionName } from '../cache/partition-name.ts'
import { formatMessage, hashOf } from './messages.ts'
import { createSimulatedOrigin } from './simulated.test-tabs.ts'

const url = (path: string) => `https://api.test${path}`

/** An origin whose resources change when they are written. */
function createVersions() {
  const versions = new Map<string, number>()
  let asked = 0
  let gate: Promise<void> | undefined
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked++
    await gate
    const { pathname } = new URL(new Request(input).url)
    const version = (versions.get(pathname) ?? 1) + (init?.method === 'PUT' ? 1 : 0)
    versions.set(pathname, version)
    const etag = `"${version}"`
    if (init?.method === 'PUT') return new Response(null, { status: 204 })
    const headers = { etag, 'cache-control': 'max-age=60' }
    return new Headers(init?.headers).get('if-none-match') === etag
      ? new Response(null, { status: 304, headers })
      : Response.json({ pathname, version }, { headers })
  }
  /** Holds all answers back until the returned function is called. */
  function hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    return resolve
  }
  return { fetch, hold, asked: () => asked }
}

/** Two tabs of a browser: one disk, one clock, messages between them. */
function twoTabs({ store }: { readonly store?: StoreFactory | undefined } = {}) {
  const disk = createMemoryDisk()
  const clock = createManualClock()
  const browser = createSimulatedOrigin()
  const origin = createVersions()
  const open = () => {
    const tab = browser.open()
    const made = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: origin.fetch,
      store: createPersistence(store ?? disk.createStore),
      tabs: tab.tabs,
      clock,
    })
    return { ...made, tab }
  }
  return { disk, clock, browser, origin, here: open(), there: open() }
}

async function twoTabsOfAlice(): Promise<ReturnType<typeof twoTabs>> {
  const made = twoTabs()
  await made.here.etagged.signIn('alice')
  await made.there.etagged.signIn('alice')
  return made
}

/** Time for what two tabs tell each other. */
async function settle(): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds++) await turn()
}

describe('what another tab stored', () => {
  it('is in memory here when the event tells of it, for a key that is known here', async () => {
    const { here, there, clock } = twoTabs()
    await here.etagged.json('/coins')
    await there.etagged.json('/coins')
    await settle()
    clock.advance(61)
    await there.etagged.json('/coins')
    await settle()
    expect(here.of('update')).toMatchObject([{ url: url('/coins') }])
    expect(here.etagged.peekMemory('/coins')?.freshness.validatedAt).toBe(clock.now())
  })

  it('keeps the identity of data whose body is the same', async () => {
    const { here, there, clock } = twoTabs()
    const { data } = await here.etagged.json('/coins')
    await here.etagged.idle()
    await there.etagged.json('/coins')
    clock.advance(61)
    await there.etagged.json('/coins')
    await settle()
    expect(here.of('update')).toHaveLength(1)
    expect(here.etagged.peekMemory('/coins')?.data).toBe(data)
  })

  it('is not read for a key that nobody here has asked for', async () => {
    const { here, there, disk } = twoTabs()
    await here.etagged.json('/other')
    await settle()
    const reads = disk.calls.length
    await there.etagged.json('/coins')
    await settle()
    const later = disk.calls.slice(reads).filter(({ method }) => method === 'get')
    // One of them: the other tab's own lookup.
    expect(later).toHaveLength(1)
    expect(here.of('update')).toEqual([])
  })

  it('gives way to what is newer here', async () => {
    const { here, there, clock, disk } = twoTabs()
    await there.etagged.json('/coins')
    await here.etagged.json('/coins')
    await settle()
    disk.fault = ({ method }) => {
      if (method === 'freshen') throw new DOMException('no room', 'DataError')
    }
    clock.advance(61)
    await here.etagged.json('/coins')
    const { freshness } = here.etagged.peekMemory('/coins') ?? {}
    const row = disk.rows('anonymous')[0]
    expect(row?.responseTime).toBeLessThan(freshness?.validatedAt ?? 0)
    here.tab.wake('resumed')
    await settle()
    expect(here.etagged.peekMemory('/coins')?.freshness).toEqual(freshness)
    expect(here.of('update')).toEqual([])
  })

  it('is read once however often it is announced meanwhile', async () => {
    const { here, there, disk, clock, browser } = twoTabs()
    await here.etagged.json('/coins')
    await there.etagged.json('/coins')
    await settle()
    clock.advance(61)
    await there.etagged.json('/coins')
    await settle()
    const before = disk.calls.filter(({ method }) => method === 'get').length
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const forger = browser.open().factory({
      partition: 'anonymous',
      onMessage: () => undefined,
      onWake: () => undefined,
    })
    const message = browser.posted.findLast((posted) => String(posted).includes('stored'))
    for (let times = 0; times < 100; times++) {
      forger.post(message)
      await turn()
      // Less than the budget of a read in all.
      clock.advance(0.002)
    }
    gate.resolve()
    await settle()
    const reads = disk.calls.filter(({ method }) => method === 'get').length - before
    // Two tabs; each at once, and once more for what came while it read.
    expect(reads).toBeLessThanOrEqual(4)
  })
})

describe('what another tab invalidated or removed', () => {
  it('a write there has memory here validate', async () => {
    const { here, there } = twoTabs()
    await here.etagged.json('/coins')
    await there.etagged.fetch('/coins', { method: 'PUT' })
    await there.etagged.idle()
    await settle()
    expect(here.of('invalidation')).toMatchObject([
      { urls: [url('/coins')], because: 'another-tab' },
    ])
    const answer = await here.etagged.json('/coins')
    expect(answer.outcome.kind).toBe('forwarded')
    expect(answer.data).toMatchObject({ version: 2 })
  })

  it('a prefix means here what it means there', async () => {
    const { here, there } = twoTabs()
    for (const path of ['/coins/1', '/coins/2', '/other']) await here.etagged.json(path)
    await there.etagged.invalidate({ prefix: '/coins/' })
    await settle()
    expect(here.of('invalidation')[0]?.urls.toSorted()).toEqual([url('/coins/1'), url('/coins/2')])
    expect((await here.etagged.json('/other')).outcome.kind).toBe('hit')
    expect((await here.etagged.json('/coins/2')).outcome.kind).toBe('forwarded')
  })

  it('a removal there is one here; neither is written to disk again', async () => {
    const { here, there, disk } = twoTabs()
    await here.etagged.json('/coins')
    await here.etagged.idle()
    await there.etagged.remove('all')
    await settle()
    expect(here.of('removal')).toMatchObject([{ urls: [url('/coins')], because: 'another-tab' }])
    expect(there.of('removal')).toMatchObject([{ urls: [url('/coins')], because: 'app' }])
    expect(here.etagged.peekMemory('/coins')).toBeUndefined()
    const deletions = disk.calls.filter(({ method }) => method === 'delete')
    expect(deletions.map(({ partition }) => partition)).toEqual(['anonymous', 'everyone'])
  })

  it('a write there is heeded here, although the disk refused its mark', async () => {
    const disk = createMemoryDisk()
    const browser = createSimulatedOrigin()
    const { fetch } = createVersions()
    const open = (memory?: { readonly maxBytes: number }) =>
      createRecordedClient({
        baseUrl: 'https://api.test',
        fetch,
        store: disk.persistence,
        tabs: browser.open().tabs,
        memory: memory ?? {},
      }).etagged
    // Reads everything from disk.
    const here = open({ maxBytes: 0 })
    const there = open()
    await there.json('/coins')
    await there.idle()
    expect((await here.json('/coins')).outcome.kind).toBe('hit')
    disk.fault = ({ method }) => {
      if (method === 'invalidate') throw new Error('disk on fire')
    }
    await there.fetch('/coins', { method: 'PUT' })
    await there.idle()
    await settle()
    expect((await here.json('/coins')).data).toMatchObject({ version: 2 })
  })

  it.each([
    { says: 'read from disk', maxBytes: 0 },
    { says: 'taken over into memory', maxBytes: 1500 },
  ])('I45: a forged word of news makes nothing fresh that is $says', async ({ maxBytes }) => {
    const disk = createMemoryDisk()
    const clock = createManualClock()
    const browser = createSimulatedOrigin()
    const { fetch } = createVersions()
    const shared = { baseUrl: 'https://api.test', fetch, store: disk.persistence, clock }
    const open = (memory: { readonly maxBytes: number }) =>
      createRecordedClient({ ...shared, tabs: browser.open().tabs, memory }).etagged
    const here = open({ maxBytes })
    const there = open({ maxBytes: 10_000 })
    for (const path of ['/coins', '/other']) await there.json(path)
    await there.idle()
    // Memory has room for one at most: the other one goes.
    for (const path of ['/coins', '/other']) await here.json(path)
    expect(here.peekMemory('/coins')).toBeUndefined()
    disk.fault = ({ method }) => {
      if (method === 'invalidate') throw new Error('disk on fire')
    }
    clock.advance(1)
    await there.fetch('/coins', { method: 'PUT' })
    await there.idle()
    await settle()
    const { post } = browser
      .open()
      .factory({ partition: 'anonymous', onMessage: () => undefined, onWake: () => undefined })
    post(formatMessage({ type: 'stored', url: hashOf(url('/coins')) }))
    await settle()
    expect((await here.json('/coins')).data).toMatchObject({ version: 2 })
  })

  it('what was requested after it is as fresh as ever', async () => {
    const { here, there, clock } = twoTabs()
    await here.etagged.json('/coins')
    await there.etagged.invalidate({ url: '/coins' })
    await settle()
    clock.advance(1)
    await there.etagged.json('/coins')
    await settle()
    expect((await here.etagged.json('/coins')).outcome.kind).toBe('hit')
  })

  it('R5: an answer on its way here is validated before its next use', async () => {
    const { here, there, origin } = twoTabs()
    await here.etagged.json('/coins')
    await settle()
    const late = here.etagged.json('/coins', { cache: 'reload' })
    await there.etagged.fetch('/coins', { method: 'PUT' })
    await Promise.all([late, there.etagged.idle()])
    await settle()
    const asked = origin.asked()
    await here.etagged.json('/coins')
    expect(origin.asked()).toBe(asked + 1)
  })
})

describe('what another tab invalidated or removed by a tag', () => {
  /** Two tabs, each of which holds `/coins` with the tag, and `/other` without. */
  async function taggedTabs() {
    const made = twoTabs()
    for (const { etagged } of [made.here, made.there]) {
      await etagged.json('/coins', { tags: ['coin'] })
      await etagged.json('/other')
      await etagged.idle()
    }
    await settle()
    return made
  }

  it('is validated here before its next use, and nothing else is', async () => {
    const { here, there } = await taggedTabs()
    await there.etagged.invalidate({ tag: 'coin' })
    await settle()
    expect(here.of('invalidation')).toMatchObject([
      { urls: [url('/coins')], because: 'another-tab' },
    ])
    expect((await here.etagged.json('/other')).outcome.kind).toBe('hit')
    expect((await here.etagged.json('/coins')).outcome.kind).toBe('forwarded')
  })

  it('is forgotten here', async () => {
    const { here, there, disk } = await taggedTabs()
    await there.etagged.remove({ tag: 'coin' })
    await settle()
    expect(here.of('removal')).toMatchObject([{ urls: [url('/coins')], because: 'another-tab' }])
    expect(here.etagged.peekMemory('/coins')).toBeUndefined()
    expect(here.etagged.peekMemory('/other')).toBeDefined()
    expect(disk.rows('anonymous').map((row) => row.url)).toEqual([url('/other')])
  })

  it('I19: an answer on its way here that turns out to have the tag is validated', async () => {
    const { here, there, origin } = twoTabs()
    const late = here.etagged.json('/coins', { tags: ['coin'] })
    const other = here.etagged.json('/other')
    await there.etagged.invalidate({ tag: 'coin' })
    await settle()
    await Promise.all([late, other])
    const asked = origin.asked()
    await here.etagged.json('/other')
    expect(origin.asked()).toBe(asked)
    await here.etagged.json('/coins')
    expect(origin.asked()).toBe(asked + 1)
  })

  it.each([
    { change: 'invalidate', outcome: { kind: 'forwarded', fwdStatus: 304 } },
    { change: 'remove', outcome: { kind: 'forwarded', fwd: 'uri-miss' } },
  ] as const)('I19: a row that is being read here heeds it: $change', async (row) => {
    const { there, disk, clock, browser, origin } = twoTabs()
    await there.etagged.json('/coins', { tags: ['coin'] })
    await there.etagged.idle()
    const here = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: origin.fetch,
      store: disk.persistence,
      tabs: browser.open().tabs,
      clock,
    })
    const gate = Promise.withResolvers<void>()
    disk.delay = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const reading = here.etagged.json('/coins')
    await settle()
    await there.etagged[row.change]({ tag: 'coin' })
    await settle()
    gate.resolve()
    expect((await reading).outcome).toMatchObject(row.outcome)
  })

  it('I14: a removal leaves a validation that is under way here nothing to freshen', async () => {
    const { here, there, origin } = await taggedTabs()
    const release = origin.hold()
    const validating = here.etagged.json('/coins', { cache: 'no-cache' })
    await there.etagged.remove({ tag: 'coin' })
    await settle()
    release()
    expect((await validating).outcome).toMatchObject({ fwdStatus: 200 })
  })

  it('a tag that another call gave to what is held here is known here, too', async () => {
    const { here, there } = twoTabs()
    await here.etagged.json('/coins')
    await here.etagged.idle()
    await there.etagged.json('/coins', { tags: ['coin'] })
    await there.etagged.idle()
    await settle()
    await here.etagged.invalidate({ tag: 'coin' })
    expect((await here.etagged.json('/coins')).outcome.kind).toBe('forwarded')
  })
})

describe('R2: a session that another tab ended', () => {
  it('ends here in memory and flight, and the disk is not touched again', async () => {
    const { here, there, disk } = await twoTabsOfAlice()
    await here.etagged.json('/me')
    await here.etagged.idle()
    const { partition } = here.etagged.session
    await there.etagged.signOut()
    await settle()
    expect(here.etagged.session).toMatchObject({
      user: null,
      state: 'anonymous',
      because: 'ended-elsewhere',
    })
    expect(here.of('session').map(({ because }) => because)).toEqual(['sign-in', 'ended-elsewhere'])
    expect(here.etagged.peekMemory('/me')).toBeUndefined()
    const ends = disk.calls.filter(({ method }) => method === 'end')
    expect(ends).toHaveLength(1)
    expect(disk.rows(partition)).toEqual([])
  })

  it('rejects what is under way, and does not put it anywhere', async () => {
    const disk = createMemoryDisk()
    const browser = createSimulatedOrigin()
    const network = Promise.withResolvers<Response>()
    const open = () =>
      createRecordedClient({
        baseUrl: 'https://api.test',
        fetch: async () => network.promise,
        store: disk.persistence,
        tabs: browser.open().tabs,
      }).etagged
    const [here, there] = [open(), open()]
    await here.signIn('alice')
    await there.signIn('alice')
    const answer = rejectionOf(here.json('/me'))
    await settle()
    await there.signOut()
    expect(await answer).toBeInstanceOf(SessionEndedError)
    network.resolve(Response.json({ secret: 'CANARY' }, { headers: { etag: '"1"' } }))
    await settle()
    expect(disk.dump()).not.toContain('CANARY')
  })

  it('is noticed by the disk alone, when messages are lost', async () => {
    const { here, there, disk } = await twoTabsOfAlice()
    here.tab.freeze()
    await there.etagged.signOut()
    expect(await rejectionOf(here.etagged.json('/me'))).toBeInstanceOf(SessionEndedError)
    expect(here.etagged.session.because).toBe('ended-elsewhere')
    expect(disk.rows(partitionName('alice'))).toEqual([])
  })

  it('is noticed by a report of the store', async () => {
    const { here, disk } = twoTabs()
    await here.etagged.signIn('alice')
    await turn()
    disk.report(partitionName('alice'), { type: 'ended' })
    expect(here.etagged.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
  })

  it.each([undefined, null])('user %s: it stays that, in another generation', async (user) => {
    const { here, disk } = twoTabs()
    if (user === null) await here.etagged.signIn(null)
    await here.etagged.json('/board')
    const { generation, state } = here.etagged.session
    disk.report('anonymous', { type: 'ended' })
    expect(here.etagged.session).toMatchObject({ user, state, because: 'ended-elsewhere' })
    expect(here.etagged.session.generation).not.toBe(generation)
    expect(here.etagged.peekMemory('/board')).toBeUndefined()
    await here.etagged.json('/board')
  })

  it('a forged message ends nothing: the disk knows better (I45)', async () => {
    const { here, browser, clock } = twoTabs()
    await here.etagged.signIn('alice')
    await here.etagged.json('/me')
    const { session } = here.etagged
    const forger = browser.open().factory({
      partition: session.partition,
      onMessage: () => undefined,
      onWake: () => undefined,
    })
    forger.post(`etagged/1 ended ${clock.now()}`)
    await settle()
    expect(here.etagged.session).toBe(session)
    expect(here.etagged.peekMemory('/me')).toBeDefined()
  })

  it('where there is no store the message is believed, unless it is about a former session', async () => {
    const browser = createSimulatedOrigin()
    const clock = createManualClock()
    const tab = browser.open()
    const { etagged } = createRecordedClient({ tabs: tab.tabs, clock, baseUrl: url('') })
    const { partition } = await etagged.signIn('alice')
    const other = browser.open().factory({
      partition,
      onMessage: () => undefined,
      onWake: () => undefined,
    })
    other.post(`etagged/1 ended ${clock.now() - 1}`)
    await settle()
    expect(etagged.session.user).toBe('alice')
    clock.advance(1)
    other.post(`etagged/1 ended ${clock.now()}`)
    await settle()
    expect(etagged.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
  })

  it('is also one whose store is just opening, when it began before (R2)', async () => {
    const { here, there, disk, clock } = twoTabs()
    await there.etagged.signIn('alice')
    await turn()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'open' ? gate.promise : undefined)
    await here.etagged.signIn('alice')
    clock.advance(0.1)
    await there.etagged.signOut()
    await settle()
    expect(here.etagged.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
    gate.resolve()
    await settle()
    expect(disk.rows(partitionName('alice'))).toEqual([])
  })

  it('is not the one that opens while the former one ends', async () => {
    const { here, there, disk, clock } = twoTabs()
    await there.etagged.signIn('alice')
    await turn()
    const [ending, opening] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const gates = { end: ending.promise, open: opening.promise } as const
    disk.fault = async ({ method }) =>
      method === 'end' || method === 'open' ? gates[method] : undefined
    const out = there.etagged.signOut()
    clock.advance(0.1)
    await here.etagged.signIn('alice')
    ending.resolve()
    await out
    await settle()
    opening.resolve()
    await settle()
    expect(here.etagged.session).toMatchObject({ user: 'alice', because: 'sign-in' })
    await here.etagged.json('/me')
    await here.etagged.idle()
    expect(disk.rows(partitionName('alice'))).toHaveLength(1)
  })

  it('I4: the other tabs are told after the clear, also when the disk failed', async () => {
    const { there, disk, browser } = await twoTabsOfAlice()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'end' ? gate.promise : undefined)
    const out = there.etagged.signOut()
    await settle()
    const told = () => browser.posted.filter((message) => String(message).includes('ended'))
    expect(told()).toEqual([])
    gate.reject(new Error('disk on fire'))
    await out
    expect(told()).toHaveLength(1)
  })
})

describe('signOut({ keep: true })', () => {
  it('leaves the rows for this user alone, and ends his session in all tabs', async () => {
    const { here, there, disk } = await twoTabsOfAlice()
    await here.etagged.json('/me')
    await here.etagged.idle()
    await here.etagged.signOut({ keep: true })
    await settle()
    expect(there.etagged.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
    expect(here.etagged.session).toMatchObject({ user: null, because: 'sign-out' })
    expect(disk.rows(partitionName('alice'))).toHaveLength(1)
    await here.etagged.signIn('bob')
    expect(await here.etagged.peek('/me')).toBeUndefined()
    await here.etagged.signIn('alice')
    expect((await here.etagged.json('/me')).outcome.kind).toBe('hit')
  })
})
