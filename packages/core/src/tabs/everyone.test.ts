import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { createRecordedClient, turn } from '../recorded.test-client.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { formatMessage } from './messages.ts'
import { createSimulatedOrigin } from './simulated.test-tabs.ts'

const everyones = { policy: { audience: 'everyone' } } as const
const url = (path: string) => `https://api.test${path}`

/** Alice's tab and Bob's, on one disk, and an origin whose resources change when they are written. */
async function twoUsers() {
  const disk = createMemoryDisk()
  const clock = createManualClock()
  const browser = createSimulatedOrigin()
  const origin = { version: 1, asked: [] as string[] }
  const network: typeof fetch = async (input, init) => {
    const { method, url: asked } = new Request(input, init)
    origin.asked.push(`${method} ${new URL(asked).pathname}`)
    if (method === 'PUT') {
      origin.version++
      return new Response(null, { status: 204 })
    }
    const headers = { etag: `"${origin.version}"`, 'cache-control': 'max-age=60' }
    return new Headers(init?.headers).get('if-none-match') === headers.etag
      ? new Response(null, { status: 304, headers })
      : Response.json({ version: origin.version }, { headers })
  }
  async function open(user: string) {
    const tab = browser.open()
    const made = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: network,
      store: disk.persistence,
      tabs: tab.tabs,
      clock,
    })
    await made.etagged.signIn(user)
    return { ...made, tab }
  }
  return { disk, clock, browser, origin, alice: await open('alice'), bob: await open('bob') }
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 10; turns++) await turn()
}

describe('I46: two users in two tabs share what is everyone’s', () => {
  it('what one stored the other has, and is told of it', async () => {
    const { origin, alice, bob } = await twoUsers()
    await bob.etagged.json('/coins', everyones)
    await alice.etagged.idle()
    origin.version = 2
    await alice.etagged.json('/coins', { ...everyones, cache: 'no-cache' })
    await alice.etagged.idle()
    await settle()
    expect(bob.of('update')).toMatchObject([{ generation: 'everyone', url: url('/coins') }])
    expect(bob.etagged.peekMemory('/coins', everyones)?.data).toEqual({ version: 2 })
  })

  it('one request is enough for both', async () => {
    const { origin, alice, bob } = await twoUsers()
    await alice.etagged.peek('/coins', everyones)
    await bob.etagged.peek('/coins', everyones)
    const answers = await Promise.all([
      alice.etagged.json('/coins', everyones),
      bob.etagged.json('/coins', everyones),
    ])
    expect(answers.map(({ data }) => data)).toEqual([{ version: 1 }, { version: 1 }])
    expect(origin.asked).toEqual(['GET /coins'])
  })

  it.each([
    { how: 'a write', change: 'PUT' },
    { how: 'invalidate', change: 'invalidate' },
    { how: 'remove', change: 'remove' },
  ])('I19: by $how in one the other asks again', async ({ change }) => {
    const { alice, bob, origin } = await twoUsers()
    await bob.etagged.json('/coins', everyones)
    await bob.etagged.json('/coins')
    const { etagged } = alice
    if (change === 'PUT') await etagged.fetch('/coins', { method: 'PUT' })
    else if (change === 'remove') await etagged.remove('all')
    else await etagged.invalidate({ url: '/coins' })
    await etagged.idle()
    await settle()
    origin.version = 3
    expect((await bob.etagged.json('/coins', everyones)).data).toEqual({ version: 3 })
    // His own is his own.
    expect((await bob.etagged.json('/coins')).outcome.kind).toBe('hit')
    const told = [...bob.of('invalidation'), ...bob.of('removal')]
    expect(told).toMatchObject([{ generation: 'everyone', because: 'another-tab' }])
  })

  it('a sign-out in one takes nothing from the other', async () => {
    const { alice, bob, origin } = await twoUsers()
    await bob.etagged.json('/coins', everyones)
    await alice.etagged.json('/coins', everyones)
    await alice.etagged.signOut()
    await settle()
    expect((await bob.etagged.json('/coins', everyones)).outcome.kind).toBe('hit')
    expect((await alice.etagged.json('/coins', everyones)).outcome.kind).toBe('hit')
    expect(origin.asked).toEqual(['GET /coins'])
  })

  it('I45: that it had ended, a forged message only makes the disk be asked', async () => {
    const { browser, alice, disk } = await twoUsers()
    await alice.etagged.json('/coins', everyones)
    await alice.etagged.idle()
    const forger = browser.open().factory({
      partition: 'everyone',
      onMessage: () => undefined,
      onWake: () => undefined,
    })
    const { session } = alice.etagged
    const asked = () => disk.calls.filter(({ method }) => method === 'isCurrent').length
    const before = asked()
    forger.post(formatMessage({ type: 'ended', at: alice.clock.now() }))
    await settle()
    expect(asked()).toBe(before + 1)
    expect(alice.etagged.session).toBe(session)
    expect((await alice.etagged.json('/coins', everyones)).outcome.kind).toBe('hit')
  })

  it('I5: a tab that wakes asks about it before it reads, and hides nothing', async () => {
    const { alice, disk } = await twoUsers()
    await alice.etagged.json('/coins', everyones)
    await alice.etagged.idle()
    const told = alice.of('session').length
    const gate = Promise.withResolvers<void>()
    disk.delay = ({ method, partition }) =>
      method === 'isCurrent' && partition === 'everyone' ? gate.promise : undefined
    alice.tab.wake('restored')
    expect(alice.etagged.peekMemory('/coins', everyones)).toBeUndefined()
    expect(alice.etagged.entries()).toEqual([])
    expect(alice.etagged.dehydrate()).toMatchObject({ responses: [], everyone: [] })
    await settle()
    // Her own session's, which was verified at once.
    expect(alice.of('session').slice(told)).toMatchObject([
      { verifying: true },
      { verifying: false },
    ])
    gate.resolve()
    await settle()
    expect(alice.etagged.peekMemory('/coins', everyones)).toBeDefined()
    expect(alice.of('session')).toHaveLength(told + 2)
  })
})
