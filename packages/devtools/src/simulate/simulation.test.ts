import { type CacheEvent, createEtagged, type EtaggedOptions } from '@etagged/core'
import { createQuota } from '@etagged/core/quota'
import { createMemoryDisk } from '@etagged/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createManualClock } from '../../../core/src/manual.test-clock.ts'
import { rejectionOf, turn } from '../../../core/src/recorded.test-client.ts'
import { createSimulation } from './simulation.ts'

const ORIGIN = 'https://api.test'
const COINS = `${ORIGIN}/coins`

/** A client around which anything can go wrong; its network answers with what stays fresh for 60 s. */
function open(options: EtaggedOptions = {}) {
  const simulation = createSimulation()
  const clock = createManualClock()
  const disk = createMemoryDisk()
  const network = vi.fn<typeof fetch>(async () =>
    Response.json({ a: 1 }, { headers: { etag: '"1"', 'cache-control': 'max-age=60' } }),
  )
  const given = { baseUrl: ORIGIN, fetch: network, clock, store: disk.persistence, ...options }
  const client = () => {
    const etagged = createEtagged(simulation.around(given))
    const events: CacheEvent[] = []
    etagged.subscribe((event) => events.push(event))
    /** The events of these types, each by what makes it that one. */
    const told = (...types: CacheEvent['type'][]): readonly string[] =>
      events.filter(({ type }) => types.includes(type)).map(named)
    return { etagged, told }
  }
  return { simulation, clock, disk, network, ...client(), given }
}

function named(event: CacheEvent): string {
  if (event.type === 'request') return `request ${event.outcome.kind} ${event.outcome.detail}`
  if (event.type !== 'store-fault') return event.type
  const { operation, because, mode } = event
  return `store-fault ${operation} ${because.replace(/:.*/, '')} ${mode}`
}

describe('while nothing is simulated', () => {
  it('a client does as without: one request, then a hit, and a row on disk', async () => {
    const { etagged, network, disk, told } = open()
    for (let times = 0; times < 2; times++) {
      expect((await etagged.json('/coins')).data).toEqual({ a: 1 })
    }
    await etagged.idle()
    expect(network).toHaveBeenCalledTimes(1)
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(told('request', 'store-fault')).toEqual([
      'request forwarded full-response',
      'request hit fresh',
    ])
  })

  it('the network is asked at once, with the same arguments, and its promise is what is given', () => {
    const { simulation, given, network } = open()
    const { fetch } = simulation.around(given)
    const init = { method: 'POST' }
    const promise = Promise.resolve(new Response())
    network.mockReturnValueOnce(promise)
    expect(fetch?.(COINS, init)).toBe(promise)
    expect(network).toHaveBeenCalledWith(COINS, init)
  })

  it('the global fetch is looked up at each call', async () => {
    const simulation = createSimulation()
    const { fetch: simulated } = simulation.around({})
    const global = vi.fn<typeof fetch>(async () => new Response('later'))
    vi.stubGlobal('fetch', global)
    expect(await (await simulated?.(COINS))?.text()).toBe('later')
  })

  it('other options stay as they are, and without a store there is none', () => {
    const { simulation, given } = open()
    expect(simulation.around({ ...given, assumeFresh: 5 })).toMatchObject({
      baseUrl: ORIGIN,
      assumeFresh: 5,
      store: { tabs: given.store.tabs },
    })
    expect(simulation.around({})).not.toHaveProperty('store')
  })

  it('time is the clock’s own, or the machine’s', () => {
    vi.useFakeTimers({ now: 5000 })
    onTestFinished(() => void vi.useRealTimers())
    const { simulation, given, clock } = open()
    expect(simulation.around(given).clock?.now()).toBe(clock.now())
    const machines = simulation.around({}).clock
    expect(machines?.now()).toBe(5)
    const task = vi.fn()
    machines?.after(2, task)
    vi.advanceTimersByTime(2000)
    expect(task).toHaveBeenCalledOnce()
  })
})

