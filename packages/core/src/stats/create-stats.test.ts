import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFailure, aHit, aMiss, anEviction, aValidation } from '../events.test-fixture.ts'
import type { CacheEvent } from '../cache/events.ts'
import { createTally } from '../counts.ts'
import type { EntryInfo, TierSizes } from '../inventory.ts'
import { createRecordedClient, rejectionOf } from '../recorded.test-client.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import { createStats, type LatencyKind, type StatsOptions } from './create-stats.ts'
import { quantileSketchFrom } from './quantile-sketch.ts'

const ORIGIN = 'https://api.test'
const endpoints = [{ path: '/coins' }, { path: '/coins/:mint' }]
const nothing: TierSizes = { memory: { entries: 0, bytes: 0 }, disk: undefined, diskParts: {} }

const anEntry = (path: string, isFresh = true): EntryInfo => ({
  url: `${ORIGIN}${path}`,
  method: 'GET',
  credentials: 'same-origin',
  audience: 'user',
  status: 200,
  tags: [],
  validatedAt: 0,
  age: 0,
  ttl: isFresh ? 5 : -5,
  isFresh,
  bytes: 10,
  memoryBytes: 1054,
  invalidated: false,
})

/** A client that does what a test says. */
function scripted(options?: StatsOptions) {
  const listeners = new Set<(event: CacheEvent) => void>()
  const held = { entries: [] as readonly EntryInfo[], sizes: async () => nothing }
  const client = {
    subscribe(listener: (event: CacheEvent) => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    entries: () => held.entries,
    size: () => held.sizes(),
  }
  const stats = createStats(client, options)
  const tell = (...events: readonly CacheEvent[]): void => {
    for (const event of events) for (const listener of listeners) listener(event)
  }
  return { stats, tell, held }
}

const at = (path: string): { readonly url: string } => ({ url: `${ORIGIN}${path}` })

const aSession = (because: 'sign-in' | 'sign-out'): CacheEvent => ({
  type: 'session',
  at: 0,
  generation: because,
  partition: 'p',
  because,
  verifying: false,
})

describe('the report', () => {
  it('of nothing has zeros and no latency', () => {
    const { stats } = scripted()
    expect(stats.read()).toEqual({
      ...createTally(),
      entries: 0,
      validEntries: 0,
      memoryBytes: 0,
      storeFaults: 0,
      hitRate: 0,
      validatedRate: 0,
      evictionRate: 0,
      latency: {},
      endpoints: {},
    })
  })

  it('counts what happened, and tells rates', () => {
    const { stats, tell } = scripted()
    tell(aMiss(), aHit(), aHit(), aValidation(), anEviction(), aFailure())
    tell({
      type: 'store-fault',
      at: 0,
      generation: 'g',
      operation: 'get',
      because: 'x',
      mode: 'persistent',
    })
    expect(stats.read()).toMatchObject({
      requests: 4,
      hits: 2,
      validated: 1,
      misses: 1,
      failures: 1,
      hitRate: 0.5,
      validatedRate: 0.25,
      stored: 1,
      evictions: 1,
      evictionRate: 1,
      bytesReceived: 10,
      bytesSaved: 30,
      storeFaults: 1,
    })
  })

  it('has what memory holds now, and how much of it is fresh now', () => {
    const { stats, held } = scripted({ endpoints })
    held.entries = [anEntry('/coins'), anEntry('/coins/1', false), anEntry('/coins/2')]
    expect(stats.read()).toMatchObject({
      entries: 3,
      validEntries: 2,
      memoryBytes: 3 * 1054,
      endpoints: {
        '/coins': { entries: 1, validEntries: 1, memoryBytes: 1054 },
        '/coins/:mint': { entries: 2, validEntries: 1, memoryBytes: 2 * 1054 },
      },
    })
    held.entries = []
    expect(stats.read()).toMatchObject({ entries: 0, endpoints: { '/coins': { entries: 0 } } })
  })

  it('is plain data: JSON carries all of it', async () => {
    const { stats, tell, held } = scripted({ endpoints })
    tell(aMiss({}, at('/coins')), aHit(), aFailure())
    held.entries = [anEntry('/coins')]
    held.sizes = async () => ({ ...nothing, disk: { entries: 1, bytes: 10 } })
    const report = await stats.measure({ sketches: true })
    expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report)
  })
})

