import { describe, expect, it } from 'vitest'
import type { EtaggedOptions } from './etagged.ts'
import { createManualClock } from './manual.test-clock.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { createSimulatedOrigin } from './tabs/simulated.test-tabs.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const memoryOnly = { policy: { persist: false } } as const

/** Pages of one browser, and an origin that answers with its version and a tag. */
function aBrowser() {
  const disk = createMemoryDisk()
  const clock = createManualClock()
  const tabs = createSimulatedOrigin()
  const gate = Promise.withResolvers<void>()
  gate.resolve()
  const origin = { version: 1, asked: 0, gate }
  const network: typeof fetch = async (_, init) => {
    origin.asked++
    await origin.gate.promise
    const headers = { etag: `"${origin.version}"`, 'cache-control': 'max-age=10' }
    return new Headers(init?.headers).get('if-none-match') === headers.etag
      ? new Response(null, { status: 304, headers })
      : Response.json({ version: `CANARY ${origin.version}` }, { headers })
  }
  const open = (options: EtaggedOptions = {}) =>
    createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: network,
      store: disk.persistence,
      tabs: tabs.open().tabs,
      ...options,
      clock,
    })
  return { disk, clock, tabs, origin, open }
}

const writing: ReadonlySet<string> = new Set(['put', 'freshen'])

describe('I47: what is not to be persisted', () => {
  it.each([
    { says: 'by its policy', init: memoryOnly, options: {} },
    { says: 'by the client’s', init: {}, options: { persist: false } },
  ])('$says is kept in memory, and never on disk', async ({ init, options }) => {
    const { disk, clock, origin, open } = aBrowser()
    const { etagged } = open(options)
    await etagged.signIn('alice')
    const { data } = await etagged.json('/me', init)
    expect((await etagged.json('/me', init)).outcome.kind).toBe('hit')
    clock.advance(20)
    // Nor is what a 304 makes of it, nor what tags do.
    const tagged = await etagged.json('/me', { ...init, tags: ['mine'] })
    expect(tagged).toMatchObject({ data, outcome: { fwdStatus: 304 } })
    await etagged.json('/me', { ...init, tags: ['hers'] })
    origin.version = 2
    clock.advance(20)
    expect((await etagged.json('/me', init)).data).toEqual({ version: 'CANARY 2' })
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    expect(disk.calls.filter(({ method }) => writing.has(method))).toEqual([])
    await etagged.invalidate({ tag: 'hers' })
    expect(etagged.entries()).toMatchObject([{ invalidated: true, tags: ['hers', 'mine'] }])
  })

  it('stays so when a HEAD freshens it, whose policy is another', async () => {
    const { disk, clock, open } = aBrowser()
    const { etagged } = open()
    await etagged.json('/me', memoryOnly)
    clock.advance(20)
    await etagged.fetch('/me', { method: 'HEAD' })
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    expect((await etagged.json('/me', memoryOnly)).outcome.kind).toBe('hit')
  })

  it('is kept so of what is everyone’s, too', async () => {
    const { disk, open } = aBrowser()
    const policy = { audience: 'everyone', persist: false } as const
    const { etagged } = open()
    await etagged.json('/coins', { policy })
    await etagged.signIn('alice')
    expect(etagged.peekMemory('/coins', { policy })).toBeDefined()
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
  })

  it('is not kept at all where memory has no room for it', async () => {
    const { disk, open } = aBrowser()
    const { etagged, statuses } = open({ memory: { maxBytes: 100 } })
    await etagged.json('/me', memoryOnly)
    await etagged.idle()
    expect(statuses()).toEqual([expect.stringContaining('detail=too-large')])
    expect(disk.dump()).not.toContain('CANARY')
  })

  it('is stored in a memory without a disk as anything else', async () => {
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => Response.json({}, { headers: { etag: '"1"' } }),
    })
    await etagged.json('/me', memoryOnly)
    expect(etagged.stats().entries).toBe(1)
  })

  it('is announced to no other tab, and shares no trip with one', async () => {
    const { tabs, origin, open } = aBrowser()
    origin.gate = Promise.withResolvers<void>()
    const here = open()
    const there = open()
    await Promise.all([here.etagged.signIn('alice'), there.etagged.signIn('alice')])
    const answers = [here, there].map(({ etagged }) => etagged.json('/me', memoryOnly))
    await turn()
    expect(tabs.locks()).toEqual({})
    origin.gate.resolve()
    await Promise.all(answers)
    await here.etagged.idle()
    await turn()
    expect(origin.asked).toBe(2)
    expect(tabs.posted.filter((line) => String(line).includes('stored'))).toEqual([])
    expect(here.of('update')).toEqual([])
  })

  it('still hears what other tabs invalidate', async () => {
    const { open } = aBrowser()
    const here = open()
    const there = open()
    await here.etagged.json('/me', memoryOnly)
    expect(here.etagged.entries()).toMatchObject([{ invalidated: false }])
    await there.etagged.fetch('/me', { method: 'DELETE' })
    await there.etagged.idle()
    await turn()
    expect(here.etagged.entries()).toMatchObject([{ invalidated: true }])
  })

  it('I5: is validated after a sleep, in which messages may have passed it by', async () => {
    const { tabs, open } = aBrowser()
    const tab = tabs.open()
    const { etagged } = open({ tabs: tab.tabs })
    await etagged.json('/me', memoryOnly)
    await etagged.idle()
    tab.wake('resumed')
    await turn()
    await etagged.idle()
    expect(etagged.entries()).toMatchObject([{ invalidated: true }])
  })
})

