import { describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../manual.test-clock.ts'
import { createRecordedClient, rejectionOf, turn } from '../recorded.test-client.ts'
import type { ResponseStore, StoreFactory } from '../stores/response-store.ts'
import { createMemoryDisk, type MemoryDisk } from '../testing/memory-disk.ts'
import { createPersistence } from './create-persistence.ts'
import { createSimulatedOrigin } from '../tabs/simulated.test-tabs.ts'

const fresh = { 'cache-control': 'max-age=60' }

/** A network whose answers name the path and how often it was asked for. */
function createCountingNetwork(fields: Record<string, string> = fresh): typeof fetch {
  const asked = new Map<string, number>()
  return async (input, init) => {
    const { pathname } = new URL(new Request(input).url)
    if (init?.method === 'PUT') return new Response(null, { status: 204 })
    const times = (asked.get(pathname) ?? 0) + 1
    asked.set(pathname, times)
    return Response.json({ pathname, times }, { headers: { etag: `"${times}"`, ...fields } })
  }
}

function client(
  store: StoreFactory,
  options: Parameters<typeof createRecordedClient>[0] & { readonly clock?: ManualClock } = {},
) {
  const fetch = createCountingNetwork()
  return createRecordedClient({
    baseUrl: 'https://api.test',
    fetch,
    store: createPersistence(store),
    ...options,
  })
}

/** A disk's stores, with these methods in place of their own. */
function withMethods(disk: MemoryDisk, given: Partial<ResponseStore>): StoreFactory {
  return (context) => ({ ...disk.createStore(context), ...given })
}

const methodsOf = ({ calls }: MemoryDisk) => calls.map(({ method }) => method)
const timesCalled = (disk: MemoryDisk, method: keyof ResponseStore) =>
  methodsOf(disk).filter((called) => called === method).length

function thrower(error: unknown): () => never {
  return () => {
    throw error
  }
}

/** So much time passes while the work under way takes its turns. */
const STEP = 0.05

/** Lets a while pass at the pace at which the work under way asks for it. */
async function passing<T>(work: Promise<T>, clock: ManualClock): Promise<T> {
  const under = { way: true }
  const done = work.finally(() => {
    under.way = false
  })
  while (under.way) {
    await turn()
    clock.advance(STEP)
  }
  return done
}

/** A method that does this, whatever it should. */
type Misdeed = () => never

function wrongValue(): never {
  return { no: 'such thing' } as never
}

const misdeeds: readonly { readonly how: string; readonly misdeed: Misdeed }[] = [
  { how: 'throws', misdeed: thrower(new Error('disk on fire')) },
  { how: 'rejects', misdeed: () => Promise.reject(new Error('disk on fire')) as never },
  {
    how: 'rejects with null, as idb-keyval does',
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- that is the misdeed
    misdeed: () => Promise.reject(null) as never,
  },
  { how: 'never settles', misdeed: () => Promise.withResolvers<void>().promise as never },
  { how: 'gives a wrong value', misdeed: wrongValue },
]

const methods = [
  'open',
  'get',
  'put',
  'freshen',
  'invalidate',
  'delete',
  'keys',
  'isCurrent',
  'flush',
  'end',
  'distrust',
  'close',
] as const

const matrix = methods.flatMap((method) => misdeeds.map((row) => ({ method, ...row })))

describe('I34: whatever the store does, the network answers within budgets', () => {
  it.each(matrix)('$method $how', async ({ method, misdeed }) => {
    const disk = createMemoryDisk()
    // These two are called only after other faults.
    const cause = method === 'distrust' || method === 'close' ? { put: thrower(null) } : {}
    const store: StoreFactory = (context) => {
      const own = disk.createStore(context)
      // Who opens nothing is no store; this one opens, and gives something back.
      if (method === 'open' && misdeed === wrongValue) void own.open()
      return { ...own, ...cause, [method]: misdeed }
    }
    const clock = createManualClock()
    const tab = createSimulatedOrigin().open()
    const { etagged, of } = client(store, {
      clock,
      tabs: tab.tabs,
      fetch: createCountingNetwork({ 'cache-control': 'no-cache' }),
    })
    await passing(etagged.signIn('alice'), clock)
    async function use(): Promise<void> {
      for (let round = 1; round <= 12; round++) {
        tab.wake('shown')
        const first = await etagged.json('/coins')
        expect(first.data).toEqual({ pathname: '/coins', times: 2 * round - 1 })
        const other = await etagged.json('/coins')
        expect(other.data).toEqual({ pathname: '/coins', times: 2 * round })
        await etagged.fetch('/coins', { method: 'PUT' })
        await etagged.invalidate({ prefix: '/coins' })
        await etagged.remove({ url: '/coins' })
        await etagged.idle()
      }
      await etagged.remove('all')
    }
    await passing(use(), clock)
    const waits = of('request').map(({ duration }) => duration)
    expect(Math.max(...waits)).toBeLessThanOrEqual(0.25 + 2 * STEP)
    const began = clock.now()
    await passing(etagged.signOut(), clock)
    expect(clock.now() - began).toBeLessThanOrEqual(1 + 2 * STEP)
    await passing(etagged.close(), clock)
    expect(of('store-fault').length).toBeLessThanOrEqual(8)
    clock.advance(10)
    expect(clock.waiting()).toBe(0)
  })

  it('while the store opens, only the first read waits for it', async () => {
    const clock = createManualClock()
    const open: Misdeed = () => Promise.withResolvers<void>().promise as never
    const { etagged } = client(withMethods(createMemoryDisk(), { open }), { clock })
    const first = etagged.peek('/coins')
    await turn()
    clock.advance(0.25)
    expect(await first).toBeUndefined()
    expect(await etagged.peek('/coins')).toBeUndefined()
  })

  /** A first question to a client whose store does not answer `slow` until the gate opens. */
  async function askWithSlow(slow: 'open' | 'get') {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === slow ? gate.promise : undefined)
    const clock = createManualClock()
    const made = client(disk.createStore, { clock })
    const answer = made.etagged.json('/coins')
    await turn()
    return { disk, gate, answer, ...made }
  }

  it('a slow store does not hold the network back: 250 ms', async () => {
    const { gate, clock, of, answer } = await askWithSlow('get')
    expect(of('request')).toEqual([])
    clock.advance(0.25)
    await answer
    expect(of('store-fault')).toMatchObject([
      { operation: 'get', mode: 'persistent', because: 'BudgetExceeded: no answer within 0.25 s' },
    ])
    gate.resolve()
    await turn()
    expect(of('store-fault')).toHaveLength(1)
  })

  it('a store that takes its time to open is waited for, and not for longer than 1 s', async () => {
    const { disk, gate, clock, etagged, of, answer } = await askWithSlow('open')
    clock.advance(0.25)
    await answer
    expect(of('store-fault')).toEqual([])
    clock.advance(0.5)
    gate.resolve()
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(of('store-fault')).toEqual([])
  })

  it('time in which the page was frozen is not counted against the store', async () => {
    const { disk, gate, clock, etagged, of, answer } = await askWithSlow('open')
    clock.freeze(3600)
    gate.resolve()
    await answer
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(of('store-fault')).toEqual([])
  })

  it('a close that throws does not keep the session from ending', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client(withMethods(disk, { close: thrower(new Error('closed twice')) }))
    await etagged.json('/coins')
    await expect(etagged.signIn('alice')).resolves.toMatchObject({ user: 'alice' })
    await expect(etagged.close()).resolves.toBeUndefined()
  })
})

