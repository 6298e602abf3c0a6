import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { portioned } from './portion.ts'
import { createRecordedClient } from './recorded.test-client.ts'
import { storedWith } from './rules/stored-response.test-fixture.ts'

const { origin, client } = await originForTests()

const fresh = { 'cache-control': 'max-age=60' }

describe('portioned', () => {
  const stored = storedWith(
    { etag: '"1"', 'content-length': '9' },
    { body: { id: 'body', content: 'a€b€c', bytes: 9 } },
  )

  it('the whole is the stored response itself', () => {
    expect(portioned(stored, { kind: 'whole' })).toBe(stored)
  })

  it('for HEAD all but the content (RFC 9110 §9.3.2)', () => {
    expect(portioned(stored, { kind: 'head' })).toEqual({
      ...stored,
      body: { id: 'body', content: '', bytes: 0 },
    })
  })

  it('a part counts bytes, also within a character of text (RFC 9110 §14.1.2, §15.3.7.1)', () => {
    const part = portioned(stored, { kind: 'part', part: { first: 1, last: 4, length: 9 } })
    expect(part).toMatchObject({ status: 206, statusText: 'Partial Content' })
    expect(part.fields).toEqual([
      ['etag', '"1"'],
      ['content-length', '4'],
      ['content-range', 'bytes 1-4/9'],
    ])
    expect(part.body.content).toEqual(Uint8Array.of(0xe2, 0x82, 0xac, 0x62))
    expect(part.body.bytes).toBe(4)
  })

  it('a part of bytes is a copy (I32)', () => {
    const content = Uint8Array.of(1, 2, 3)
    const bytes = { ...stored, body: { id: 'body', content, bytes: 3 } }
    const part = portioned(bytes, { kind: 'part', part: { first: 1, last: 2, length: 3 } })
    expect(part.body.content).toEqual(Uint8Array.of(2, 3))
    expect((part.body.content as Uint8Array).buffer).not.toBe(content.buffer)
  })
})

describe('a stored answer to GET (RFC 9111 §4)', () => {
  it('answers HEAD: with its fields and Age, and no content', async () => {
    origin.answer('/coins', tagged('"1"', [1, 2], fresh))
    const { etagged, clock, statuses } = client()
    await etagged.json('/coins')
    clock.advance(7)
    const response = await etagged.fetch('/coins', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('etag')).toBe('"1"')
    expect(response.headers.get('age')).toBe('7')
    expect(await response.text()).toBe('')
    expect(origin.requests).toHaveLength(1)
    expect(statuses()[1]).toBe('hit; ttl=53; detail=fresh')
    expect((await etagged.json('/coins')).data).toEqual([1, 2])
  })

  it.each([
    ['bytes=1-3', 'bytes 1-3/6', '1,2'],
    ['bytes=-2', 'bytes 4-5/6', '3]'],
    ['bytes=4-', 'bytes 4-5/6', '3]'],
    ['bytes=2-99', 'bytes 2-5/6', ',23]'],
  ])('I15: answers Range %s by 206', async (range, contentRange, text) => {
    origin.answer('/coins', { headers: { etag: '"1"', ...fresh }, body: '[1,23]' })
    const { etagged } = client()
    await (await etagged.fetch('/coins')).text()
    const response = await etagged.fetch('/coins', { headers: { range } })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(contentRange)
    expect(response.headers.get('content-length')).toBe(String(text.length))
    expect(await response.text()).toBe(text)
    expect(origin.requests).toHaveLength(1)
    expect(await (await etagged.fetch('/coins')).text()).toBe('[1,23]')
  })

  it.each([
    ['that is stale', 'bytes=0-1', { 'cache-control': 'max-age=0' }],
    [
      'that was coded, so that its bytes are not those of the wire',
      'bytes=0-1',
      { 'content-encoding': 'br' },
    ],
    ['beyond the end', 'bytes=100-', fresh],
    ['of several parts', 'bytes=0-1,3-4', fresh],
  ])(
    'I15: does not answer a range %s: the origin does, and nothing of it is kept',
    async (_, range, given) => {
      const part = {
        status: 206,
        headers: { 'content-range': 'bytes 0-1/6', etag: '"1"', ...fresh },
        body: '[1',
      }
      const { etagged } = createRecordedClient({
        baseUrl: 'https://api.test',
        fetch: async (_input, init) => {
          const isPart = new Headers(init?.headers).has('range')
          const headers = { etag: '"1"', ...fresh, ...given }
          return isPart ? new Response(part.body, part) : new Response('[1,23]', { headers })
        },
      })
      await (await etagged.fetch('/coins')).text()
      const response = await etagged.fetch('/coins', { headers: { range } })
      expect([response.status, await response.text()]).toEqual([206, '[1'])
      const whole = await etagged.fetch('/coins', { cache: 'force-cache' })
      expect([whole.status, await whole.text()]).toEqual([200, '[1,23]'])
    },
  )

  it('while it is stale and is validated behind a range, all of it is asked for', async () => {
    const stale = { 'cache-control': 'max-age=10, stale-while-revalidate=60' }
    origin.answer('/coins', tagged('"1"', [1, 2], stale), tagged('"2"', [3, 4], stale))
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(30)
    const response = await etagged.fetch('/coins', { headers: { range: 'bytes=0-1' } })
    expect(await response.text()).toBe('[1')
    await etagged.idle()
    expect(origin.requests.map(({ headers }) => headers['range'])).toEqual([undefined, undefined])
    expect((await etagged.peek('/coins'))?.data).toEqual([3, 4])
  })

  it('that was stored for HEAD there is none: HEAD stores nothing', async () => {
    origin.answer('/coins', tagged('"1"', [1], fresh))
    const { etagged } = client()
    await etagged.fetch('/coins', { method: 'HEAD' })
    expect(etagged.stats().entries).toBe(0)
    expect((await etagged.json('/coins')).data).toEqual([1])
    expect(origin.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
  })
})
