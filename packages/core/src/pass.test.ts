import { describe, expect, it } from 'vitest'
import type { EtaggedOptions } from './etagged.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, type Reply, startOrigin, tagged } from './origin.test-server.ts'
import { createRecordedClient, rejectionOf } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client, sent } = await originForTests()

describe('the answer to HEAD and the stored answer to GET (RFC 9111 §4.3.5)', () => {
  const head = { method: 'HEAD' }

  async function afterHead(reply: Reply) {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', [1], { 'cache-control': 'max-age=10' }), reply)
    const recorded = client({ store: disk.persistence })
    const { etagged, clock } = recorded
    await etagged.json('/coins')
    clock.advance(30)
    await etagged.fetch('/coins', head)
    await etagged.idle()
    return { ...recorded, rows: disk.rows('anonymous') }
  }

  it('freshens it when validators and length agree: its body is fresh again', async () => {
    const { etagged, statuses, rows } = await afterHead({
      headers: {
        etag: '"1"',
        'content-length': '3',
        'cache-control': 'max-age=60',
        'x-new': 'yes',
      },
    })
    const { data, outcome, freshness } = await etagged.json('/coins')
    expect(data).toEqual([1])
    expect(outcome.kind).toBe('hit')
    expect(freshness).toMatchObject({ age: 0, ttl: 60 })
    expect(statuses()[1]).toBe('fwd=stale; fwd-status=200; detail=head')
    expect(rows).toMatchObject([{ body: { content: '[1]' } }])
    expect(rows[0]?.fields).toContainEqual(['x-new', 'yes'])
  })

  it.each<{ says: string; reply: Reply }>([
    { says: 'another ETag', reply: { headers: { etag: '"2"' } } },
    { says: 'another length', reply: { headers: { etag: '"1"', 'content-length': '9' } } },
    { says: '404', reply: { status: 404 } },
    { says: '410', reply: { status: 410 } },
  ])('invalidates it: $says', async ({ reply }) => {
    const { etagged, rows } = await afterHead(reply)
    expect(rows).toMatchObject([{ invalidated: true, body: { content: '[1]' } }])
    origin.answer('/coins', tagged('"2"', [2]))
    expect((await etagged.json('/coins')).data).toEqual([2])
  })

  it.each([301, 401, 403, 500, 503])('says nothing of it by %d', async (status) => {
    const { etagged, rows } = await afterHead({ status, headers: { etag: '"2"' } })
    expect(rows).toMatchObject([{ invalidated: false }])
    expect((await etagged.peek('/coins'))?.freshness.ttl).toBe(-20)
  })
})

describe('I20: an unsafe method is never stored, nor answered from the store, whatever the options', () => {
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE']
  const statuses = [200, 201, 203, 301, 404, 410]
  const controls = [
    'max-age=60',
    'public, max-age=60, immutable',
    'max-age=0, stale-while-revalidate=60',
  ]
  const options = [
    {},
    { storeErrors: true, heuristicFreshness: true, assumeFresh: 60 },
    { mode: 'shared', storeErrors: true },
  ] as const satisfies readonly EtaggedOptions[]

  it(`${methods.length * statuses.length * controls.length * options.length} combinations`, async () => {
    let shown = 0
    for (const option of options) {
      for (const method of methods) {
        for (const status of statuses) {
          for (const control of controls) {
            let asked = 0
            const { etagged } = createRecordedClient({
              baseUrl: 'https://api.test',
              fetch: async () =>
                new Response(`${asked++}`, {
                  status,
                  headers: { etag: '"1"', 'cache-control': control },
                }),
              ...option,
            })
            for (const text of ['0', '1']) {
              const response = await etagged.fetch('/coins', { method, cache: 'force-cache' })
              expect(await response.text()).toBe(text)
            }
            expect(etagged.stats().entries).toBe(0)
            shown++
          }
        }
      }
    }
    console.log(`I20: ${shown} combinations of method, status, Cache-Control and options`)
  })
})

describe('what goes around the store', () => {
  it('a network error is passed on, and an event', async () => {
    const error = new TypeError('offline')
    const { etagged, of } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => {
        throw error
      },
    })
    expect(await rejectionOf(etagged.fetch('/coins', { method: 'POST' }))).toBe(error)
    expect(of('failure')).toMatchObject([{ method: 'POST', because: 'TypeError: offline' }])
  })

  it('is aborted by its caller while he waits for the head', async () => {
    const late = held({ body: 'late' })
    origin.answer('/coins', late.script)
    const controller = new AbortController()
    const { signal } = controller
    const answer = rejectionOf(client().etagged.fetch('/coins', { method: 'POST', signal }))
    await late.arrived
    controller.abort(new Error('enough'))
    expect(await answer).toMatchObject({ message: 'enough' })
    late.release()
  })

  it('is shared by nobody', async () => {
    origin.answer('/coins', { body: 'mine' })
    const { etagged } = client()
    const init = { cache: 'no-store' } as const
    const responses = await Promise.all([1, 2, 3].map(() => etagged.fetch('/coins', init)))
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual(
      Array.from({ length: 3 }, () => 'mine'),
    )
    expect(origin.requests).toHaveLength(3)
  })
})

