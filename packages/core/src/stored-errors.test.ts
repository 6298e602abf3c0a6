import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { createRecordedClient } from './recorded.test-client.ts'

const { origin } = await originForTests()

/** RFC 9111 in full. */
const client = (options = {}) =>
  createRecordedClient({
    baseUrl: origin.url,
    storeErrors: true,
    heuristicFreshness: true,
    ...options,
  })

const fresh = { 'cache-control': 'max-age=60' }

describe('with storeErrors, as RFC 9111 §3 has it', () => {
  it.each([301, 302, 303, 307, 308])(
    'I21: a %d is kept for who looks at redirections himself, and answers nobody else',
    async (status) => {
      origin.answer('/old', { status, headers: { location: '/new', ...fresh }, body: 'moved' })
      origin.answer('/new', tagged('"1"', { a: 1 }, fresh))
      const { etagged } = client()
      const manual = { redirect: 'manual' } as const
      const seen = await etagged.fetch('/old', manual)
      expect([seen.status, await seen.text()]).toEqual([status, 'moved'])
      const again = await etagged.fetch('/old', manual)
      expect(again.headers.get('cache-status')).toContain('hit')
      expect([again.status, again.headers.get('location')]).toEqual([status, '/new'])

      const followed = await etagged.fetch('/old')
      expect(followed.redirected).toBe(true)
      expect(followed.url).toBe(`${origin.url}/new`)
      expect(await followed.json()).toEqual({ a: 1 })
      expect((await etagged.json('/old')).data).toEqual({ a: 1 })
      await expect(etagged.fetch('/old', { redirect: 'error' })).rejects.toThrow(TypeError)
      const paths = origin.requests.map(({ path }) => path)
      expect(paths).toEqual(['/old', '/old', '/new', '/old', '/new', '/old'])
    },
  )

  it('I21: what a redirection led to is not kept, under either URL', async () => {
    origin.answer('/old', { status: 301, headers: { location: '/new' } })
    origin.answer('/new', tagged('"1"', { a: 1 }, fresh))
    const { etagged } = client()
    await (await etagged.fetch('/old')).text()
    expect(etagged.stats().entries).toBe(0)
  })

  it.each([404, 410, 500, 503])('a %d is kept and reused, while it is fresh', async (status) => {
    origin.answer('/coins', { status, headers: fresh, body: 'gone' })
    const { etagged, clock } = client()
    for (let times = 0; times < 2; times++) {
      const response = await etagged.fetch('/coins')
      expect([response.status, await response.text()]).toEqual([status, 'gone'])
    }
    expect(origin.requests).toHaveLength(1)
    clock.advance(61)
    await (await etagged.fetch('/coins')).text()
    expect(origin.requests).toHaveLength(2)
  })

  it('a 206 is not kept in any case (I21)', async () => {
    origin.answer('/coins', { status: 206, headers: fresh, body: 'part' })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).text()
    expect(etagged.stats().entries).toBe(0)
  })
})

describe('I22: without it 401 and 403 replace nothing and confirm nothing', () => {
  it.each([401, 403])('%d', async (status) => {
    const refusal = { status, headers: { etag: '"1"', 'cache-control': 'max-age=600' }, body: 'no' }
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=10' }), refusal)
    const { etagged, clock } = createRecordedClient({ baseUrl: origin.url })
    const { data } = await etagged.json('/coins')
    clock.advance(30)
    const response = await etagged.fetch('/coins')
    expect([response.status, await response.text()]).toEqual([status, 'no'])
    await expect(etagged.json('/coins')).rejects.toMatchObject({ status })
    const head = await etagged.fetch('/coins', { method: 'HEAD' })
    expect(head.status).toBe(status)
    const stored = await etagged.peek('/coins')
    expect(stored?.data).toBe(data)
    expect(stored?.freshness).toMatchObject({ age: 30, ttl: -20 })
  })
})

describe('by default', () => {
  it.each([404, 410])(
    'a %d, which is not kept, says that what is stored is no more: nothing gives it again',
    async (status) => {
      const stale = { 'cache-control': 'max-age=1, stale-while-revalidate=60, stale-if-error=60' }
      origin.answer('/coin', tagged('"1"', { a: 1 }, stale), { status }, { status: 503 })
      const { etagged, clock } = createRecordedClient({ baseUrl: origin.url })
      const read = async () => {
        const response = await etagged.fetch('/coin')
        await response.arrayBuffer()
        return response.status
      }
      expect(await read()).toBe(200)
      clock.advance(2)
      expect(await read()).toBe(200)
      await etagged.idle()
      expect(await read()).toBe(503)
    },
  )
})