describe('by endpoint template', () => {
  it('each event is counted under that of its URL, and in all', () => {
    const { stats, tell } = scripted({ endpoints })
    tell(
      aMiss({}, at('/v1/coins?limit=5')),
      aMiss({}, at('/v1/coins/abc')),
      aHit({}, 'memory', at('/v1/coins/xyz')),
      aFailure(at('/v1/coins/abc')),
      anEviction('memory', `${ORIGIN}/v1/coins/abc`),
      { type: 'wasted-validation', at: 0, generation: 'g', bytes: 1, ...at('/v1/coins') },
      aHit({}, 'memory', at('/v1/me')),
    )
    const report = stats.read()
    expect(Object.keys(report.endpoints)).toEqual(['/coins', '/coins/:mint', '(other)'])
    expect(report.endpoints).toMatchObject({
      '/coins': { requests: 1, misses: 1, wastedValidations: 1, evictions: 0 },
      '/coins/:mint': { requests: 2, hits: 1, hitRate: 0.5, failures: 1, evictions: 1 },
      '(other)': { requests: 1, hits: 1, hitRate: 1 },
    })
    expect(report).toMatchObject({ requests: 4, hits: 2, failures: 1, evictions: 1 })
  })

  it('the endpoints add up to the whole', () => {
    const paths = fc.constantFrom('/coins', '/coins/1', '/coins/2', '/me')
    const event = fc
      .tuple(paths, fc.nat({ max: 5 }), fc.boolean(), fc.double({ min: 0, max: 9, noNaN: true }))
      .map(([path, kind, inBackground, duration]): CacheEvent => {
        const told = { ...at(path), inBackground, duration }
        if (kind === 0) return aHit({}, 'disk', told)
        if (kind === 1) return aMiss({}, told)
        if (kind === 2) return aValidation(told)
        if (kind === 3) return aFailure(told)
        return anEviction(kind === 4 ? 'memory' : 'disk', told.url)
      })
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { stats, tell } = scripted({ endpoints })
        tell(...events)
        const { endpoints: parts, ...whole } = stats.read()
        for (const name of ['requests', 'hits', 'stored', 'evictions', 'bytesSaved'] as const) {
          const sum = Object.values(parts).reduce((former, part) => former + part[name], 0)
          expect(sum).toBe(whole[name])
        }
        for (const kind of Object.keys(whole.latency) as readonly LatencyKind[]) {
          const counts = Object.values(parts).map(({ latency }) => latency[kind]?.count ?? 0)
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(whole.latency[kind]?.count)
        }
      }),
    )
  })

  it('an app may name templates itself', () => {
    const { stats, tell } = scripted({ templateOf: (url) => new URL(url).host })
    tell(aHit(), aHit({}, 'memory', { url: 'https://other.test/a' }))
    expect(Object.keys(stats.read().endpoints)).toEqual(['api.test', 'other.test'])
  })

  it('a template may be called __proto__', () => {
    const { stats, tell } = scripted({ templateOf: () => '__proto__' })
    tell(aHit())
    expect(Object.entries(stats.read().endpoints)).toMatchObject([['__proto__', { hits: 1 }]])
  })

  it('of more than 256 templates the later ones are one', () => {
    const { stats, tell } = scripted({ templateOf: (url) => url })
    for (let index = 0; index < 1000; index++) tell(aHit({}, 'memory', at(`/${index}`)))
    const { endpoints: parts } = stats.read()
    expect(Object.keys(parts)).toHaveLength(257)
    expect(parts['(other)']).toMatchObject({ requests: 1000 - 256 })
  })
})

