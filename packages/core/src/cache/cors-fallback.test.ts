import { describe, expect, it, vi } from 'vitest'
import { createEtagged } from '../create-etagged.ts'
import { type CorsFaults, openCrossOriginNetwork } from '../cross-origin.test-network.ts'
import { createRecordedClient, rejectionOf, turn } from '../recorded.test-client.ts'

const API = 'https://api.test'
const COINS = `${API}/coins`

function open(options: Parameters<typeof createRecordedClient>[0] = {}) {
  const network = openCrossOriginNetwork()
  const made = createRecordedClient({ baseUrl: API, fetch: network.fetch, ...options })
  const read = async (url = COINS): Promise<unknown> => (await made.etagged.json(url)).data
  return {
    ...made,
    network,
    read,
    /** What each request brought: a status, or nothing; `?` marks those that were conditional. */
    trips: () =>
      network.sent.map(({ fields, status }) => {
        const isConditional = fields.has('if-none-match') || fields.has('if-modified-since')
        return `${isConditional ? '?' : ''}${status ?? 'error'}`
      }),
  }
}

const FAULTS: readonly { says: string; faults: CorsFaults; fields?: Record<string, string> }[] = [
  { says: 'the preflight allows no If-None-Match', faults: { allowed: ['cache-control'] } },
  {
    says: 'the preflight allows no If-Modified-Since',
    faults: { allowed: ['if-none-match', 'cache-control'] },
    fields: { 'last-modified': 'Sat, 01 Jan 2000 00:00:00 GMT' },
  },
  {
    says: 'the preflight allows no Cache-Control, which the app has promised',
    faults: { allowed: ['if-none-match'] },
  },
  { says: 'a 304 lacks the fields of CORS', faults: { corsOn304: false } },
]

describe('a precondition that CORS does not let pass (Fetch standard §4.8, §4.10)', () => {
  it.each(FAULTS)('makes no request fail: $says', async ({ faults, fields = {} }) => {
    const { network, read, trips, of } = open({ crossOriginCacheControl: true })
    network.faults = faults
    network.fields = fields
    for (let time = 0; time < 5; time++) expect(await read()).toBe(1)
    network.body = '2'
    expect(await read()).toBe(2)
    // Once can be the network; the second time it is the rule.
    expect(trips()).toEqual(['200', '?error', '200', '?error', '200', '200', '200', '200'])
    expect(of('fallback')).toHaveLength(1)
    expect(of('failure')).toEqual([])
  })

  it('is told once for an origin, with the names of the fields and no value', async () => {
    const headers = () => ({ authorization: 'Bearer CANARY' })
    const { etagged, clock, network, of, events } = open({ headers, crossOriginCacheControl: true })
    network.faults = { allowed: ['authorization'] }
    network.body = '"CANARY"'
    network.fields = { 'last-modified': 'Sat, 01 Jan 2000 00:00:00 GMT' }
    for (const path of ['/a', '/a', '/a', '/b', '/b']) await etagged.json(path)
    expect(of('fallback')).toEqual([
      {
        type: 'fallback',
        at: clock.now(),
        generation: etagged.session.generation,
        url: `${API}/a`,
        credentials: 'same-origin',
        without: ['if-none-match', 'if-modified-since', 'cache-control'],
      },
    ])
    expect(JSON.stringify(events)).not.toMatch(/CANARY|Bearer|2000/)
  })

  it('is left out for that origin only, and in all sessions of the client', async () => {
    const { etagged, network, read, trips } = open()
    network.faults = { corsOn304: false }
    for (let time = 0; time < 3; time++) await read()
    await etagged.signIn('alice')
    await read()
    await read()
    expect(trips().slice(-2)).toEqual(['200', '200'])
    network.faults = {}
    await read('https://other.test/coins')
    await read('https://other.test/coins')
    expect(trips().slice(-2)).toEqual(['200', '?304'])
  })

  it('of a page’s own origin stays', async () => {
    const { read, trips } = open()
    await read('https://page.test/coins')
    await read('https://page.test/coins')
    expect(trips()).toEqual(['200', '?304'])
  })

  it('of the caller is his: its failure reaches him', async () => {
    const { etagged, network, trips } = open()
    network.faults = { allowed: [] }
    const headers = { 'if-none-match': '"x"' }
    for (let time = 0; time < 3; time++) {
      expect(await rejectionOf(etagged.fetch(COINS, { headers }))).toBeInstanceOf(TypeError)
    }
    expect(trips()).toEqual(['?error', '?error', '?error'])
  })

  it('outside of a page does not exist: nothing is sent twice', async () => {
    const { network, read, trips } = open()
    vi.stubGlobal('location', undefined)
    network.faults = { corsOn304: false }
    await read()
    for (let time = 0; time < 3; time++) expect(await rejectionOf(read())).toBeInstanceOf(TypeError)
    expect(trips()).toEqual(['200', '?error', '?error', '?error'])
  })
})

