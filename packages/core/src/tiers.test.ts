import { describe, expect, it } from 'vitest'
import { UsageError } from './errors.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client, sent } = await originForTests()

describe('memory', () => {
  it('evicts the least recently used first, and tells', async () => {
    const body = 'x'.repeat(1000)
    for (const path of ['/a', '/b', '/c']) {
      origin.answer(path, { headers: { etag: '"1"' }, body: { body } })
    }
    const { etagged, of } = client({ memory: { maxBytes: 9000 } })
    await etagged.json('/a')
    await etagged.json('/b')
    etagged.peekMemory('/a')
    await etagged.json('/c')
    expect(of('eviction').map(({ url }) => url)).toEqual([`${origin.url}/b`])
    expect(etagged.peekMemory('/a')).toBeDefined()
    expect(etagged.peekMemory('/b')).toBeUndefined()
    expect(etagged.stats()).toMatchObject({ entries: 2, evictions: 1 })
    expect(etagged.stats().memoryBytes).toBeLessThanOrEqual(9000)
  })

  it('what was evicted from memory comes back from disk', async () => {
    const disk = createMemoryDisk()
    origin.answer('/a', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=60' }))
    const { etagged, of } = client({ memory: { maxBytes: 0 }, store: disk.persistence })
    await etagged.json('/a')
    await etagged.idle()
    expect((await etagged.json('/a')).outcome.kind).toBe('hit')
    expect(of('request').map(({ tier }) => tier)).toEqual(['network', 'disk'])
  })
})

describe('the persistent store', () => {
  it('keeps what is too long for memory, also when its caller reads it as it arrives', async () => {
    const disk = createMemoryDisk()
    origin.answer('/a', tagged('"1"', { long: 'x'.repeat(10_000) }))
    const { etagged } = client({ memory: { maxBytes: 2000 }, store: disk.persistence })
    await (await etagged.fetch('/a')).text()
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
  })

  it('serves the next client: a 304 after a reload needs no body', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const before = client({ store: disk.persistence })
    await before.etagged.json('/coins')
    await before.etagged.close()
    const after = client({ store: disk.persistence })
    expect((await after.etagged.json('/coins')).data).toEqual({ a: 1 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"'])
    expect(after.statuses()[0]).toContain('fwd-status=304')
  })

  it('a 304 rewrites the metadata only', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/coins')
    await etagged.json('/coins')
    await etagged.idle()
    const methods = disk.calls.map(({ method }) => method)
    expect(methods).toEqual(['open', 'get', 'put', 'freshen', 'flush'])
  })

  it('puts nothing off any longer once somebody waits for it', async () => {
    const disk = createMemoryDisk()
    const { promise: flushed, resolve: flush } = Promise.withResolvers<void>()
    disk.delay = async ({ method }) => {
      if (method === 'put') await flushed
      if (method === 'flush') flush()
    }
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/coins')
    await etagged.idle()
    expect(disk.rows('anonymous')).toHaveLength(1)
  })

  it('is read once by those who ask at a time; memory then outranks it', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=60' }))
    const before = client({ store: disk.persistence })
    await before.etagged.json('/coins')
    await before.etagged.close()
    const { etagged, of } = client({ store: disk.persistence })
    const answers = await Promise.all([etagged.json('/coins'), etagged.json('/coins')])
    expect(answers[1].data).toBe(answers[0].data)
    expect(of('request').map(({ tier }) => tier)).toEqual(['disk', 'memory'])
  })

  it('I40: another version of the app reads nothing of the former', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const one = client({ store: disk.persistence, version: '1' })
    await one.etagged.json('/coins')
    await one.etagged.close()
    const two = client({ store: disk.persistence, version: '2' })
    expect(await two.etagged.peek('/coins')).toBeUndefined()
  })

  it('opens nothing before it is needed', () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    etagged.stats()
    expect(etagged.session.state).toBe('unknown')
    expect(disk.calls).toEqual([])
  })

  it('I43: keeps no secret: no credentials, no Set-Cookie, no URL fragment', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', {
      headers: {
        etag: '"1"',
        'set-cookie': 'CANARY=1',
        'www-authenticate': 'CANARY',
        connection: 'x-private',
        'x-private': 'CANARY',
      },
      body: {},
    })
    const { etagged, events } = client({
      store: disk.persistence,
      headers: () => ({ authorization: 'CANARY', 'x-token': 'CANARY' }),
    })
    await etagged.signIn('CANARY')
    await etagged.json('/coins#CANARY', { headers: { cookie: 'CANARY' } })
    await etagged.idle()
    expect(disk.dump()).toContain('/coins')
    expect(disk.dump()).not.toContain('CANARY')
    expect(JSON.stringify(events)).not.toContain('CANARY')
    expect(JSON.stringify(disk.calls)).not.toContain('CANARY')
  })

  it('I43: a URL with a password is refused before it is logged', async () => {
    const { etagged, events } = client()
    const url = origin.url.replace('//', '//alice:CANARY@')
    await expect(etagged.json(url)).rejects.toThrow(UsageError)
    await expect(etagged.json(url)).rejects.not.toThrow('CANARY')
    expect(JSON.stringify(events)).not.toContain('CANARY')
  })
})
