import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { createRecordedClient } from './recorded.test-client.ts'

const { origin, client } = await originForTests()

describe('stats', () => {
  it('counts hits, validations and misses, and the bytes that were saved', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=10' }))
    origin.answer('/coins/1', { status: 204 })
    const { etagged, clock } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    clock.advance(10)
    await etagged.json('/coins')
    await etagged.json('/coins')
    await etagged.json('/coins/1', { method: 'DELETE' })
    expect(etagged.stats()).toEqual({
      entries: 1,
      memoryBytes: etagged.entries()[0]?.memoryBytes,
      requests: 4,
      hits: 2,
      validated: 1,
      misses: 1,
      bypassed: 1,
      failures: 0,
      hitRate: 0.5,
      validatedRate: 0.25,
      bytesReceived: 7,
      bytesSaved: 21,
      wastedValidations: 0,
      stored: 1,
      evictions: 0,
      diskEvictions: 0,
      evictionRate: 0,
      storeFaults: 0,
    })
  })

  it('has no rates before the first request', () => {
    expect(client().etagged.stats()).toMatchObject({ requests: 0, hitRate: 0, validatedRate: 0 })
  })

  it('counts failures, which are told to nobody but the caller and the journal', async () => {
    const { etagged, of } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => Promise.reject(new TypeError('offline')),
    })
    await expect(etagged.json('/coins')).rejects.toThrow('offline')
    expect(etagged.stats()).toMatchObject({ failures: 1, requests: 0 })
    expect(of('failure')).toMatchObject([
      { method: 'GET', url: 'https://api.test/coins', because: 'TypeError: offline' },
    ])
  })
})

describe('events', () => {
  it('tell of each request its time, its tier and its bytes', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged, of, clock } = client()
    await etagged.json('/coins')
    await etagged.json('/coins')
    const common = {
      type: 'request',
      at: clock.now(),
      method: 'GET',
      url: `${origin.url}/coins`,
      duration: 0,
      inBackground: false,
    }
    expect(of('request')).toMatchObject([
      { ...common, tier: 'network', bytes: { body: 7, received: 7 } },
      { ...common, tier: 'memory', bytes: { body: 7, received: 0 } },
    ])
  })

  it('an ended subscription hears nothing more; the same listener may subscribe twice', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged } = client()
    let heard = 0
    const listener = (): void => {
      heard++
    }
    const end = etagged.subscribe(listener)
    etagged.subscribe(listener)
    await etagged.json('/coins')
    expect(heard).toBe(2)
    end()
    await etagged.json('/coins')
    expect(heard).toBe(3)
  })
})
