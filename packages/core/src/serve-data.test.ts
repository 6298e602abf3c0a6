import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Coin, coinSchema, schemaOf } from './any.test-schema.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { BodyError, StatusError } from './errors.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, type Reply, tagged } from './origin.test-server.ts'
import { createRecordedClient, rejectionOf } from './recorded.test-client.ts'
import type { SchemaResult } from './schema.ts'

const { origin, client } = await originForTests()

const validators = { etag: '"2"', 'cache-control': 'max-age=60' }

it('what is not stored was validated when it arrived, and must be at its next use', async () => {
  origin.answer('/coins', { headers: { 'cache-control': 'no-store' }, body: {} })
  const { etagged, clock } = client()
  const { freshness } = await etagged.json('/coins', { cache: 'no-store' })
  const now = clock.now()
  expect(freshness).toEqual({ validatedAt: now, freshUntil: now, age: 0, ttl: 0 })
})

describe('I17: a body that is not the data asked for is a BodyError, and nothing of it is stored', () => {
  const json = { ...validators, 'content-type': 'application/json' }

  it.each<{ says: string; fault: string; reply: Reply }>([
    { says: 'an empty body', fault: 'empty', reply: { headers: json } },
    { says: 'a 204', fault: 'empty', reply: { status: 204, headers: json } },
    { says: 'half a document', fault: 'not-json', reply: { headers: json, body: '{"a":' } },
    { says: 'HTML', fault: 'not-json', reply: { headers: validators, body: '<html>' } },
    { says: 'NaN', fault: 'not-json', reply: { headers: json, body: '{"a":NaN}' } },
    {
      says: 'bytes that are no UTF-8',
      fault: 'not-json',
      reply: { headers: validators, body: Uint8Array.of(0x22, 0xff, 0x22) },
    },
    {
      says: 'what the schema refuses',
      fault: 'schema',
      reply: { headers: json, body: '{"name":1}' },
    },
  ])('$says: $fault; the stored response stays usable', async ({ fault, reply }) => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { name: 'Pepe' }), reply)
    const { etagged } = client({ store: disk.persistence })
    const first = await etagged.json('/coins', { schema: coinSchema })
    const url = `${origin.url}/coins`
    await expect(etagged.json('/coins', { schema: coinSchema })).rejects.toMatchObject({
      code: 'body',
      fault,
      url,
    })
    expect((await etagged.peek('/coins', { schema: coinSchema }))?.data).toBe(first.data)
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ body: { content: '{"name":"Pepe"}' } }])
  })

  it('tells what the schema found, a line each', async () => {
    origin.answer('/coins', { headers: validators, body: {} })
    const error = await rejectionOf(client().etagged.json('/coins', { schema: coinSchema }))
    expect(error).toBeInstanceOf(BodyError)
    expect(error).toMatchObject({ issues: ['coin.name: must be text', 'and short'] })
    expect((error as BodyError).message).toBe(
      `${origin.url}/coins answered with a body that does not fit the schema\n- coin.name: must be text\n- and short`,
    )
  })

  it('a body shorter than its Content-Length, although it parses', async () => {
    const { etagged, statuses } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => new Response('12', { headers: { ...validators, 'content-length': '5' } }),
    })
    await expect(etagged.json('/coins')).rejects.toMatchObject({ fault: 'cut-short' })
    expect(statuses()).toEqual(['fwd=uri-miss; fwd-status=200; ttl=60; detail=incomplete-body'])
    expect(etagged.stats().entries).toBe(0)
  })

  it('a streamed body shorter than its Content-Length', async () => {
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => new Response('12', { headers: { 'content-length': '5' } }),
    })
    await expect(etagged.json('/coins')).rejects.toMatchObject({ fault: 'cut-short' })
  })

  it('a CORS answer whose coding is hidden is measured by its syntax, not by its length', async () => {
    const answer = new Response('[]', { headers: { ...validators, 'content-length': '22' } })
    Object.defineProperty(answer, 'type', { value: 'cors' })
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => answer,
    })
    expect((await etagged.json('/coins')).data).toEqual([])
  })

  it('a connection cut at any byte of the body is a network error, and nothing is stored', async () => {
    const body = JSON.stringify({ name: 'Pepe', supply: 12 })
    const { etagged } = client()
    for (let cutAfter = 0; cutAfter < body.length; cutAfter++) {
      origin.answer('/coins', { headers: json, body, cutAfter })
      await expect(etagged.json('/coins')).rejects.toThrow(TypeError)
      await expect(etagged.fetch('/coins').then((response) => response.text())).rejects.toThrow(
        TypeError,
      )
    }
    expect(etagged.stats().entries).toBe(0)
  })

  it('fetch keeps no body that says it is JSON and is not; its caller still gets it', async () => {
    origin.answer('/coins', {
      headers: { ...validators, 'content-type': 'application/hal+json' },
      body: '{',
    })
    const { etagged, statuses } = client()
    expect(await (await etagged.fetch('/coins')).text()).toBe('{')
    expect(statuses()[0]).toContain('detail=not-json')
    expect(etagged.stats().entries).toBe(0)
  })
})

