import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, tagged } from './origin.test-server.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client } = await originForTests()

describe('I19: after a write (RFC 9111 §4.4)', () => {
  const headers = { 'cache-control': 'max-age=60' }

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'])(
    '%s invalidates its target',
    async (method) => {
      origin.answer('/coins/1', tagged('"1"', {}, headers))
      const { etagged, of } = client()
      await etagged.json('/coins/1')
      await (await etagged.fetch('/coins/1', { method })).arrayBuffer()
      expect((await etagged.json('/coins/1')).outcome).toMatchObject({
        kind: 'forwarded',
        fwdStatus: 304,
      })
      expect(of('invalidation')).toMatchObject([
        { urls: [`${origin.url}/coins/1`], because: 'unsafe-method' },
      ])
      expect((await etagged.json('/coins/1')).outcome.kind).toBe('hit')
    },
  )

  it('and what Location and Content-Location name on the same origin', async () => {
    for (const path of ['/coins', '/coins/1', '/coins/1.json', '/other']) {
      origin.answer(path, tagged('"1"', {}, headers))
    }
    const { etagged } = client()
    for (const path of ['/coins', '/coins/1', '/coins/1.json', '/other']) await etagged.json(path)
    origin.answer('/coins', {
      status: 201,
      headers: { location: '/coins/1', 'content-location': `${origin.url}/coins/1.json` },
    })
    await (await etagged.fetch('/coins', { method: 'POST' })).arrayBuffer()
    const kinds: string[] = []
    for (const path of ['/coins/1', '/coins/1.json', '/other']) {
      kinds.push((await etagged.json(path)).outcome.kind)
    }
    expect(kinds).toEqual(['forwarded', 'forwarded', 'hit'])
  })

  it('on disk as well', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins/1', tagged('"1"', {}, headers))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/coins/1')
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ invalidated: true }])
  })

  it.each([
    { says: 'an error', method: 'PUT', status: 409 },
    { says: 'a safe method', method: 'OPTIONS', status: 200 },
  ])('$says invalidates nothing', async ({ method, status }) => {
    origin.answer('/coins/1', tagged('"1"', {}, headers), { status })
    const { etagged, of } = client()
    await etagged.json('/coins/1')
    await (await etagged.fetch('/coins/1', { method })).arrayBuffer()
    expect((await etagged.json('/coins/1')).outcome.kind).toBe('hit')
    expect(of('invalidation')).toEqual([])
  })

  /** A read that is under way while a write succeeds. */
  async function overtakenRead() {
    const before = held(tagged('"1"', { version: 1 }, headers))
    origin.answer(
      '/coins/1',
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }, headers),
    )
    const { etagged } = client()
    const read = etagged.json('/coins/1')
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    return { etagged, before, read }
  }

  it('R5: a GET that the write overtook is kept as invalidated', async () => {
    const { etagged, before, read } = await overtakenRead()
    before.release()
    expect((await read).data).toEqual({ version: 1 })
    expect((await etagged.json('/coins/1')).data).toEqual({ version: 2 })
  })

  it('R5: who asks after the write does not share the exchange of who asked before', async () => {
    const { etagged, before, read } = await overtakenRead()
    expect((await etagged.json('/coins/1')).data).toEqual({ version: 2 })
    before.release()
    await read
    await expect(etagged.peek('/coins/1')).resolves.toMatchObject({ data: { version: 2 } })
  })

  it('R5: a 304 that the write overtook does not freshen for good', async () => {
    const before = held({ status: 304, headers: { etag: '"1"', ...headers } })
    origin.answer(
      '/coins/1',
      tagged('"1"', { version: 1 }),
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }),
    )
    const { etagged } = client()
    await etagged.json('/coins/1')
    const read = etagged.json('/coins/1')
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    before.release()
    await read
    expect((await etagged.json('/coins/1')).data).toEqual({ version: 2 })
  })

  it('R6: a background validation that the write overtook is kept as invalidated', async () => {
    const stale = { 'cache-control': 'max-age=10, stale-while-revalidate=60' }
    const before = held(tagged('"1"', { version: 1 }, stale))
    origin.answer(
      '/coins/1',
      tagged('"1"', { version: 1 }, stale),
      before.script,
      { status: 204 },
      tagged('"2"', { version: 2 }),
    )
    const { etagged, clock } = client()
    await (await etagged.fetch('/coins/1')).arrayBuffer()
    clock.advance(30)
    await (await etagged.fetch('/coins/1')).arrayBuffer()
    await before.arrived
    await (await etagged.fetch('/coins/1', { method: 'PUT' })).arrayBuffer()
    before.release()
    await etagged.idle()
    expect(await (await etagged.fetch('/coins/1')).json()).toEqual({ version: 2 })
  })
})