describe('the network', () => {
  it('that is offline rejects as fetch does, and the cache serves stale what it may', async () => {
    const { simulation, etagged, clock, network, told } = open({ staleIfError: 600 })
    await etagged.json('/coins')
    clock.advance(61)
    simulation.change({ network: 'offline' })
    const stale = await etagged.fetch('/coins')
    expect(await stale.json()).toEqual({ a: 1 })
    expect(told('request').at(-1)).toBe('request forwarded stale-if-error')
    const error = await rejectionOf(etagged.json('/others'))
    expect(error).toEqual(new TypeError('Failed to fetch'))
    expect(network).toHaveBeenCalledTimes(1)
  })

  it.each(['offline', 'slow', 'status-500', 'status-429'] as const)(
    'that is %s heeds a signal that has aborted before all else',
    async (fault) => {
      const { simulation, given, network } = open()
      const { fetch } = simulation.around(given)
      simulation.change({ network: fault })
      const signal = AbortSignal.abort('left')
      expect(await rejectionOf(fetch?.(COINS, { signal }) ?? Promise.resolve())).toBe('left')
      const request = new Request(COINS, { signal })
      expect(await rejectionOf(fetch?.(request) ?? Promise.resolve())).toBe('left')
      expect(network).not.toHaveBeenCalled()
    },
  )

  it('that is slow lets 2 s pass before the request goes', async () => {
    const { simulation, etagged, clock, network } = open()
    simulation.change({ network: 'slow' })
    const answer = etagged.json('/coins')
    await turn()
    clock.advance(1.9)
    await turn()
    expect(network).not.toHaveBeenCalled()
    clock.advance(0.1)
    expect((await answer).data).toEqual({ a: 1 })
    expect(network).toHaveBeenCalledTimes(1)
  })

  it('that is slow is left by who aborts, and no timer stays', async () => {
    const { simulation, etagged, clock, network } = open()
    simulation.change({ network: 'slow' })
    const controller = new AbortController()
    const answer = rejectionOf(etagged.fetch('/coins', { signal: controller.signal }))
    await turn()
    controller.abort()
    expect(await answer).toMatchObject({ name: 'AbortError' })
    await turn()
    clock.advance(10)
    await turn()
    expect(network).not.toHaveBeenCalled()
    expect(clock.waiting()).toBe(0)
  })

  it('can answer 500 by itself, as a problem that says where it comes from', async () => {
    const { simulation, etagged, network } = open()
    simulation.change({ network: 'status-500' })
    const response = await etagged.fetch('/coins')
    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Simulated by @etagged/devtools',
    })
    expect(network).not.toHaveBeenCalled()
    expect(etagged.entries()).toEqual([])
  })

  it('can answer 429, and a quota hears by when it may go again', async () => {
    const quota = createQuota({ tabs: false })
    const { simulation, etagged, clock, network } = open({ quota })
    simulation.change({ network: 'status-429' })
    expect((await etagged.fetch('/coins')).status).toBe(429)
    expect(network).not.toHaveBeenCalled()
    expect(quota.buckets()).toMatchObject([{ remaining: 0, resetAt: clock.now() + 30 }])
  })
})

describe('the clock', () => {
  it('that is an hour ahead makes stale what is fresh, and lets no timer go off', async () => {
    const { simulation, etagged, clock } = open()
    await etagged.json('/coins')
    expect(etagged.entries()).toMatchObject([{ isFresh: true, age: 0 }])
    simulation.change({ clockOffset: 3600 })
    expect(etagged.entries()).toMatchObject([{ isFresh: false, age: 3600 }])
    const { outcome } = await etagged.json('/coins')
    expect(outcome).toMatchObject({ kind: 'forwarded', fwd: 'stale' })
    expect(etagged.entries()).toMatchObject([{ validatedAt: clock.now() + 3600 }])
  })

  it('I27: that goes back makes stale what came meanwhile', async () => {
    const { simulation, etagged } = open()
    simulation.change({ clockOffset: 3600 })
    await etagged.json('/coins')
    simulation.change({ clockOffset: 0 })
    expect(etagged.entries()).toMatchObject([{ isFresh: false }])
  })

  it('changes nothing of how long a thing takes', () => {
    const { simulation, given, clock } = open()
    const elapsed = vi.fn<() => number>().mockReturnValue(7)
    const shifted = simulation.around({ ...given, clock: { ...clock, elapsed } }).clock
    simulation.change({ clockOffset: 3600 })
    expect(shifted?.elapsed?.()).toBe(7)
    expect(simulation.around(given).clock?.elapsed?.()).toBe(clock.now())
  })
})

