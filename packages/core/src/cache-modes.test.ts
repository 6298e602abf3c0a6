import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'

const { origin, client } = await originForTests()

describe('I15: cache modes (Fetch standard)', () => {
  const headers = { etag: '"1"', 'cache-control': 'max-age=60' }

  it.each<{ cache: RequestCache; status: string; requests: number }>([
    { cache: 'default', status: 'hit', requests: 1 },
    { cache: 'force-cache', status: 'hit', requests: 1 },
    { cache: 'only-if-cached', status: 'hit', requests: 1 },
    { cache: 'no-cache', status: 'fwd=request; fwd-status=304; stored', requests: 2 },
    { cache: 'reload', status: 'fwd=request; fwd-status=200; stored', requests: 2 },
  ])('$cache: $status', async ({ cache, status, requests }) => {
    origin.answer('/coins', tagged('"1"', {}, headers))
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins', { cache })
    expect(response.headers.get('cache-status')).toContain(status)
    expect(origin.requests).toHaveLength(requests)
  })

  it('no-store goes around the store', async () => {
    origin.answer('/coins', tagged('"1"', {}, headers), { headers, body: { new: true } })
    const { etagged, statuses } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    expect(await (await etagged.fetch('/coins', { cache: 'no-store' })).json()).toEqual({
      new: true,
    })
    expect(await (await etagged.fetch('/coins')).json()).toEqual({})
    expect(statuses()).toEqual([
      'fwd=uri-miss; fwd-status=200; stored; ttl=60; detail=full-response',
      'fwd=bypass; fwd-status=200; detail=cache-mode-no-store',
      'hit; ttl=60; detail=fresh',
    ])
  })

  it('only-if-cached unmet is a 504 (RFC 9111 §5.2.1.7)', async () => {
    const { etagged } = client()
    const mode = await etagged.fetch('/coins', { cache: 'only-if-cached' })
    const directive = await etagged.fetch('/coins', {
      headers: { 'cache-control': 'only-if-cached' },
    })
    expect([mode.status, directive.status]).toEqual([504, 504])
    expect(mode.headers.get('cache-status')).toBe('etagged; fwd=miss; detail=only-if-cached')
    expect(origin.requests).toEqual([])
  })

  it('force-cache validates what a write or the app invalidated (RFC 9111 §4.4)', async () => {
    origin.answer('/coins', tagged('"1"', {}, headers))
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    for (const invalidate of [
      async () => (await etagged.fetch('/coins', { method: 'POST' })).arrayBuffer(),
      async () => etagged.invalidate({ url: '/coins' }),
    ]) {
      await invalidate()
      const unmet = await etagged.fetch('/coins', { cache: 'only-if-cached' })
      expect(unmet.status).toBe(504)
      const forced = await etagged.fetch('/coins', { cache: 'force-cache' })
      expect(forced.headers.get('cache-status')).toContain('fwd=stale; fwd-status=304; stored')
      expect(await forced.json()).toEqual({})
    }
  })

  it('force-cache takes what is stale', async () => {
    origin.answer('/coins', tagged('"1"', {}))
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(1000)
    const response = await etagged.fetch('/coins', { cache: 'force-cache' })
    expect(response.headers.get('age')).toBe('1000')
    expect(origin.requests).toHaveLength(1)
  })
})
