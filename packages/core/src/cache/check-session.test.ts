import { describe, expect, it } from 'vitest'
import { schemaOf } from '../any.test-schema.ts'
import { BodyError, SessionEndedError } from '../errors.ts'
import { originForTests } from '../origin-for-tests.test-fixture.ts'
import { startOrigin, tagged } from '../origin.test-server.ts'
import { createRecordedClient, rejectionOf, turn } from '../recorded.test-client.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'
import type { Identify } from './check-session.ts'
import { partitionName } from './partition-name.ts'

const { origin } = await originForTests()

/** By a field: `-` stands for nobody. */
const byField: Identify = ({ headers }) => {
  const user = headers.get('x-user')
  return user === null ? undefined : user === '-' ? null : user
}

function client(options: Parameters<typeof createRecordedClient>[0] = {}) {
  const disk = createMemoryDisk()
  const made = createRecordedClient({ baseUrl: origin.url, store: disk.persistence, ...options })
  return { disk, ...made }
}

const as = (user: string | undefined) => ({
  'cache-control': 'max-age=60',
  ...(user === undefined ? {} : { 'x-user': user }),
})

describe('I8: identify', () => {
  it.each([
    { session: 'alice', response: 'alice', foreign: false },
    { session: 'alice', response: undefined, foreign: false },
    { session: 'alice', response: 'bob', foreign: true },
    { session: 'alice', response: '-', foreign: true },
    { session: null, response: '-', foreign: false },
    { session: null, response: undefined, foreign: false },
    { session: null, response: 'bob', foreign: true },
  ])('a response of $response in a session of $session: foreign $foreign', async (row) => {
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }, as(row.response)))
    const { etagged, disk, of } = client({ identify: byField })
    await etagged.signIn(row.session)
    const former = etagged.session
    const ends = row.foreign && row.session !== null
    const answer = etagged.json('/me').then(
      () => false,
      (error: unknown) => error instanceof SessionEndedError,
    )
    expect(await answer).toBe(row.foreign)
    await etagged.idle()
    expect(etagged.session.generation === former.generation).toBe(!ends)
    expect(disk.dump().includes('CANARY')).toBe(!row.foreign)
    expect(etagged.stats().entries).toBe(row.foreign ? 0 : 1)
    if (!ends) return
    expect(etagged.session).toMatchObject({ user: null, because: 'foreign-response' })
    expect(of('session').at(-1)).toMatchObject({ because: 'foreign-response' })
    expect(disk.calls).toContainEqual({
      partition: former.partition,
      method: 'end',
      argument: { keep: false },
    })
  })

  it('a foreign 304 confirms nothing, and removes what was there', async () => {
    origin.answer(
      '/me',
      tagged('"1"', {}, { 'x-user': 'alice' }),
      tagged('"1"', {}, { 'x-user': 'bob' }),
    )
    const { etagged, disk } = client({ identify: byField })
    await etagged.signIn('alice')
    await etagged.json('/me')
    expect(await rejectionOf(etagged.json('/me'))).toBeInstanceOf(SessionEndedError)
    await etagged.idle()
    expect(disk.rows(partitionName('alice'))).toEqual([])
  })

  it('is asked about writes, too, and with where the response came from', async () => {
    origin.answer('/me', { status: 201, headers: { 'x-user': 'bob' } })
    const asked: unknown[] = []
    const identify: Identify = (response, session) => {
      asked.push([response.status, response.url, session.user])
      return byField(response, session)
    }
    const { etagged } = client({ identify })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.fetch('/me', { method: 'POST' }))
    expect(await answer).toBeInstanceOf(SessionEndedError)
    expect(asked).toEqual([[201, `${origin.url}/me`, 'alice']])
  })

  it('before the first signIn what is a user’s is served, and stored for nobody', async () => {
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }, as('alice')))
    origin.answer('/board', tagged('"1"', {}, as('-')))
    const { etagged, disk, statuses } = client({ identify: byField })
    const { session } = etagged
    expect((await etagged.json('/me')).data).toEqual({ secret: 'CANARY' })
    await etagged.json('/board')
    await etagged.idle()
    expect(statuses()[0]).toContain('detail=user-not-known-yet')
    expect(etagged.session).toBe(session)
    expect(disk.dump()).not.toContain('CANARY')
    expect(disk.rows('anonymous')).toHaveLength(1)
  })

  it('before the first signIn a user’s 304 does not freshen what is nobody’s', async () => {
    origin.answer('/board', tagged('"1"', {}, {}), tagged('"1"', {}, as('alice')))
    const { etagged, disk, clock } = client({ identify: byField })
    await etagged.json('/board')
    clock.advance(1)
    expect((await etagged.json('/board')).outcome).toMatchObject({ fwdStatus: 304 })
    await etagged.idle()
    expect(disk.rows('anonymous')).toMatchObject([{ responseTime: clock.now() - 1 }])
  })

  it('what it throws reaches the caller, nothing is stored, and the session goes on', async () => {
    origin.answer(
      '/me',
      tagged('"1"', { secret: 'CANARY' }, { 'cache-control': 'stale-if-error=60' }),
    )
    const error = new Error('no such field')
    const { etagged, disk } = client({
      identify: () => {
        throw error
      },
    })
    const { session } = { session: await etagged.signIn('alice') }
    expect(await rejectionOf(etagged.json('/me'))).toBe(error)
    expect(await rejectionOf(etagged.fetch('/me'))).toBe(error)
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    expect(etagged.session).toBe(session)
  })

  it('what comes after the end of its session is nobody to ask about', async () => {
    const network = Promise.withResolvers<Response>()
    let asked = 0
    const { etagged } = client({
      fetch: async () => network.promise,
      identify: () => {
        asked++
        return undefined
      },
    })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    await turn()
    await etagged.signOut()
    network.resolve(Response.json({}))
    expect(await answer).toBeInstanceOf(SessionEndedError)
    await turn()
    expect(asked).toBe(0)
  })
})