describe('I35: a store is opened again when that can help, three times a session', () => {
  it('after an opening that failed, the next question opens it', async () => {
    const disk = createMemoryDisk()
    let isFirst = true
    disk.fault = ({ method }) => {
      if (method !== 'open' || !isFirst) return
      isFirst = false
      throw new DOMException('Internal error opening backing store', 'UnknownError')
    }
    const { etagged, of } = client(disk.createStore)
    await etagged.json('/coins')
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(of('store-fault')).toMatchObject([{ operation: 'open', mode: 'persistent' }])
  })

  it('what waits to be written opens it once more when the opening took too long', async () => {
    const disk = createMemoryDisk()
    const gates = [Promise.withResolvers<void>()]
    disk.fault = async ({ method }) => (method === 'open' ? gates.pop()?.promise : undefined)
    const clock = createManualClock()
    const { etagged, of } = client(disk.createStore, { clock })
    const answer = etagged.json('/coins')
    await turn()
    clock.advance(0.25)
    await answer
    const invalidated = etagged.invalidate({ url: '/coins' })
    await turn()
    clock.advance(0.75)
    await invalidated
    await etagged.idle()
    const calls = disk.calls.filter(({ partition }) => partition === 'anonymous')
    const written = calls
      .map(({ method }) => method)
      .filter((method) => /put|invalidate/.test(method))
    expect(written).toEqual(['put', 'invalidate'])
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(of('store-fault')).toMatchObject([{ operation: 'open', mode: 'persistent' }])
  })

  it.each(misdeeds.slice(0, 4))('one whose open $how is opened four times', async ({ misdeed }) => {
    const disk = createMemoryDisk()
    let opens = 0
    const open: Misdeed = () => {
      opens++
      return misdeed()
    }
    const clock = createManualClock()
    const { etagged, of } = client(withMethods(disk, { open }), { clock })
    async function use(): Promise<void> {
      for (let round = 0; round < 20; round++) {
        await etagged.json(`/coins/${round}`)
        await etagged.idle()
      }
    }
    await passing(use(), clock)
    expect(opens).toBe(4)
    const modes = of('store-fault').map(({ mode }) => mode)
    expect(modes).toEqual(['persistent', 'persistent', 'persistent', 'memory'])
    expect(new Set(methodsOf(disk))).toEqual(new Set(['get', 'close', 'distrust']))
    expect(etagged.stats().storeFaults).toBe(4)
  })

  it('a connection that comes after its time is closed', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'open' ? gate.promise : undefined)
    const clock = createManualClock()
    const { etagged } = client(disk.createStore, { clock })
    const answer = etagged.json('/coins')
    await turn()
    clock.advance(1)
    await answer
    await turn()
    disk.fault = undefined
    const closedBefore = timesCalled(disk, 'close')
    gate.resolve()
    await turn()
    expect(timesCalled(disk, 'close')).toBe(closedBefore + 1)
  })

  it('one that keeps losing its connection is asked four times', async () => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'get')
        throw new DOMException('The connection is closing.', 'InvalidStateError')
    }
    const { etagged, of } = client(disk.createStore)
    for (let round = 0; round < 20; round++) {
      await etagged.json(`/coins/${round}`)
      await etagged.idle()
    }
    expect(timesCalled(disk, 'get')).toBe(4)
    expect(of('store-fault').at(-1)).toMatchObject({ operation: 'get', mode: 'memory' })
    expect(of('store-fault')).toHaveLength(4)
    // I7: another store could adopt another generation.
    expect(timesCalled(disk, 'open')).toBe(1)
  })

  it('a lost connection is one fault, however much was under way on it', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const { etagged, of } = client(disk.createStore)
    const answers = ['/a', '/b', '/c', '/d', '/e'].map((path) => etagged.json(path))
    await turn()
    gate.reject(new DOMException('Connection to Indexed Database server lost.', 'UnknownError'))
    await Promise.all(answers)
    await etagged.idle()
    expect(of('store-fault')).toHaveLength(1)
  })

  it('after three unexplained faults in a row it is let go of', async () => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'put') throw new Error('disk on fire')
    }
    const { etagged, of } = client(disk.createStore)
    for (const path of ['/a', '/b', '/c', '/d', '/e']) {
      await etagged.json(path)
      await etagged.idle()
    }
    expect(of('store-fault').map(({ mode }) => mode)).toEqual([
      'persistent',
      'persistent',
      'memory',
    ])
    expect(methodsOf(disk).slice(-2)).toEqual(['distrust', 'close'])
  })

  it('a factory that throws is asked once in each part of the cache, and memory serves', async () => {
    let asked = 0
    const { etagged, of } = client(() => {
      asked++
      throw new Error('SecurityError')
    })
    await etagged.signIn('alice')
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
    await etagged.remove('all')
    await etagged.idle()
    const fault = { operation: 'open', mode: 'memory', because: 'Error: SecurityError' }
    expect(of('store-fault')).toMatchObject([fault, { ...fault, generation: 'everyone' }])
    expect(asked).toBe(2)
  })
})

