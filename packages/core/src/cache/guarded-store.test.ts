import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Call, createDisk } from '../durable.test-store.ts'
import { createManualClock, type ManualClock } from '../manual.test-clock.ts'
import { type Origin, startOrigin, tagged } from '../origin.test-server.ts'
import { createRecordedClient, turn } from '../recorded.test-client.ts'
import type { ResponseStore } from '../stores/response-store.ts'

let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
})
afterEach(() => origin.reset())
afterAll(() => origin[Symbol.asyncDispose]())

type Fault = (call: Call) => void | Promise<void>

function rejected(reason: unknown): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  reject(reason)
  return promise
}

const faults: readonly { readonly how: string; readonly fault: Fault }[] = [
  {
    how: 'throws',
    fault: () => {
      throw new Error('disk on fire')
    },
  },
  { how: 'rejects', fault: async () => Promise.reject(new Error('disk on fire')) },
  { how: 'rejects with null, as idb-keyval does', fault: async () => rejected(null) },
  { how: 'never settles', fault: async () => Promise.withResolvers<void>().promise },
]

const methods = ['open', 'get', 'put', 'freshen', 'invalidate', 'delete', 'keys', 'end'] as const

const matrix = methods.flatMap((method) => faults.map(({ how, fault }) => ({ method, how, fault })))

/** Lets a while pass at the pace at which the work under way asks for it. */
async function passing<T>(work: Promise<T>, clock: ManualClock): Promise<T> {
  const under = { way: true }
  const done = work.finally(() => {
    under.way = false
  })
  while (under.way) {
    await turn()
    clock.advance(0.05)
  }
  return done
}

describe('I34: whatever the store does, the network answers', () => {
  it.each(matrix)('$method $how', async ({ method, fault }) => {
    const disk = createDisk()
    disk.fault = (call) => (call.method === method ? fault(call) : undefined)
    const clock = createManualClock()
    const { etagged, of } = createRecordedClient({
      baseUrl: origin.url,
      store: disk.createStore,
      clock,
    })
    async function use(): Promise<void> {
      await etagged.signIn('alice')
      for (let round = 0; round < 6; round++) {
        origin.answer(`/coins/${round}`, tagged('"1"', { round }))
        expect((await etagged.json(`/coins/${round}`)).data).toEqual({ round })
        expect((await etagged.json(`/coins/${round}`)).data).toEqual({ round })
        await etagged.fetch(`/coins/${round}`, { method: 'PUT' })
        await etagged.invalidate({ prefix: '/coins' })
        await etagged.remove({ url: `/coins/${round}` })
        await etagged.idle()
      }
      await etagged.remove('all')
      await etagged.signOut()
      await etagged.close()
    }
    await passing(use(), clock)
    const told = of('store-fault')
    expect(told.length).toBeGreaterThan(0)
    expect(told.length).toBeLessThanOrEqual(method === 'open' ? 2 : 4)
    clock.advance(1)
    expect(clock.waiting()).toBe(0)
  })

  it.each(faults)('I35: a store whose open $how is asked for nothing else', async ({ fault }) => {
    const disk = createDisk()
    disk.fault = (call) => (call.method === 'open' ? fault(call) : undefined)
    const clock = createManualClock()
    const { etagged, of } = createRecordedClient({
      baseUrl: origin.url,
      store: disk.createStore,
      clock,
    })
    origin.answer('/coins', tagged('"1"', {}))
    await passing(
      (async () => {
        await etagged.json('/coins')
        await etagged.json('/coins')
        await etagged.idle()
      })(),
      clock,
    )
    expect(of('store-fault')).toMatchObject([{ operation: 'open', mode: 'memory' }])
    expect(disk.calls.map(({ method }) => method)).toEqual(['open', 'close'])
    expect(etagged.stats().storeFaults).toBe(1)
  })

  it('a factory that throws is one fault in each session, and memory serves', async () => {
    const { etagged, of } = createRecordedClient({
      baseUrl: origin.url,
      store: () => {
        throw new Error('SecurityError')
      },
    })
    origin.answer('/coins', tagged('"1"', {}, { 'cache-control': 'max-age=60' }))
    await etagged.signIn('alice')
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
    await etagged.remove('all')
    await etagged.idle()
    const fault = { operation: 'open', mode: 'memory', because: 'Error: SecurityError' }
    expect(of('store-fault')).toMatchObject([fault])
    await etagged.signOut()
    await etagged.close()
    expect(of('store-fault')).toMatchObject([fault, fault])
  })

  it('a close that throws does not keep the session from ending', async () => {
    const disk = createDisk()
    const { etagged } = createRecordedClient({
      baseUrl: origin.url,
      store: (context) => ({
        ...disk.createStore(context),
        close() {
          throw new Error('closed twice')
        },
      }),
    })
    await etagged.json('/coins').catch(() => undefined)
    await expect(etagged.signIn('alice')).resolves.toMatchObject({ user: 'alice' })
    await expect(etagged.close()).resolves.toBeUndefined()
  })

  it('while the store opens, only the first read waits for it', async () => {
    const disk = createDisk()
    disk.fault = ({ method }) =>
      method === 'open' ? Promise.withResolvers<void>().promise : undefined
    const clock = createManualClock()
    const { etagged } = createRecordedClient({
      baseUrl: origin.url,
      store: disk.createStore,
      clock,
    })
    const first = etagged.peek('/coins')
    await turn()
    clock.advance(0.25)
    expect(await first).toBeUndefined()
    expect(await etagged.peek('/coins')).toBeUndefined()
  })

  /** A first question to a client whose store does not answer `slow` until the gate opens. */
  async function askWithSlow(slow: 'open' | 'get') {
    const disk = createDisk()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === slow ? gate.promise : undefined)
    const clock = createManualClock()
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged, of } = createRecordedClient({
      baseUrl: origin.url,
      store: disk.createStore,
      clock,
    })
    const answer = etagged.json('/coins')
    await turn()
    return { disk, gate, clock, etagged, of, answer }
  }

  it('a slow store does not hold the network back: 250 ms', async () => {
    const { gate, clock, of, answer } = await askWithSlow('get')
    expect(origin.requests).toHaveLength(0)
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

  it('I34: time in which the page was frozen is not counted against the store', async () => {
    const { disk, gate, clock, etagged, of, answer } = await askWithSlow('open')
    clock.freeze(3600)
    gate.resolve()
    await answer
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
    expect(of('store-fault')).toEqual([])
  })

  it('after three faults the store is let go of', async () => {
    const disk = createDisk()
    disk.fault = ({ method }) => {
      if (method === 'put') throw new Error('full')
    }
    const { etagged, of } = createRecordedClient({ baseUrl: origin.url, store: disk.createStore })
    for (const path of ['/a', '/b', '/c', '/d', '/e']) {
      origin.answer(path, tagged('"1"', {}))
      await etagged.json(path)
      await etagged.idle()
    }
    expect(of('store-fault').map(({ mode }) => mode)).toEqual([
      'persistent',
      'persistent',
      'memory',
    ])
    expect(disk.calls.at(-1)?.method).toBe('close')
  })
})

