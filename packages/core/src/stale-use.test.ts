import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, tagged } from './origin.test-server.ts'
import { clientOn, rejectionOf, turn } from './recorded.test-client.ts'

const { origin, client } = await originForTests()

describe('stale-while-revalidate (RFC 5861 §3)', () => {
  const headers = { 'cache-control': 'max-age=10, stale-while-revalidate=60' }

  it('answers fetch at once and validates behind it; idle waits for that', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, headers), tagged('"2"', { a: 2 }, headers))
    const { etagged, clock, statuses, of } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    expect(await (await etagged.fetch('/coins')).json()).toEqual({ a: 1 })
    await etagged.idle()
    expect(await (await etagged.fetch('/coins')).json()).toEqual({ a: 2 })
    expect(statuses()).toEqual([
      'fwd=uri-miss; fwd-status=200; stored; ttl=10; detail=full-response',
      'hit; ttl=-20; detail=stale-while-revalidate',
      'fwd=stale; fwd-status=200; stored; ttl=10; detail=full-response',
      'hit; ttl=10; detail=fresh',
    ])
    expect(of('request').map(({ inBackground }) => inBackground)).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect(etagged.stats()).toMatchObject({ requests: 3, hits: 2, misses: 1, bytesReceived: 14 })
  })

  it('never serves json, which waits for the origin', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, headers), tagged('"2"', { a: 2 }, headers))
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(30)
    expect((await etagged.json('/coins')).data).toEqual({ a: 2 })
  })

  it('validates once for several callers, and not with the signal of any', async () => {
    const late = held(tagged('"2"', { a: 2 }, headers))
    origin.answer('/coins', tagged('"1"', { a: 1 }, headers), late.script)
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    const controller = new AbortController()
    await (await etagged.fetch('/coins', { signal: controller.signal })).arrayBuffer()
    await (await etagged.fetch('/coins')).arrayBuffer()
    await late.arrived
    controller.abort()
    await turn()
    clock.advance(0)
    late.release()
    await etagged.idle()
    expect(origin.requests).toHaveLength(2)
    expect((await etagged.peek('/coins'))?.data).toEqual({ a: 2 })
  })

  it('a validation that fails is an event, and no unhandled rejection', async () => {
    let isUp = true
    const { etagged, clock, of } = clientOn(() => {
      if (!isUp) throw new TypeError('offline')
      return Response.json({}, { headers: { ...headers, etag: '"1"' } })
    })
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    isUp = false
    expect((await etagged.fetch('/coins')).ok).toBe(true)
    await etagged.idle()
    expect(of('failure')).toHaveLength(1)
  })

  it('max-stale takes a stale response and asks for nothing (RFC 9111 §5.2.1.2)', async () => {
    origin.answer('/coins', tagged('"1"', {}, { 'cache-control': 'max-age=10' }))
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    await (
      await etagged.fetch('/coins', { headers: { 'cache-control': 'max-stale' } })
    ).arrayBuffer()
    await etagged.idle()
    expect(origin.requests).toHaveLength(1)
  })
})

describe('stale-if-error (RFC 5861 §4)', () => {
  const headers = { etag: '"1"', 'cache-control': 'max-age=10, stale-if-error=60' }

  it.each([500, 502, 503, 504])(
    'a %d lets fetch have the stale response, with its Age',
    async (status) => {
      origin.answer('/coins', { headers, body: { a: 1 } }, { status, body: 'down' })
      const { etagged, clock } = client()
      await (await etagged.fetch('/coins')).arrayBuffer()
      clock.advance(30)
      const response = await etagged.fetch('/coins')
      expect(await response.json()).toEqual({ a: 1 })
      expect(response.headers.get('age')).toBe('30')
      expect(response.headers.get('cache-status')).toBe(
        `etagged; fwd=stale; fwd-status=${status}; ttl=-20; detail=stale-if-error`,
      )
    },
  )

  it('so does a network error', async () => {
    let isUp = true
    const { etagged, clock } = clientOn(() => {
      if (!isUp) throw new TypeError('offline')
      return Response.json({ a: 1 }, { headers })
    })
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    isUp = false
    const response = await etagged.fetch('/coins')
    expect(await response.json()).toEqual({ a: 1 })
    expect(response.headers.get('cache-status')).toContain('fwd=stale; ttl=-20')
    clock.advance(60)
    await expect(etagged.fetch('/coins')).rejects.toThrow('offline')
  })

  it('for the request that asks for it, and no other', async () => {
    const fresh = { etag: '"1"', 'cache-control': 'max-age=10' }
    origin.answer('/coins', { headers: fresh, body: { a: 1 } }, { status: 503, body: 'down' })
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    clock.advance(30)
    const asking = { headers: { 'cache-control': 'stale-if-error=60' } }
    expect(await (await etagged.fetch('/coins', asking)).json()).toEqual({ a: 1 })
    expect((await etagged.fetch('/coins')).status).toBe(503)
  })

  it('json never: an outage is an error there, also when it shares the exchange of a fetch', async () => {
    const late = held({ status: 503, body: 'down' })
    origin.answer('/coins', { headers, body: { a: 1 } }, late.script)
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(30)
    const response = etagged.fetch('/coins')
    await late.arrived
    const error = rejectionOf(etagged.json('/coins'))
    late.release()
    expect((await response).ok).toBe(true)
    expect(await error).toMatchObject({ code: 'status', status: 503 })
  })

  it('a fresh response does not hide that a reload failed', async () => {
    origin.answer(
      '/coins',
      { headers: { etag: '"1"', 'cache-control': 'max-age=60' }, body: {} },
      { status: 503 },
    )
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    expect((await etagged.fetch('/coins', { cache: 'no-cache' })).status).toBe(503)
  })
})