describe('I36: a fault is treated by its kind', () => {
  it.each([
    new DOMException('Failed to write blobs (IOError)', 'DataError'),
    new DOMException('could not be cloned', 'DataCloneError'),
  ])('$name is about one value: it is told, and counts for nothing', async (error) => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'put') throw error
    }
    const { etagged, of } = client(disk.createStore)
    for (let round = 0; round < 20; round++) await etagged.json(`/coins/${round}`)
    await etagged.idle()
    expect(timesCalled(disk, 'put')).toBe(20)
    expect(timesCalled(disk, 'open')).toBe(1)
    const faults = of('store-fault')
    expect(faults.map(({ mode }) => mode)).toEqual(['persistent', 'persistent', 'persistent'])
  })

  it('I38: without room nothing is put for a minute, and everything else goes on', async () => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'put') throw new DOMException('', 'QuotaExceededError')
    }
    const { etagged, clock, of } = client(disk.createStore)
    async function ask(path: string): Promise<void> {
      await etagged.json(path)
      await etagged.idle()
    }
    for (const path of ['/a', '/b', '/c', '/d', '/e']) await ask(path)
    expect(timesCalled(disk, 'put')).toBe(1)
    expect(of('store-fault')).toMatchObject([{ operation: 'put', mode: 'persistent' }])
    clock.advance(59)
    await ask('/f')
    expect(timesCalled(disk, 'put')).toBe(1)
    disk.fault = undefined
    clock.advance(1)
    await ask('/g')
    expect(disk.rows('anonymous').map(({ url }) => url)).toEqual(['https://api.test/g'])
    expect(timesCalled(disk, 'open')).toBe(1)
  })

  it('a clock that goes back does not prolong the pause', async () => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'put') throw new DOMException('', 'QuotaExceededError')
    }
    const { etagged, clock } = client(disk.createStore)
    await etagged.json('/a')
    await etagged.idle()
    clock.set(clock.now() - 3600)
    disk.fault = undefined
    await etagged.json('/b')
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
  })

  it('an ended generation is no fault', async () => {
    const disk = createMemoryDisk()
    const { etagged, of } = client(disk.createStore)
    await etagged.signIn('alice')
    const other = client(disk.createStore)
    await other.etagged.signIn('alice')
    await turn()
    await other.etagged.signOut()
    await rejectionOf(etagged.json('/me'))
    expect(of('store-fault')).toEqual([])
  })
})

