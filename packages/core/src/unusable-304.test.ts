import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, tagged } from './origin.test-server.ts'

const { origin, client, sent } = await originForTests()

describe('I14: a 304 that cannot be used is never seen by the caller', () => {
  const full = { headers: { etag: '"2"' }, body: { version: 2 } }

  it('one with a foreign tag: once more, unconditionally', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 304, headers: { etag: '"9"' } }, full)
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"', undefined])
  })

  it('one that a redirect led to: once more, unconditionally', async () => {
    origin.answer(
      '/coins',
      tagged('"1"', {}),
      { status: 302, headers: { location: '/other' } },
      full,
    )
    origin.answer('/other', { status: 304, headers: { etag: '"1"' } })
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(origin.requests.map(({ path }) => path)).toEqual([
      '/coins',
      '/coins',
      '/other',
      '/coins',
    ])
  })

  it('one that nobody asked for: exactly one retry, which may succeed', async () => {
    origin.answer('/coins', { status: 304 }, full)
    const { etagged } = client()
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(origin.requests).toHaveLength(2)
  })

  it('one that nobody asked for, twice: 502', async () => {
    origin.answer('/coins', { status: 304 })
    const { etagged } = client()
    const response = await etagged.fetch('/coins')
    expect(response.status).toBe(502)
    expect(response.headers.get('cache-status')).toBe(
      'etagged; fwd=miss; fwd-status=304; detail=unsolicited-304',
    )
    expect(origin.requests).toHaveLength(2)
    await expect(etagged.json('/coins')).rejects.toMatchObject({ status: 502 })
  })

  it('one with a foreign tag, and then again a 304: 502', async () => {
    origin.answer('/coins', tagged('"1"', {}), { status: 304, headers: { etag: '"9"' } })
    const { etagged } = client()
    await etagged.json('/coins')
    await expect(etagged.json('/coins')).rejects.toMatchObject({ status: 502 })
    expect(origin.requests).toHaveLength(3)
  })

  it('one for a response that was removed meanwhile', async () => {
    const late = held({ status: 304, headers: { etag: '"1"' } })
    origin.answer('/coins', tagged('"1"', {}), late.script, full)
    const { etagged } = client()
    await etagged.json('/coins')
    const answer = etagged.json('/coins')
    await late.arrived
    await etagged.remove({ url: '/coins' })
    late.release()
    expect((await answer).data).toEqual({ version: 2 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"', undefined])
  })

  it.each([412, 428, 431])('a %d to our precondition: once more without it', async (status) => {
    origin.answer('/coins', tagged('"1"', {}), { status, body: 'no' }, full)
    const { etagged } = client()
    await etagged.json('/coins')
    expect((await etagged.json('/coins')).data).toEqual({ version: 2 })
    expect(sent('if-none-match')).toEqual([undefined, '"1"', undefined])
  })

  it.each([412, 428, 431])(
    'a %d to a request without precondition is an answer',
    async (status) => {
      origin.answer('/coins', { status, body: 'no' })
      await expect(client().etagged.json('/coins')).rejects.toMatchObject({ status, body: 'no' })
      expect(origin.requests).toHaveLength(1)
    },
  )
})
