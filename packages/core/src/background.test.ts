import { describe, expect, it } from 'vitest'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

type Options = Parameters<typeof createRecordedClient>[0]

/** An origin that answers with its version, and takes its time: `clock` moves before each answer. */
function client(fields: Readonly<Record<string, string>>, options: Options = {}, latency = 0) {
  const sent: Request[] = []
  let version = 1
  const recorded = createRecordedClient({
    baseUrl: 'https://api.test',
    async fetch(input, init) {
      const request = new Request(input, init)
      sent.push(request)
      recorded.clock.advance(latency)
      const headers = { etag: `"${version}"`, ...fields }
      const isSame = request.headers.get('if-none-match') === headers.etag
      return isSame
        ? new Response(null, { status: 304, headers })
        : Response.json({ version }, { headers })
    },
    ...options,
  })
  return {
    ...recorded,
    sent,
    change() {
      version++
    },
    async read(init: RequestInit = {}) {
      const response = await recorded.etagged.fetch('/coins', init)
      const status = response.headers.get('cache-status') ?? ''
      return { data: (await response.json()) as unknown, status }
    },
  }
}

const stale = { 'cache-control': 'max-age=10, stale-while-revalidate=60' }

describe('work in the background', () => {
  it('is told to waitUntil piece by piece: a validation, a body that still arrives, a write to disk', async () => {
    const works: Promise<unknown>[] = []
    const disk = createMemoryDisk()
    const { read, clock, sent, change } = client(stale, {
      store: disk.persistence,
      waitUntil: (work) => works.push(work),
    })
    await read()
    expect(works.length).toBeGreaterThan(1)
    await Promise.all(works)
    expect(disk.rows('anonymous')).toMatchObject([{ body: { content: '{"version":1}' } }])

    clock.advance(30)
    change()
    const before = works.length
    expect((await read()).data).toEqual({ version: 1 })
    expect(works.length).toBeGreaterThan(before)
    for (let done = 0; done < works.length; done = works.length) await Promise.all(works)
    expect(sent).toHaveLength(2)
    expect((await read()).data).toEqual({ version: 2 })
  })

  it('that fails rejects nothing that waitUntil was given', async () => {
    const works: Promise<unknown>[] = []
    let isUp = true
    const { etagged, clock } = createRecordedClient({
      baseUrl: 'https://api.test',
      async fetch() {
        if (!isUp) throw new TypeError('offline')
        return Response.json({}, { headers: { etag: '"1"', ...stale } })
      },
      waitUntil: (work) => works.push(work),
    })
    await (await etagged.fetch('/coins')).text()
    clock.advance(30)
    isUp = false
    await (await etagged.fetch('/coins')).text()
    expect((await Promise.allSettled(works)).map(({ status }) => status)).toEqual(
      works.map(() => 'fulfilled'),
    )
  })

  it('is awaited by idle, also what begins meanwhile', async () => {
    const disk = createMemoryDisk()
    const { etagged, read, clock, change } = client(stale, { store: disk.persistence })
    await read()
    clock.advance(30)
    change()
    await read()
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ body: { content: '{"version":2}' } }])
  })
})

describe('earlyRefresh (XFetch: −Δ·β·ln(draw) ≥ time left)', () => {
  const fresh = { 'cache-control': 'max-age=10' }
  /** Exchanges take 2 s: with β = 1 and this draw a response is refreshed 4 s before its end. */
  const draw = Math.exp(-2)

  it('validates a fresh response in the background when chance will have it', async () => {
    const one = client(fresh, { earlyRefresh: 1, random: () => 1 - draw }, 2)
    await one.read()
    // Its age at its arrival is the 2 s of the exchange (RFC 9111 §4.2.3).
    one.clock.advance(3)
    expect((await one.read()).status).toBe('etagged; hit; ttl=5; detail=fresh')
    one.clock.advance(1)
    one.change()
    const early = await one.read()
    expect(early).toEqual({
      data: { version: 1 },
      status: 'etagged; hit; ttl=4; detail=early-refresh',
    })
    await one.etagged.idle()
    expect(one.sent).toHaveLength(2)
    expect(one.sent[1]?.headers.get('if-none-match')).toBe('"1"')
    expect(one.of('request').map(({ inBackground }) => inBackground)).toEqual([
      false,
      false,
      false,
      true,
    ])
    expect((await one.read()).data).toEqual({ version: 2 })
  })

  it.each([
    ['β is 0, the default', { random: () => 1 - draw }],
    ['chance will not have it', { earlyRefresh: 1, random: () => 0 }],
    ['β is small', { earlyRefresh: 0.1, random: () => 1 - draw }],
  ])('does not when %s', async (_, options) => {
    const { read, clock, sent } = client(fresh, options, 2)
    await read()
    clock.advance(5)
    expect((await read()).status).toContain('detail=fresh')
    await turn()
    expect(sent).toHaveLength(1)
  })

  it('serves json as well, which waits for nothing then', async () => {
    const one = client(fresh, { earlyRefresh: 1, random: () => 1 - draw }, 2)
    await one.etagged.json('/coins')
    one.clock.advance(5)
    const { outcome } = await one.etagged.json('/coins')
    expect(outcome).toMatchObject({ kind: 'hit', detail: 'early-refresh' })
    await one.etagged.idle()
    expect(one.sent).toHaveLength(2)
  })
})

describe('freshnessJitter', () => {
  it('lets what was stored at one time end at different times, none of them late', async () => {
    const { etagged } = client({ 'cache-control': 'max-age=100' }, { freshnessJitter: 0.5 })
    const ttls: number[] = []
    for (let number = 0; number < 50; number++) {
      const { freshness } = await etagged.json(`/coins/${number}`)
      ttls.push(freshness.ttl)
      // The same at each look.
      expect((await etagged.json(`/coins/${number}`)).freshness.ttl).toBe(freshness.ttl)
    }
    expect(Math.max(...ttls)).toBeLessThanOrEqual(100)
    expect(Math.min(...ttls)).toBeGreaterThan(50)
    expect(new Set(ttls).size).toBeGreaterThan(45)
  })
})

describe('heuristicFreshness (RFC 9111 §4.2.2)', () => {
  /** A hundred seconds before the clock's beginning. */
  const dated = { 'last-modified': 'Fri, 15 Jan 2027 07:58:20 GMT' }

  it.each([
    [true, 9, 'hit'],
    [true, 11, 'fwd=stale'],
    [false, 1, 'fwd=stale'],
  ])(
    '%s: %d s later what was modified 100 s before its arrival is: %s',
    async (on, later, status) => {
      const { read, clock } = client(dated, { heuristicFreshness: on })
      await read()
      clock.advance(later)
      expect((await read()).status).toContain(status)
    },
  )
})

describe('must-understand (RFC 9111 §5.2.2.3)', () => {
  async function isKept(status: number, control: string): Promise<boolean> {
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () =>
        new Response('{}', { status, headers: { etag: '"1"', 'cache-control': control } }),
    })
    await (await etagged.fetch('/coins')).text()
    return (await etagged.fetch('/coins', { cache: 'only-if-cached' })).ok
  }

  it.each([
    [200, 'must-understand, no-store, max-age=60', true],
    [200, 'no-store, max-age=60', false],
    [299, 'must-understand, no-store, max-age=60', false],
    [299, 'must-understand, max-age=60', false],
    [299, 'max-age=60', true],
  ])('a %d with %s is kept: %s', async (status, control, is) => {
    expect(await isKept(status, control)).toBe(is)
  })
})