describe('what the disk does not learn of is not read from it as if nothing had happened', () => {
  async function filled() {
    const disk = createMemoryDisk()
    const before = client(disk.createStore)
    await before.etagged.json('/coins')
    await before.etagged.close()
    return disk
  }

  it.each(['invalidate', 'delete'] as const)(
    'a %s that failed is heeded when the disk is read, and the next page finds no rows',
    async (method) => {
      const disk = await filled()
      disk.fault = (call) => {
        if (call.method === method) throw new Error('disk on fire')
      }
      const { etagged, of } = client(disk.createStore)
      if (method === 'delete') await etagged.remove('all')
      else await etagged.invalidate({ prefix: '/' })
      expect((await etagged.json('/coins')).outcome.kind).toBe('forwarded')
      // Of each part of the cache.
      const fault = { operation: method, mode: 'persistent' }
      expect(of('store-fault')).toMatchObject([fault, { ...fault, generation: 'everyone' }])
      disk.fault = undefined
      const next = client(disk.createStore)
      expect(await next.etagged.peek('/coins')).toBeUndefined()
    },
  )

  it('what is stored after a removal that failed is found', async () => {
    const disk = createMemoryDisk()
    disk.fault = ({ method }) => {
      if (method === 'delete') throw new Error('disk on fire')
    }
    const { etagged, clock } = client(disk.createStore, { memory: { maxBytes: 0 } })
    await etagged.json('/coins')
    await etagged.remove('all')
    expect(await etagged.peek('/coins')).toBeUndefined()
    clock.advance(1)
    await etagged.json('/coins')
    await etagged.idle()
    expect(await etagged.peek('/coins')).toMatchObject({ data: { times: 2 } })
  })

  it('in memory mode an invalidation is not lost: the next page finds no rows', async () => {
    const disk = await filled()
    disk.fault = ({ method }) => {
      if (method === 'get') throw new Error('disk on fire')
    }
    const { etagged, of } = client(disk.createStore)
    for (let round = 0; round < 3; round++) await etagged.peek('/coins')
    expect(of('store-fault').at(-1)?.mode).toBe('memory')
    await etagged.invalidate({ url: '/coins' })
    await etagged.close()
    disk.fault = undefined
    const after = client(disk.createStore)
    expect((await after.etagged.json('/coins')).outcome.kind).toBe('forwarded')
  })

  it('one that was skipped since the disk did not open is made up for', async () => {
    const disk = await filled()
    disk.fault = ({ method }) => {
      if (method === 'open') throw new Error('disk on fire')
    }
    const { etagged } = client(disk.createStore)
    await etagged.invalidate({ url: '/coins' })
    await etagged.close()
    disk.fault = undefined
    const after = client(disk.createStore)
    expect((await after.etagged.json('/coins')).outcome.kind).toBe('forwarded')
  })

  it('a read that overtakes an invalidation sees it', async () => {
    const disk = await filled()
    const clock = createManualClock(1_800_000_010)
    const invalidate: Misdeed = () => Promise.withResolvers<void>().promise as never
    const { etagged } = client(withMethods(disk, { invalidate }), { clock })
    void etagged.invalidate({ url: '/coins' })
    expect((await etagged.json('/coins')).outcome).toMatchObject({ fwd: 'stale' })
  })

  it('a read that overtakes a removal finds nothing', async () => {
    const disk = await filled()
    const remove: Misdeed = () => Promise.withResolvers<void>().promise as never
    const { etagged } = client(withMethods(disk, { delete: remove }))
    void etagged.remove({ url: '/coins' })
    expect(await etagged.peek('/coins')).toBeUndefined()
  })

  it('a response that is not taken does not leave its predecessor behind', async () => {
    const disk = await filled()
    const before = disk.rows('anonymous')
    const { etagged } = client(withMethods(disk, { put: () => false }))
    await etagged.json('/coins', { cache: 'reload' })
    await etagged.idle()
    expect(before).toHaveLength(1)
    expect(disk.rows('anonymous')).toEqual([])
  })

  it('one that made room for others is put again when it is validated', async () => {
    const disk = createMemoryDisk()
    const tagged: typeof fetch = async (_, init) =>
      new Headers(init?.headers).has('if-none-match')
        ? new Response(null, { status: 304 })
        : Response.json({}, { headers: { etag: '"1"' } })
    const { etagged } = client(disk.createStore, { fetch: tagged })
    await etagged.json('/coins')
    await etagged.idle()
    const [row] = disk.rows('anonymous')
    const other = disk.createStore({ partition: 'anonymous', epoch: '1 ', report: () => undefined })
    await other.open()
    await other.delete([{ prefix: '' }])
    await etagged.json('/coins')
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ body: row?.body }])
  })
})