describe('I47: a row that is on disk already', () => {
  async function withRow() {
    const browser = aBrowser()
    const before = browser.open()
    await before.etagged.json('/me')
    await before.etagged.close()
    expect(browser.disk.rows('anonymous')).toHaveLength(1)
    browser.origin.version = 2
    return browser
  }

  it('is not read, and goes when an answer takes its place', async () => {
    const { disk, open } = await withRow()
    const { etagged } = open()
    expect(await etagged.peek('/me', memoryOnly)).toBeUndefined()
    expect((await etagged.json('/me', memoryOnly)).data).toEqual({ version: 'CANARY 2' })
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    const next = open()
    expect(await next.etagged.peek('/me')).toBeUndefined()
  })

  it('goes also when the clock was ahead as the former answer came', async () => {
    const { disk, clock, origin, open } = aBrowser()
    const { etagged } = open()
    clock.set(clock.now() + 1000)
    await etagged.json('/me')
    clock.set(clock.now() - 1000)
    origin.version = 2
    await etagged.json('/me', { ...memoryOnly, cache: 'no-cache' })
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    expect(etagged.peekMemory('/me')?.data).toEqual({ version: 'CANARY 2' })
  })

  it('stays where the origin gives no answer that is kept', async () => {
    const { disk, open } = await withRow()
    const { etagged } = open({ fetch: async () => new Response(null, { status: 500 }) })
    await etagged.json('/me', memoryOnly).catch(() => undefined)
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
  })
})

it('a call that may persist writes what the one before kept in memory', async () => {
  const { disk, clock, open } = aBrowser()
  const { etagged } = open()
  await etagged.json('/me', memoryOnly)
  clock.advance(20)
  expect((await etagged.json('/me')).outcome).toMatchObject({ fwdStatus: 304 })
  await etagged.idle()
  expect(disk.rows('anonymous')).toHaveLength(1)
})

it('a HEAD that may not persist leaves on disk what is there, and freshens it', async () => {
  const { disk, clock, open } = aBrowser()
  const { etagged } = open()
  await etagged.json('/me')
  await etagged.idle()
  clock.advance(20)
  await etagged.json('/me', { ...memoryOnly, method: 'HEAD' }).catch(() => undefined)
  await etagged.idle()
  expect(disk.rows('anonymous')).toMatchObject([{ requestTime: clock.now() }])
})

it('I47: what a server dehydrated is not written where it is hydrated', async () => {
  const { disk, open } = aBrowser()
  const server = open({ store: createMemoryDisk().persistence })
  await server.etagged.json('/me', memoryOnly)
  await server.etagged.json('/coins')
  const state = JSON.parse(JSON.stringify(server.etagged.dehydrate())) as unknown
  const { etagged } = open()
  etagged.hydrate(state)
  expect(etagged.peekMemory('/me', memoryOnly)?.data).toEqual({ version: 'CANARY 1' })
  await etagged.idle()
  expect(disk.rows('anonymous').map(({ url }) => url)).toEqual(['https://api.test/coins'])
})