describe('I14: an answer to what was sent unconditionally in the end', () => {
  it('is no wasted validation, though it brings back the tag', async () => {
    const { network, read, of, statuses } = open()
    network.faults = { corsOn304: false }
    await read()
    await read()
    expect(statuses()[1]).toContain('detail=full-response')
    expect(of('wasted-validation')).toEqual([])
  })

  it('confirms nothing when it is a 304: exactly one more request', async () => {
    const { etagged, network, read, trips } = open()
    await read()
    network.faults = { allowed: [] }
    const statuses = [304, 200]
    const { fetch } = network
    const client = createEtagged({
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        const status = network.sent.length > 3 ? statuses.shift() : 200
        return status === 304 ? new Response(null, { status }) : response
      },
    })
    network.body = '2'
    expect((await client.json(COINS)).data).toBe(2)
    network.body = '3'
    expect((await client.json(COINS)).data).toBe(3)
    expect(trips()).toEqual(['200', '200', '?error', '200', '200'])
    await etagged.close()
  })
})

describe('the network itself', () => {
  it('fails once: the caller has his answer, and the origin keeps its preconditions', async () => {
    const { network, read, trips, of } = open()
    await read()
    network.faults = { corsOn304: false }
    expect(await read()).toBe(1)
    network.faults = {}
    network.body = '2'
    for (let time = 0; time < 2; time++) expect(await read()).toBe(2)
    expect(trips()).toEqual(['200', '?error', '200', '?200', '?304'])
    // A 304 came through: what fails from now on is not the precondition.
    network.faults = { isOffline: true }
    for (let time = 0; time < 3; time++) expect(await rejectionOf(read())).toBeInstanceOf(TypeError)
    expect(trips().slice(5)).toEqual(['?error', '?error', '?error'])
    expect(of('fallback')).toEqual([])
  })

  it('fails for longer: one request more, and then none is sent twice', async () => {
    const { network, read, trips, of } = open()
    await read()
    network.faults = { isOffline: true }
    for (let time = 0; time < 4; time++) expect(await rejectionOf(read())).toBeInstanceOf(TypeError)
    // Without a precondition, whatever made them fail was not the cache.
    expect(trips()).toEqual(['200', '?error', 'error', 'error', 'error', 'error'])
    network.faults = { corsOn304: false }
    for (let time = 0; time < 4; time++) expect(await read()).toBe(1)
    expect(trips().slice(6)).toEqual(['200', '?error', '200', '?error', '200', '200'])
    expect(of('fallback')).toHaveLength(1)
  })

  it('comes back: the second answer is a 304 again', async () => {
    const { network, read, trips } = open()
    await read()
    network.faults = { isOffline: true }
    await rejectionOf(read())
    network.faults = {}
    for (let time = 0; time < 3; time++) expect(await read()).toBe(1)
    expect(trips().slice(3)).toEqual(['200', '?304', '?304'])
  })

  it('fails with an error that reaches the caller unchanged', async () => {
    const network = openCrossOriginNetwork()
    const errors: unknown[] = []
    const { etagged } = createRecordedClient({
      fetch: (input, init) =>
        network.fetch(input, init).catch((error: unknown) => {
          errors.push(error)
          throw error
        }),
    })
    await etagged.json(COINS)
    network.faults = { isOffline: true }
    expect(await rejectionOf(etagged.json(COINS))).toBe(errors[0])
    expect(await rejectionOf(etagged.json(COINS))).toBe(errors[2])
    expect(errors).toHaveLength(3)
  })

  it('fails by something other than a network error: it is not asked again', async () => {
    const network = openCrossOriginNetwork()
    const error = new RangeError('No network error')
    const { etagged } = createRecordedClient({
      fetch: async (input, init) => {
        if (network.sent.length > 0) throw error
        return network.fetch(input, init)
      },
    })
    await etagged.json(COINS)
    expect(await rejectionOf(etagged.json(COINS))).toBe(error)
    expect(network.sent).toHaveLength(1)
  })
})