describe('latency', () => {
  interface Row {
    readonly kind: LatencyKind
    readonly event: CacheEvent
  }
  const took = { duration: 2 }

  it.each<Row>([
    { kind: 'memory-hit', event: aHit({}, 'memory', took) },
    { kind: 'disk-hit', event: aHit({}, 'disk', took) },
    { kind: 'stale-hit', event: aHit({ ttl: -1, detail: 'max-stale' }, 'disk', took) },
    { kind: 'validated', event: aValidation(took) },
    { kind: 'miss', event: aMiss({}, took) },
    { kind: 'bypass', event: aMiss({ fwd: 'method' }, took) },
    { kind: 'another-tab', event: aMiss({ detail: 'another-tab' }, took) },
    { kind: 'stale-if-error', event: aMiss({ detail: 'stale-if-error' }, took) },
    { kind: 'refused', event: aMiss({ fwd: 'miss', fwdStatus: 304 }, took) },
    { kind: 'failure', event: aFailure(took) },
  ])('of $kind is told apart', ({ kind, event }) => {
    const { stats, tell } = scripted()
    tell(event)
    const { latency } = stats.read()
    expect(Object.keys(latency)).toEqual([kind])
    expect(latency[kind]?.count).toBe(1)
    expect(latency[kind]?.p50).toBeCloseTo(2, 1)
  })

  it('is told by its quantiles', () => {
    const { stats, tell } = scripted()
    for (let hundredth = 1; hundredth <= 101; hundredth++) {
      tell(aMiss({}, { duration: hundredth / 100 }))
    }
    const { miss } = stats.read().latency
    expect(miss?.count).toBe(101)
    for (const [found, exact] of [
      [miss?.p50, 0.51],
      [miss?.p95, 0.96],
      [miss?.p99, 1],
    ] as const) {
      expect(Math.abs((found ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.01 + 1e-9)
    }
  })

  it('has nothing of validations in the background, also of those that fail', () => {
    const { stats, tell } = scripted()
    const inBackground = { inBackground: true, duration: 9 }
    tell(aValidation(inBackground), aMiss({}, inBackground), aFailure(inBackground))
    expect(stats.read()).toMatchObject({ requests: 0, failures: 0, latency: {}, stored: 1 })
  })

  it('of a clock that went back is none, and not negative', () => {
    const { stats, tell } = scripted()
    tell(aMiss({}, { duration: -3600 }))
    expect(stats.read().latency.miss).toEqual({ count: 1, p50: 0, p95: 0, p99: 0 })
  })

  it('of several tabs can be merged', () => {
    const tabs = [scripted(), scripted()]
    tabs.forEach(({ tell }, index) => tell(aMiss({}, { duration: 1 + index }), aMiss()))
    const [sketch, other] = tabs.map(({ stats }) => {
      const report = stats.read({ sketches: true })
      return quantileSketchFrom(JSON.parse(JSON.stringify(report.latency.miss?.sketch)))
    })
    if (sketch && other) sketch.merge(other)
    expect(sketch?.count).toBe(4)
    expect(sketch?.quantile(0)).toBe(0)
    expect(sketch?.quantile(1)).toBeCloseTo(2, 1)
    expect(tabs[0]?.stats.read().latency.miss).not.toHaveProperty('sketch')
  })
})

describe('the size of the disk', () => {
  const disk = { entries: 3, bytes: 300 }

  it('is that of the last measuring', async () => {
    const { stats, held } = scripted()
    held.sizes = async () => ({ ...nothing, disk })
    expect(stats.read()).not.toHaveProperty('disk')
    expect(await stats.measure()).toMatchObject({ disk })
    expect(stats.read()).toMatchObject({ disk })
    held.sizes = async () => nothing
    expect(await stats.measure()).not.toHaveProperty('disk')
  })

  it('I1: is not told of a former session, also if it comes late', async () => {
    const { stats, tell, held } = scripted()
    held.sizes = async () => ({ ...nothing, disk })
    await stats.measure()
    tell(aSession('sign-out'))
    expect(stats.read()).not.toHaveProperty('disk')
    const measured = stats.measure()
    tell(aSession('sign-in'))
    expect(await measured).not.toHaveProperty('disk')
  })
})

it('reset begins anew, stop ends the counting', () => {
  const { stats, tell, held } = scripted({ endpoints })
  held.entries = [anEntry('/coins')]
  tell(aMiss({}, at('/coins/1')))
  stats.reset()
  expect(stats.read()).toMatchObject({ requests: 0, latency: {}, entries: 1 })
  expect(Object.keys(stats.read().endpoints)).toEqual(['/coins'])
  tell(aHit())
  stats.stop()
  tell(aHit())
  expect(stats.read()).toMatchObject({ requests: 1, hits: 1 })
})

describe('of a client', () => {
  const network: typeof fetch = async (input, init) => {
    const { pathname } = new URL(new Request(input).url)
    if (pathname.endsWith('/offline')) throw new TypeError('offline')
    if (init?.method === 'POST') return new Response(null, { status: 204 })
    const fields = { etag: '"1"', 'cache-control': 'max-age=10, stale-while-revalidate=50' }
    const isConditional = new Headers(init?.headers).has('if-none-match')
    return isConditional
      ? new Response(null, { status: 304, headers: fields })
      : Response.json({ pathname }, { headers: fields })
  }

  function client(fetch = network) {
    const made = createRecordedClient({
      baseUrl: `${ORIGIN}/api`,
      fetch,
      store: createMemoryDisk().persistence,
    })
    return { ...made, stats: createStats(made.etagged, { endpoints }) }
  }

  const BYTES = JSON.stringify({ pathname: '/api/coins' }).length

  it('tells all that its callers were answered', async () => {
    const { etagged, clock, stats } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    clock.advance(20)
    await etagged.json('/coins')
    clock.advance(20)
    await (await etagged.fetch('/coins')).json()
    await etagged.idle()
    await etagged.fetch('/coins', { method: 'POST' })
    await etagged.json('/coins/abc')
    const { latency, ...report } = await stats.measure()
    expect(report).toMatchObject({
      requests: 5,
      hits: 2,
      validated: 1,
      misses: 2,
      bypassed: 1,
      hitRate: 0.4,
      validatedRate: 0.2,
      stored: 2,
      evictions: 0,
      entries: 2,
      validEntries: 1,
      bytesSaved: 3 * BYTES,
      bytesReceived: 2 * BYTES + '/abc'.length,
      memoryBytes: etagged.stats().memoryBytes,
      disk: { entries: 2 },
    })
    expect(Object.keys(latency)).toEqual(['miss', 'memory-hit', 'validated', 'stale-hit', 'bypass'])
    expect(report.endpoints['/coins/:mint']).toMatchObject({ requests: 1, validEntries: 1 })
  })

  it('agrees with its own small counter', async () => {
    const { etagged, stats } = client()
    await Promise.all([etagged.json('/coins'), etagged.json('/coins'), etagged.json('/coins/1')])
    await etagged.json('/coins')
    expect(stats.read()).toMatchObject(etagged.stats())
  })

  it('a validation in the background that fails is no failure of a caller', async () => {
    let isOnline = true
    const { etagged, clock, stats, of } = client(async (input, init) => {
      if (!isOnline) throw new TypeError('offline')
      return network(input, init)
    })
    await etagged.json('/coins')
    clock.advance(20)
    isOnline = false
    expect((await etagged.fetch('/coins')).status).toBe(200)
    await etagged.idle()
    expect(of('failure')).toMatchObject([{ inBackground: true }])
    await rejectionOf(etagged.json('/coins/1'))
    expect(of('failure')).toMatchObject([{ inBackground: true }, { inBackground: false }])
    expect(stats.read()).toMatchObject({ requests: 2, failures: 1 })
    expect(etagged.stats()).toMatchObject({ requests: 2, failures: 1 })
  })

  it('a change of session keeps the counts, and no URL of the former user', async () => {
    const { etagged, stats } = client()
    await etagged.signIn('alice')
    await etagged.json('/coins/CANARY?of=CANARY')
    await etagged.json('/CANARY/private')
    await rejectionOf(etagged.json('/offline'))
    await etagged.idle()
    await stats.measure()
    await etagged.signIn('bob')
    const report = stats.read({ sketches: true })
    expect(report).toMatchObject({ entries: 0, validEntries: 0, memoryBytes: 0, requests: 2 })
    expect(Object.keys(report.endpoints)).toEqual(['/coins/:mint', '(other)'])
    expect(report).not.toHaveProperty('disk')
    expect(JSON.stringify(report)).not.toMatch(/CANARY|alice|api\.test/)
  })
})