describe('I41: what a store gives is untrusted', () => {
  const good = {
    url: 'https://api.test/coins',
    nominated: [],
    status: 200,
    statusText: 'OK',
    fields: [['cache-control', 'max-age=60']],
    requestTime: 1_800_000_000,
    responseTime: 1_800_000_000,
    invalidated: false,
    body: { id: 'a', content: '{"from":"disk"}', bytes: 15 },
  }

  /** A store whose `get` gives this. */
  function giving(rows: (key: string) => unknown): () => ResponseStore {
    const nothing = (): void => {}
    return () => ({
      open: nothing,
      get: (key) => rows(key) as [],
      put: nothing,
      freshen: nothing,
      invalidate: nothing,
      delete: nothing,
      keys: () => [],
      end: nothing,
      close: nothing,
    })
  }

  const client = (store: () => ResponseStore) =>
    createRecordedClient({
      baseUrl: 'https://api.test',
      store,
      fetch: async () => Response.json({ from: 'network' }),
    })

  it('a good row is served', async () => {
    const { etagged } = client(giving((key) => [{ key, ...good }]))
    expect((await etagged.json('/coins')).data).toEqual({ from: 'disk' })
  })

  it.each([undefined, null, 'rows', 1, {}, new Map()])('%o is no list: a fault', async (rows) => {
    const { etagged, of } = client(giving(() => rows))
    expect((await etagged.json('/coins')).data).toEqual({ from: 'network' })
    expect(of('store-fault')).toMatchObject([{ operation: 'get' }])
  })

  it.each<{ says: string; row: unknown }>([
    { says: 'null', row: null },
    { says: 'text', row: 'row' },
    { says: 'an empty object', row: {} },
    { says: 'another key', row: { ...good, key: 'omit GET https://api.test/coins' } },
    { says: 'inherited members', row: Object.create(good) as unknown },
    { says: 'a status that no Response can have', row: { ...good, status: 1 } },
    { says: 'a status that is no number', row: { ...good, status: '200' } },
    { says: 'a reason phrase beyond Latin-1', row: { ...good, statusText: '好' } },
    { says: 'a reason phrase of several lines', row: { ...good, statusText: 'a\nb' } },
    { says: 'fields that are no list', row: { ...good, fields: { etag: '"1"' } } },
    { says: 'a field without a value', row: { ...good, fields: [['etag']] } },
    { says: 'a field line that is text', row: { ...good, fields: ['et'] } },
    { says: 'a field name that is none', row: { ...good, fields: [['e tag', '1']] } },
    { says: 'a field name in capitals', row: { ...good, fields: [['ETag', '1']] } },
    { says: 'a field value beyond Latin-1', row: { ...good, fields: [['etag', '"\u0100"']] } },
    { says: 'a field value of several lines', row: { ...good, fields: [['etag', 'a\r\nb: c']] } },
    { says: 'a value that is no text', row: { ...good, fields: [['etag', 1]] } },
    { says: 'nominated fields that are none', row: { ...good, nominated: null } },
    { says: 'an instant that is none', row: { ...good, responseTime: Number.NaN } },
    { says: 'an instant that is text', row: { ...good, requestTime: '0' } },
    { says: 'an invalidation that is neither yes nor no', row: { ...good, invalidated: 0 } },
    { says: 'no body', row: { ...good, body: undefined } },
    { says: 'a body that is data', row: { ...good, body: { ...good.body, content: {} } } },
    { says: 'a body without a name', row: { ...good, body: { ...good.body, id: 1 } } },
    { says: 'a length that is none', row: { ...good, body: { ...good.body, bytes: 1.5 } } },
    { says: 'a URL that is none', row: { ...good, url: 1 } },
  ])('a row with $says is a miss, and no fault', async ({ row }) => {
    const isBare = typeof row !== 'object' || row === null || Object.hasOwn(row, 'key')
    const { etagged, of } = client(giving((key) => [isBare ? row : Object.assign(row, { key })]))
    const response = await etagged.fetch('/coins')
    expect(await response.json()).toEqual({ from: 'network' })
    expect(of('store-fault')).toEqual([])
  })
})