describe('Clear-Site-Data', () => {
  const clearing = { 'clear-site-data': '"cache", "storage"' }

  it('ends the session as signOut does, after the caller has an answer that he can read', async () => {
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }))
    const farewell = 'good bye '.repeat(100_000)
    origin.answer('/logout', { headers: clearing, body: farewell })
    const { etagged, disk, clock } = client()
    await etagged.signIn('alice')
    await etagged.json('/me')
    await etagged.idle()
    const response = await etagged.fetch('/logout', { method: 'POST' })
    expect(response.url).toBe(`${origin.url}/logout`)
    clock.advance(0)
    expect(etagged.session).toMatchObject({ user: null, because: 'clear-site-data' })
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    expect(await response.text()).toBe(farewell)
  })

  it('ends the session after an answer that is stored meanwhile, too', async () => {
    const farewell = 'good bye '.repeat(100_000)
    origin.answer('/logout', { headers: { ...clearing, etag: '"1"' }, body: farewell })
    const { etagged, clock } = client()
    await etagged.signIn('alice')
    const response = await etagged.fetch('/logout')
    clock.advance(0)
    expect(etagged.session.user).toBeNull()
    expect(await response.text()).toBe(farewell)
  })

  it('leaves with the answer, and with its clone, what only fetch can set', async () => {
    origin.answer('/logout', { status: 303, headers: { location: '/bye' } })
    origin.answer('/bye', { headers: clearing, body: 'bye' })
    const { etagged } = client()
    await etagged.signIn('alice')
    const response = await etagged.fetch('/logout', { method: 'POST' })
    const { type } = response
    expect(response.clone()).toMatchObject({ url: `${origin.url}/bye`, redirected: true, type })
    expect(type).toBe('basic')
  })

  it('leaves an empty answer as it came', async () => {
    origin.answer('/logout', { status: 204, statusText: 'Gone', headers: clearing })
    const { etagged } = client()
    await etagged.signIn('alice')
    const response = await etagged.fetch('/logout', { method: 'POST' })
    expect([response.status, response.statusText, response.body]).toEqual([204, 'Gone', null])
  })

  it.each([undefined, null])('user %s: rows go, the session goes on', async (user) => {
    origin.answer('/board', tagged('"1"', { a: 'CANARY' }), { headers: clearing, body: {} })
    const { etagged, disk, clock, of } = client()
    if (user === null) await etagged.signIn(null)
    await etagged.json('/board')
    const { session } = etagged
    await etagged.json('/board', { cache: 'reload' })
    clock.advance(0)
    await etagged.idle()
    expect(etagged.session).toBe(session)
    expect(etagged.peekMemory('/board')).toBeUndefined()
    expect(disk.dump()).not.toContain('CANARY')
    expect(of('removal')).toMatchObject([
      { urls: [`${origin.url}/board`], because: 'clear-site-data' },
    ])
  })

  it('is heeded when the answer is an error, too', async () => {
    origin.answer('/me', { status: 401, headers: clearing })
    const { etagged, clock } = client()
    await etagged.signIn('alice')
    expect(await rejectionOf(etagged.json('/me'))).toMatchObject({ status: 401 })
    clock.advance(0)
    expect(etagged.session.because).toBe('clear-site-data')
  })

  it('of a 204 that has a body, as in browsers, is obeyed and served', async () => {
    const { etagged, clock } = client({
      async fetch() {
        const response = new Response(null, { status: 204, headers: clearing })
        const body = new Response('').body
        return Object.defineProperty(response, 'body', { value: body })
      },
    })
    await etagged.signIn('alice')
    expect((await etagged.fetch('/logout', { method: 'POST' })).status).toBe(204)
    clock.advance(0)
    expect(etagged.session).toMatchObject({ user: null, because: 'clear-site-data' })
  })

  /** A `Clear-Site-Data` answer whose body the test ends. */
  function openFarewell() {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const network: typeof fetch = async (input) =>
      new URL(new Request(input).url).pathname === '/logout'
        ? new Response(readable, { headers: { ...clearing, etag: '"1"' } })
        : Response.json({})
    return { network, end: (text: string) => writer.write(encode(text)).then(() => writer.close()) }
  }
  const encode = (text: string) => new TextEncoder().encode(text)

  it('waits for the answer of who asked, whoever else is answered meanwhile', async () => {
    const { network, end } = openFarewell()
    const { etagged, clock } = client({ baseUrl: 'https://api.test', fetch: network })
    await etagged.signIn('alice')
    const answer = etagged.json('/logout')
    await turn()
    await etagged.json('/other')
    clock.advance(0)
    expect(etagged.session.user).toBe('alice')
    await end('{"bye":1}')
    expect((await answer).data).toEqual({ bye: 1 })
    clock.advance(0)
    expect(etagged.session).toMatchObject({ user: null, because: 'clear-site-data' })
  })

  it('waits for all who share the answer, also for a slow schema', async () => {
    const { network, end } = openFarewell()
    const { etagged, clock } = client({ baseUrl: 'https://api.test', fetch: network })
    await etagged.signIn('alice')
    const gate = Promise.withResolvers<void>()
    const schema = schemaOf(async (value) => {
      await gate.promise
      return { value }
    })
    const first = etagged.json('/logout')
    const second = etagged.json('/logout', { schema })
    await end('{"bye":1}')
    expect((await first).data).toEqual({ bye: 1 })
    await turn()
    clock.advance(0)
    expect(etagged.session.user).toBe('alice')
    gate.resolve()
    expect((await second).data).toEqual({ bye: 1 })
    clock.advance(0)
    expect(etagged.session.user).toBeNull()
  })

  it('waits at most 5 s for a schema that never answers', async () => {
    const { network, end } = openFarewell()
    const { etagged, clock } = client({ baseUrl: 'https://api.test', fetch: network })
    await etagged.signIn('alice')
    const schema = schemaOf(async () => Promise.withResolvers<never>().promise)
    const answer = rejectionOf(etagged.json('/logout', { schema }))
    await end('{"bye":1}')
    await turn()
    clock.advance(4.9)
    expect(etagged.session.user).toBe('alice')
    clock.advance(0.1)
    expect(etagged.session).toMatchObject({ user: null, because: 'clear-site-data' })
    expect(await answer).toBeInstanceOf(SessionEndedError)
  })

  it.each([undefined, 'alice'])(
    'waits at most 5 s for a body without end, lets it go, and says whose fault that is: user %s',
    async (user) => {
      const cancelled = Promise.withResolvers<void>()
      const body = new ReadableStream({ cancel: () => cancelled.resolve() })
      const { etagged, clock, of } = client({
        baseUrl: 'https://api.test',
        fetch: async () => new Response(body, { headers: clearing }),
      })
      if (user !== undefined) await etagged.signIn(user)
      const answer = rejectionOf(etagged.fetch('/logout', { method: 'POST' }))
      await turn()
      clock.advance(5)
      const error = await answer
      expect(error).toBeInstanceOf(BodyError)
      expect(error).toMatchObject({
        fault: 'overdue',
        url: 'https://api.test/logout',
      })
      expect(String(error)).toContain('the server must end it within 5 s')
      await cancelled.promise
      clock.advance(0)
      const ends = [...of('session'), ...of('removal')].map(({ because }) => because)
      expect(ends).toContain('clear-site-data')
    },
  )

  it.each([200, 401])('json says so, too, with any status: %i', async (status) => {
    const { etagged, clock } = client({
      baseUrl: 'https://api.test',
      fetch: async () => new Response(new ReadableStream(), { status, headers: clearing }),
    })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    await turn()
    clock.advance(5)
    expect(await answer).toMatchObject({ code: 'body', fault: 'overdue' })
    clock.advance(0)
    expect(etagged.session.because).toBe('clear-site-data')
  })

  it('a connection that breaks within the body is the network’s own error', async () => {
    const error = new TypeError('terminated')
    const body = new ReadableStream({ start: (controller) => controller.error(error) })
    const { etagged, clock } = client({
      baseUrl: 'https://api.test',
      fetch: async () => new Response(body, { headers: clearing }),
    })
    await etagged.signIn('alice')
    expect(await rejectionOf(etagged.json('/me'))).toBe(error)
    clock.advance(0)
    expect(etagged.session.because).toBe('clear-site-data')
  })

  it('is heeded when nobody waits for the answer', async () => {
    const fields = { 'cache-control': 'max-age=1, stale-while-revalidate=60' }
    origin.answer('/me', tagged('"1"', {}, fields), tagged('"2"', {}, { ...fields, ...clearing }))
    const { etagged, clock } = client()
    await etagged.signIn('alice')
    await etagged.json('/me')
    clock.advance(2)
    await (await etagged.fetch('/me')).arrayBuffer()
    await etagged.idle()
    clock.advance(0)
    expect(etagged.session.because).toBe('clear-site-data')
  })

  it.each([
    { says: 'another type', headers: { 'clear-site-data': '"cookies"' } },
    { says: 'no quotes', headers: { 'clear-site-data': 'cache' } },
  ])('that says $says changes nothing', async ({ headers }) => {
    origin.answer('/logout', { headers })
    const { etagged, clock } = client()
    const session = await etagged.signIn('alice')
    await etagged.fetch('/logout', { method: 'POST' })
    clock.advance(0)
    expect(etagged.session).toBe(session)
  })

  it('of another origin is not for us', async () => {
    await using elsewhere = await startOrigin()
    elsewhere.answer('/logout', { headers: clearing })
    const { etagged, clock } = client()
    const session = await etagged.signIn('alice')
    await etagged.fetch(`${elsewhere.url}/logout`)
    clock.advance(0)
    expect(etagged.session).toBe(session)
  })
})