describe('requests that fail together', () => {
  const paths = Array.from({ length: 10 }, (_, index) => `${API}/coins/${index}`)

  async function openTen() {
    const opened = open()
    for (const path of paths) await opened.read(path)
    return { ...opened, since: () => opened.trips().slice(paths.length).toSorted() }
  }

  it('offline: one of them asks again for all', async () => {
    const { network, read, since } = await openTen()
    network.faults = { isOffline: true }
    const errors = await Promise.all(paths.map((path) => rejectionOf(read(path))))
    for (const error of errors) expect(error).toBeInstanceOf(TypeError)
    expect(since()).toEqual([...paths.map(() => '?error'), 'error'])
  })

  it('because of CORS: each has its answer, and together they are one failure', async () => {
    const { network, read, since, of } = await openTen()
    network.faults = { corsOn304: false }
    const bodies = () => Promise.all(paths.map((path) => read(path)))
    expect(await bodies()).toEqual(paths.map(() => 1))
    expect(of('fallback')).toEqual([])
    expect(since()).toEqual([...paths.map(() => '200'), ...paths.map(() => '?error')])
    expect(await bodies()).toEqual(paths.map(() => 1))
    expect(await bodies()).toEqual(paths.map(() => 1))
    expect(of('fallback')).toHaveLength(1)
    expect(since().filter((trip) => trip === '?error')).toHaveLength(20)
  })

  it('one that leaves tells nothing: the next one asks', async () => {
    const { etagged, clock, network, read, since } = await openTen()
    network.faults = { isOffline: true }
    const release = network.hold('unconditional')
    const leaving = new AbortController()
    const [first = '', second = ''] = paths
    const left = rejectionOf(etagged.fetch(first, { signal: leaving.signal }))
    const stayed = rejectionOf(read(second))
    await expect.poll(() => since()).toEqual(['?error', '?error'])
    expect(network.waiting()).toBe(1)
    leaving.abort()
    clock.advance(0)
    release()
    expect(await left).toMatchObject({ name: 'AbortError' })
    expect(await stayed).toBeInstanceOf(TypeError)
    expect(since()).toEqual(['?error', '?error', 'error', 'error'])
  })

  it('one that is aborted is not asked again', async () => {
    const { etagged, clock, network, since } = await openTen()
    const release = network.hold('conditional')
    const leaving = new AbortController()
    const left = rejectionOf(etagged.fetch(paths[0] ?? '', { signal: leaving.signal }))
    await expect.poll(() => network.waiting()).toBe(1)
    leaving.abort()
    clock.advance(0)
    release()
    expect(await left).toMatchObject({ name: 'AbortError' })
    await turn()
    expect(since()).toEqual(['?error'])
  })

  it('a 304 that comes meanwhile says that it was the network', async () => {
    const { network, read, of } = await openTen()
    const [first = '', second = ''] = paths
    network.faults = { corsOn304: false }
    const release = network.hold('unconditional')
    const answered = read(first)
    await expect.poll(() => network.waiting()).toBe(1)
    network.faults = {}
    expect(await read(second)).toBe(1)
    release()
    expect(await answered).toBe(1)
    network.faults = { corsOn304: false }
    expect(await rejectionOf(read(first))).toBeInstanceOf(TypeError)
    expect(of('fallback')).toEqual([])
  })
})

describe('crossOriginCacheControl', () => {
  it.each([
    { given: undefined, sent: undefined },
    { given: false, sent: undefined },
    { given: true, sent: 'max-age=0' },
  ])('$given: conditional requests to other origins carry $sent', async ({ given, sent }) => {
    const { network, read } = open(given === undefined ? {} : { crossOriginCacheControl: given })
    await read()
    await read()
    expect(network.sent.map(({ fields }) => fields.get('cache-control'))).toEqual([undefined, sent])
  })

  it('gives way to the caller’s own', async () => {
    const { etagged, network } = open({ crossOriginCacheControl: true })
    const headers = { 'cache-control': 'no-cache' }
    await etagged.json(COINS, { headers })
    await etagged.json(COINS, { headers })
    expect(network.sent.map(({ fields }) => fields.get('cache-control'))).toEqual([
      'no-cache',
      'no-cache',
    ])
  })
})
