import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, tagged } from './origin.test-server.ts'
import { rejectionOf } from './recorded.test-client.ts'

const { origin, client } = await originForTests()

describe('I16: a 304 with no-store evicts; its answer may be used this once', () => {
  it('in memory and on disk', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }), {
      status: 304,
      headers: { etag: '"1"', 'cache-control': 'no-store' },
    })
    const { etagged, statuses } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ a: 1 })
    expect(statuses()[1]).toContain('detail=response-no-store')
    expect(await etagged.peek('/coins')).toBeUndefined()
  })

  it('a request with no-store keeps nothing new (RFC 9111 §5.2.1.5)', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=60' }))
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(100)
    await etagged.json('/coins', { headers: { 'cache-control': 'no-store' } })
    expect((await etagged.peek('/coins'))?.freshness.age).toBe(100)
  })
})

describe('I21: what is never stored leaves the stored response usable', () => {
  it('a redirected answer', async () => {
    origin.answer('/old', { status: 301, headers: { location: '/new' } })
    origin.answer('/new', {
      headers: { etag: '"1"', 'cache-control': 'max-age=60' },
      body: { a: 1 },
    })
    const { etagged, statuses } = client()
    const response = await etagged.fetch('/old')
    expect(response.redirected).toBe(true)
    expect(await response.json()).toEqual({ a: 1 })
    expect(etagged.stats().entries).toBe(0)
    expect(statuses()).toEqual(['fwd=uri-miss; fwd-status=200; detail=redirected'])
  })

  it.each([
    { says: 'an error', reply: { status: 500, headers: { etag: '"2"' }, body: 'no' } },
    {
      says: 'a 206 that nobody asked for',
      reply: { status: 206, headers: { etag: '"2"' }, body: '{' },
    },
    {
      says: 'no-store',
      reply: { headers: { etag: '"2"', 'cache-control': 'no-store' }, body: { secret: true } },
    },
    { says: 'Vary: *', reply: { headers: { etag: '"2"', vary: '*' }, body: { any: true } } },
  ])('$says', async ({ reply }) => {
    origin.answer('/coins', tagged('"1"', { a: 1 }), reply)
    const { etagged } = client()
    const first = await etagged.json('/coins')
    const response = await etagged.fetch('/coins')
    await response.text()
    expect((await etagged.peek('/coins'))?.data).toBe(first.data)
  })
})

describe('a body that cannot be stored streams', () => {
  const endless = { headers: { 'content-type': 'text/plain' }, body: 'first', endless: true }

  async function firstChunk(response: Response) {
    const reader = response.body?.getReader()
    const chunk = await reader?.read()
    return { text: new TextDecoder().decode(chunk?.value), rest: () => reader?.read() }
  }

  it('to its caller as it arrives', async () => {
    origin.answer('/events', endless)
    const { etagged, statuses } = client()
    const response = await etagged.fetch('/events')
    expect(statuses()).toEqual(['fwd=uri-miss; fwd-status=200; detail=nothing-to-reuse-it-by'])
    expect((await firstChunk(response)).text).toBe('first')
    await etagged.close()
  })

  it("and the caller's signal still aborts it", async () => {
    origin.answer('/events', endless)
    const { etagged } = client()
    const controller = new AbortController()
    const response = await etagged.fetch('/events', { signal: controller.signal })
    const { rest } = await firstChunk(response)
    const reason = new Error('enough')
    const next = rejectionOf(Promise.resolve(rest()))
    controller.abort(reason)
    expect(await next).toBe(reason)
  })

  it('also when it answers a write', async () => {
    origin.answer('/events', endless)
    const { etagged } = client()
    const controller = new AbortController()
    const { signal } = controller
    const response = await etagged.fetch('/events', { method: 'POST', signal })
    const { rest } = await firstChunk(response)
    const next = rejectionOf(Promise.resolve(rest()))
    controller.abort(new Error('enough'))
    expect(await next).toEqual(new Error('enough'))
  })

  it('and the end of the session aborts it, too', async () => {
    origin.answer('/events', endless)
    const { etagged } = client()
    await etagged.signIn('alice')
    const response = await etagged.fetch('/events')
    const { rest } = await firstChunk(response)
    const next = rejectionOf(Promise.resolve(rest()))
    await etagged.signOut()
    expect(await next).toMatchObject({ code: 'session-ended' })
  })

  it('to each of several callers from an exchange of his own', async () => {
    origin.answer('/text', { headers: { 'content-type': 'text/plain' }, body: 'all' })
    const { etagged } = client()
    const responses = await Promise.all([etagged.fetch('/text'), etagged.fetch('/text')])
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual(['all', 'all'])
    expect(origin.requests).toHaveLength(2)
  })

  it('when the first caller has left, the next asks for his own', async () => {
    const late = held({ headers: { 'content-type': 'text/plain' }, body: 'all' })
    origin.answer('/text', late.script)
    const { etagged } = client()
    const controller = new AbortController()
    const left = rejectionOf(etagged.fetch('/text', { signal: controller.signal }))
    const stays = etagged.fetch('/text')
    await late.arrived
    controller.abort()
    late.release()
    expect(await left).toMatchObject({ name: 'AbortError' })
    expect(await (await stays).text()).toBe('all')
  })
})