describe('data', () => {
  it('may begin with a byte order mark, which is not part of the text (RFC 8259 §8.1)', async () => {
    origin.answer('/coins', { headers: validators, body: '\uFEFF{"a":1}' })
    expect((await client().etagged.json('/coins')).data).toEqual({ a: 1 })
  })

  it('has the type of the schema', async () => {
    origin.answer('/coins', { headers: validators, body: { name: 'Pepe' } })
    const { etagged } = client()
    const typed = await etagged.json('/coins', { schema: coinSchema })
    const untyped = await etagged.json('/coins')
    expectTypeOf(typed.data).toEqualTypeOf<Coin>()
    expectTypeOf(untyped.data).toEqualTypeOf<unknown>()
    expect(typed.data).toEqual(untyped.data)
  })

  it('is what the schema made of it, once', async () => {
    origin.answer('/coins', { headers: validators, body: { name: 'Pepe' } })
    let runs = 0
    const upperCase = schemaOf((value) => {
      runs++
      return { value: JSON.stringify(value).toUpperCase() }
    })
    const { etagged } = client()
    expect((await etagged.json('/coins', { schema: upperCase })).data).toBe('{"NAME":"PEPE"}')
    await etagged.json('/coins', { schema: upperCase })
    await etagged.peek('/coins', { schema: upperCase })
    expect(runs).toBe(1)
  })

  it('a stored body that another schema refuses is a miss, and is asked for in full', async () => {
    origin.answer(
      '/coins',
      tagged('"1"', {}, { 'cache-control': 'max-age=60' }),
      tagged('"2"', { name: 'Pepe' }),
    )
    const { etagged } = client()
    await etagged.json('/coins')
    expect(await etagged.peek('/coins', { schema: coinSchema })).toBeUndefined()
    expect((await etagged.json('/coins', { schema: coinSchema })).data).toEqual({ name: 'Pepe' })
    expect(origin.requests[1]?.headers['if-none-match']).toBeUndefined()
  })

  it('may pass an asynchronous schema, and is one object for all who wait', async () => {
    origin.answer('/coins', tagged('"1"', { name: 'Pepe' }))
    const schema = schemaOf(async (value) => ({ value: { wrapped: value } }))
    const { etagged } = client()
    const [one, other] = await Promise.all([
      etagged.json('/coins', { schema }),
      etagged.json('/coins', { schema }),
    ])
    const third = await etagged.json('/coins', { schema })
    expect(one.data).toEqual({ wrapped: { name: 'Pepe' } })
    expect(other.data).toBe(one.data)
    expect(third.data).toBe(one.data)
    expect(etagged.peekMemory('/coins', { schema })?.data).toBe(one.data)
    expect(
      etagged.peekMemory('/coins', { schema: schemaOf(async (value) => ({ value })) }),
    ).toBeUndefined()
  })

  it.each([
    {
      says: 'throws',
      fail: () => {
        throw new RangeError('too deep')
      },
    },
    { says: 'rejects', fail: async () => Promise.reject(new RangeError('too deep')) },
  ])(
    'a schema that $says is a BodyError with its cause; the next call may succeed',
    async ({ fail }) => {
      origin.answer('/coins', tagged('"1"', { name: 'Pepe' }))
      let isBroken = true
      const schema = schemaOf((value): SchemaResult<unknown> | Promise<SchemaResult<unknown>> =>
        isBroken ? fail() : { value },
      )
      const { etagged } = client()
      const error = await rejectionOf(etagged.json('/coins', { schema }))
      expect(error).toMatchObject({
        fault: 'schema',
        issues: ['the schema failed: RangeError: too deep'],
        cause: new RangeError('too deep'),
      })
      isBroken = false
      expect((await etagged.json('/coins', { schema })).data).toEqual({ name: 'Pepe' })
    },
  )

  it("a schema that throws is not the fault of who shares its caller's exchange", async () => {
    const late = held(tagged('"1"', { name: 'Pepe' }))
    origin.answer('/coins', late.script)
    const { etagged } = client()
    const broken = schemaOf(() => {
      throw new Error('broken')
    })
    const one = rejectionOf(etagged.json('/coins', { schema: broken }))
    const other = etagged.json('/coins', { schema: coinSchema })
    await late.arrived
    late.release()
    expect(await one).toBeInstanceOf(BodyError)
    expect((await other).data).toEqual({ name: 'Pepe' })
    expect(origin.requests).toHaveLength(1)
  })

  it.each(['POST', 'PUT', 'DELETE'])('%s may be answered without content', async (method) => {
    origin.answer('/coins', { status: 204 })
    expect((await client().etagged.json('/coins', { method })).data).toBeUndefined()
  })

  it('unless a schema asks for some', async () => {
    origin.answer('/coins', { status: 204 })
    const answer = client().etagged.json('/coins', { method: 'POST', schema: coinSchema })
    await expect(answer).rejects.toMatchObject({ fault: 'empty' })
    const nothing = schemaOf((value) => ({ value: value === undefined ? 'nothing' : 'something' }))
    const empty = await client().etagged.json('/coins', { method: 'POST', schema: nothing })
    expect(empty.data).toBe('nothing')
  })

  it('that is nested without end is data like any other', async () => {
    const deep = (leaf: number) => `${'['.repeat(20_000)}${leaf}${']'.repeat(20_000)}`
    origin.answer('/deep', tagged('"1"', deep(1)), tagged('"2"', deep(2)))
    const { etagged } = client()
    await etagged.json('/deep')
    await etagged.json('/deep')
    expect((await etagged.json('/deep')).outcome).toMatchObject({ fwdStatus: 304 })
  })
})