describe('the disk', () => {
  it('that is full takes nothing: answers come all the same, and memory holds them', async () => {
    const { simulation, etagged, clock, disk, told } = open()
    await etagged.json('/coins')
    await etagged.idle()
    const before = (await etagged.size()).disk
    simulation.change({ disk: 'full' })
    expect((await etagged.json('/others')).data).toEqual({ a: 1 })
    await etagged.idle()
    expect((await etagged.size()).disk).toEqual(before)
    expect(etagged.entries()).toHaveLength(2)
    expect(told('store-fault')).toEqual(['store-fault put QuotaExceededError persistent'])

    simulation.change({ disk: 'none' })
    clock.advance(59)
    await etagged.json('/third')
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
    clock.advance(1)
    await etagged.json('/fourth')
    await etagged.idle()
    expect(disk.rows('anonymous').map(({ url }) => url)).toEqual([COINS, `${ORIGIN}/fourth`])
  })

  it('that is full freshens nothing either, and what is removed goes', async () => {
    const { simulation, etagged, clock, network, disk, told } = open()
    await etagged.json('/coins')
    await etagged.idle()
    const [{ requestTime } = { requestTime: 0 }] = disk.rows('anonymous')
    clock.advance(61)
    simulation.change({ disk: 'full' })
    network.mockResolvedValueOnce(new Response(null, { status: 304, headers: { etag: '"1"' } }))
    await etagged.json('/coins')
    await etagged.idle()
    expect(told('store-fault')).toEqual(['store-fault freshen QuotaExceededError persistent'])
    expect(disk.rows('anonymous')).toMatchObject([{ requestTime }])
    await etagged.remove('all')
    expect(disk.rows('anonymous')).toEqual([])
  })

  it('that loses its connection fails once, opens another one, and the next read is a hit', async () => {
    const { simulation, given, clock, disk, network, etagged, told } = open()
    await etagged.json('/coins')
    await etagged.json('/others')
    await etagged.idle()
    // Memory is not asked: it holds one of them at a time.
    const cold = createEtagged(simulation.around({ ...given, memory: { maxBytes: 1100 } }))
    const tiers: string[] = []
    const seen: string[] = []
    cold.subscribe((event) => {
      if (event.type === 'request') tiers.push(event.tier)
      else seen.push(named(event))
    })
    await cold.json('/coins')
    simulation.loseConnection()
    await cold.json('/others')
    clock.advance(0)
    await turn()
    await cold.json('/coins')
    await cold.idle()
    expect(tiers).toEqual(['disk', 'network', 'disk'])
    expect(seen.filter((name) => name !== 'eviction' && name !== 'session')).toEqual([
      'store-fault get InvalidStateError persistent',
      'reopening',
    ])
    expect(network).toHaveBeenCalledTimes(3)
    expect(disk.rows('anonymous')).toHaveLength(2)
    expect(clock.waiting()).toBe(0)
    expect(told('store-fault')).toEqual([])
  })

  it('I35: that loses it a fourth time is given up for the session', async () => {
    const { simulation, etagged, clock, told } = open()
    await etagged.json('/coins')
    await etagged.idle()
    for (let times = 0; times < 4; times++) {
      simulation.loseConnection()
      await etagged.size()
      clock.advance(0)
      await turn()
    }
    expect(told('store-fault').at(-1)).toBe('store-fault size InvalidStateError memory')
    expect(told('reopening')).toHaveLength(3)
    expect((await etagged.size()).disk).toBeUndefined()
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
  })

  it('I4: whatever is simulated, a sign-out removes what was the user’s', async () => {
    const { simulation, etagged, disk, told } = open()
    await etagged.signIn('alice')
    await etagged.json('/me')
    await etagged.idle()
    expect(disk.dump()).toContain('/me')
    simulation.change({ disk: 'full', network: 'offline' })
    simulation.loseConnection()
    await etagged.signOut()
    expect(disk.dump()).not.toContain('/me')
    expect(told('store-fault')).toEqual([])
  })

  it('that is not there cannot lose anything', () => {
    const simulation = createSimulation()
    simulation.around({})
    expect(() => simulation.loseConnection()).not.toThrow()
  })
})

describe('what is simulated', () => {
  it('is the same object until it changes, and whoever listens hears of that', () => {
    const simulation = createSimulation()
    const listener = vi.fn()
    const stop = simulation.subscribe(listener)
    const none = simulation.current()
    expect(none).toEqual({ network: 'none', clockOffset: 0, disk: 'none' })
    simulation.change({ network: 'none' })
    expect(simulation.current()).toBe(none)
    expect(listener).not.toHaveBeenCalled()
    simulation.change({ network: 'offline' })
    simulation.change({ clockOffset: 60 })
    expect(simulation.current()).toEqual({ network: 'offline', clockOffset: 60, disk: 'none' })
    expect(simulation.current()).toBe(simulation.current())
    expect(listener).toHaveBeenCalledTimes(2)
    stop()
    simulation.change(none)
    expect(listener).toHaveBeenCalledTimes(2)
  })
})