it('what waits for the store to open is called in its order, and nothing overtakes it', async () => {
  for (let pause = 0; pause < 30; pause++) {
    const disk = createMemoryDisk()
    const { etagged } = client(disk.createStore)
    const first = etagged.remove({ prefix: '/first' })
    for (let microtask = 0; microtask < pause; microtask++) await Promise.resolve()
    await Promise.all([first, etagged.remove({ prefix: '/second' })])
    const removals = disk.calls.filter(({ method }) => method === 'delete')
    expect(JSON.stringify(removals.map(({ argument }) => argument))).toMatch(/first.*second/)
  }
})

it('what is read while the store opens goes along with that, and overtakes no change', async () => {
  const disk = createMemoryDisk()
  const gate = Promise.withResolvers<void>()
  disk.fault = async ({ method }) => (method === 'open' ? gate.promise : undefined)
  const { etagged } = client(disk.createStore)
  const called = () =>
    disk.calls.filter(({ partition }) => partition === 'anonymous').map(({ method }) => method)
  const answers = [etagged.peek('/one'), etagged.peek('/other'), etagged.remove({ url: '/third' })]
  await turn()
  answers.push(etagged.peek('/third'))
  await turn()
  expect(called()).toEqual(['open', 'get', 'get'])
  gate.resolve()
  await Promise.all(answers)
  expect(called()).toEqual(['open', 'get', 'get', 'delete', 'get'])
})

it('what the store reports is told, and counted', async () => {
  const disk = createMemoryDisk()
  const { etagged, of } = client(disk.createStore)
  await etagged.json('/coins')
  const key = 'same-origin GET https://api.test/coins'
  disk.report('anonymous', { type: 'evicted', keys: [key], because: 'quota' })
  disk.report('anonymous', { type: 'damaged', key })
  disk.report('anonymous', { type: 'reopened' })
  const url = 'https://api.test/coins'
  expect(of('eviction')).toMatchObject([{ url, tier: 'disk', because: 'quota' }])
  expect(of('damage')).toMatchObject([{ url }])
  expect(of('reopening')).toHaveLength(1)
  expect(etagged.stats().evictions).toBe(1)
})