describe('StatusError', () => {
  it('has status, URL and the parsed body', async () => {
    origin.answer('/coins', { status: 404, body: { error: 'no such coin' } })
    const { etagged } = client()
    const error = await rejectionOf(etagged.json('/coins'))
    expect(error).toBeInstanceOf(StatusError)
    expect(error).toMatchObject({
      code: 'status',
      status: 404,
      url: `${origin.url}/coins`,
      body: { error: 'no such coin' },
      retryAfter: undefined,
    })
  })

  it.each([
    { says: 'text that is no JSON', body: 'down', is: 'down' },
    { says: 'nothing', body: '', is: '' },
    { says: 'bytes', body: Uint8Array.of(0xff), is: undefined },
  ])('its body may be $says', async ({ body, is }) => {
    origin.answer('/coins', { status: 500, body })
    expect(await rejectionOf(client().etagged.json('/coins'))).toMatchObject({ body: is })
  })

  it.each([
    { says: 'seconds', value: '120', is: 120 },
    { says: 'no time', value: '0', is: 0 },
    { says: 'an HTTP-date', value: 'Fri, 15 Jan 2027 08:01:30 GMT', is: 90 },
    { says: 'an HTTP-date that has passed', value: 'Fri, 15 Jan 2027 07:00:00 GMT', is: 0 },
    { says: 'something unreadable', value: 'soon', is: undefined },
  ])('a 429 tells when to come back: $says (RFC 9110 §10.2.3)', async ({ value, is }) => {
    origin.answer('/coins', { status: 429, headers: { 'retry-after': value }, body: {} })
    expect(await rejectionOf(client().etagged.json('/coins'))).toMatchObject({
      status: 429,
      retryAfter: is,
    })
  })

  it('a write has one, too, and the URL even when the network does not tell', async () => {
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: async () => Response.json({ error: 'taken' }, { status: 409 }),
    })
    expect(await rejectionOf(etagged.json('/coins', { method: 'POST' }))).toMatchObject({
      status: 409,
      url: 'https://api.test/coins',
      body: { error: 'taken' },
    })
  })

  it('storeErrors keeps an error as an answer: json rejects from the store, peek has no data', async () => {
    origin.answer('/coins', {
      status: 404,
      headers: { 'cache-control': 'max-age=60' },
      body: { no: 1 },
    })
    const { etagged, statuses } = client({ storeErrors: true })
    for (const status of ['fwd=uri-miss', 'hit']) {
      expect(await rejectionOf(etagged.json('/coins'))).toMatchObject({ status: 404 })
      expect(statuses().at(-1)).toContain(status)
    }
    expect(await etagged.peek('/coins')).toBeUndefined()
    expect(etagged.peekMemory('/coins')).toBeUndefined()
  })
})