describe('a write that was redirected (RFC 9111 §4.4)', () => {
  it('invalidates what it was sent to, and what it was led to, and what that names', async () => {
    const fresh = { 'cache-control': 'max-age=60' }
    const paths = ['/a', '/b', '/b/named', '/named']
    for (const path of paths) origin.answer(path, tagged('"1"', [path], fresh))
    const { etagged } = client()
    for (const path of paths) await etagged.json(path)
    origin.answer('/a', { status: 307, headers: { location: '/b' } })
    origin.answer('/b', { status: 201, headers: { location: 'named' } })
    await etagged.fetch('/a', { method: 'PUT', body: 'x' })
    await etagged.idle()
    const invalidated = etagged.entries().filter((entry) => entry.invalidated)
    const urls = invalidated.map(({ url }) => new URL(url).pathname)
    expect(urls.toSorted()).toEqual(['/a', '/b', '/named'])
  })

  it('invalidates nothing here by what another origin names', async () => {
    await using other = await startOrigin()
    const fresh = { 'cache-control': 'max-age=60', 'cache-groups': '"coins"' }
    for (const path of ['/a', '/mine']) origin.answer(path, tagged('"1"', [path], fresh))
    const { etagged } = client()
    for (const path of ['/a', '/mine']) await etagged.json(path)
    origin.answer('/a', { status: 307, headers: { location: `${other.url}/b` } })
    other.answer('/b', {
      status: 200,
      headers: { location: `${origin.url}/mine`, 'cache-group-invalidation': '"coins"' },
    })
    await etagged.fetch('/a', { method: 'PUT', body: 'x' })
    await etagged.idle()
    const states = etagged
      .entries()
      .map(({ url, invalidated }) => [new URL(url).pathname, invalidated])
    expect(states).toEqual([
      ['/a', true],
      ['/mine', false],
    ])
  })
})

describe('only-if-cached (RFC 9111 §5.2.1.7)', () => {
  it.each<Record<string, string>>([
    { 'if-none-match': '"1"' },
    { range: 'bytes=0-0, 2-2' },
    { range: 'bytes=99-' },
    { range: 'bytes=0-0', 'if-range': '"1"' },
  ])('sends nothing, whatever else is asked: %j is a 504', async (headers) => {
    origin.answer('/coins', tagged('"1"', [1], { 'cache-control': 'max-age=60' }))
    const { etagged } = client()
    await etagged.json('/coins')
    const init = { headers, cache: 'only-if-cached' } as const
    expect((await etagged.fetch('/coins', init)).status).toBe(504)
    expect(origin.requests).toHaveLength(1)
  })
})

describe("I15: the caller's own conditions pass", () => {
  it('his If-None-Match, and his 304', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 304, headers: { etag: '"9"' } })
    const { etagged, statuses } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins', { headers: { 'if-none-match': '"9"' } })
    expect(response.status).toBe(304)
    expect(sent('if-none-match')).toEqual([undefined, '"9"'])
    expect(statuses()[1]).toBe('fwd=bypass; fwd-status=304; detail=own-precondition')
  })

  it('his Range, and his 206', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 206, headers: { etag: '"1"' }, body: 'x' })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    const response = await etagged.fetch('/coins', { headers: { range: 'bytes=0-0' } })
    expect(response.status).toBe(206)
    expect(await (await etagged.fetch('/coins', { cache: 'force-cache' })).json()).toEqual({})
  })
})

describe('I20: other methods are never stored nor answered from the store', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])('%s', async (method) => {
    origin.answer('/coins', {
      headers: { etag: '"1"', 'cache-control': 'max-age=60, immutable' },
      body: {},
    })
    const { etagged, statuses } = client()
    await (await etagged.fetch('/coins')).arrayBuffer()
    await (await etagged.fetch('/coins', { method })).arrayBuffer()
    await (await etagged.fetch('/coins', { method, cache: 'force-cache' })).arrayBuffer()
    expect(origin.requests).toHaveLength(3)
    expect(etagged.stats().entries).toBe(1)
    expect(statuses().slice(1)).toEqual(Array(2).fill('fwd=method; fwd-status=200; detail=method'))
  })

  it('a HEAD leaves what is stored, and json gives it no data', async () => {
    origin.answer('/coins', { headers: { etag: '"1"', 'content-length': '7' }, body: { a: 1 } })
    const { etagged } = client()
    expect((await etagged.json('/coins', { method: 'HEAD' })).data).toBeUndefined()
  })
})
