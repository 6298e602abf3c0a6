import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { SessionEndedError } from '../errors.ts'
import { held, type Origin, startOrigin, tagged } from '../origin.test-server.ts'
import { createRecordedClient, rejectionOf, turn } from '../recorded.test-client.ts'
import type { CredentialHeaders } from './credentials.ts'

let origin: Origin
let elsewhere: Origin
beforeAll(async () => {
  origin = await startOrigin()
  elsewhere = await startOrigin()
})
afterEach(() => {
  origin.reset()
  elsewhere.reset()
})
afterAll(async () => {
  await origin[Symbol.asyncDispose]()
  await elsewhere[Symbol.asyncDispose]()
})

const client = (headers: CredentialHeaders) =>
  createRecordedClient({ baseUrl: `${origin.url}/v1`, headers })

const tokens = (at = origin) => at.requests.map(({ headers }) => headers.authorization)

describe('headers', () => {
  it.each<{ form: string; headers: CredentialHeaders }>([
    { form: 'a record', headers: () => ({ Authorization: 'one' }) },
    { form: 'pairs', headers: () => [['authorization', 'one']] },
    { form: 'Headers', headers: () => new Headers({ authorization: 'one' }) },
    {
      form: 'a name without a value',
      headers: () => ({ authorization: 'one', 'x-user': undefined }),
    },
    { form: 'a promise', headers: async () => ({ authorization: 'one' }) },
  ])('may give $form', async ({ headers }) => {
    await client(headers).etagged.fetch('/me')
    expect(tokens()).toEqual(['one'])
    expect(origin.requests[0]?.headers).not.toHaveProperty('x-user')
  })

  it('are asked with the session of the request', async () => {
    const users: unknown[] = []
    const { etagged } = client((session, { refresh }) => {
      users.push([session.user, refresh])
      return {}
    })
    await etagged.json('/me').catch(() => undefined)
    await etagged.signIn('alice')
    await etagged.json('/me').catch(() => undefined)
    expect(users).toEqual([
      [undefined, false],
      ['alice', false],
    ])
  })

  it("go to the base URL's origin, and to no other", async () => {
    let asked = 0
    const { etagged } = client(() => {
      asked++
      return { authorization: 'secret' }
    })
    await etagged.fetch(`${origin.url}/elsewhere/on/the/origin`)
    await etagged.fetch(`${elsewhere.url}/me`)
    await etagged.fetch(`${elsewhere.url}/me`, { method: 'POST' })
    expect(tokens()).toEqual(['secret'])
    expect(tokens(elsewhere)).toEqual([undefined, undefined])
    expect(asked).toBe(1)
  })

  it('go to the origin of the page when the base URL is relative', async () => {
    vi.stubGlobal('location', new URL(`${origin.url}/board`))
    const { etagged } = createRecordedClient({
      baseUrl: '/v1',
      headers: () => ({ authorization: 'secret' }),
    })
    await etagged.fetch('/me')
    vi.unstubAllGlobals()
    expect(origin.requests[0]?.path).toBe('/v1/me')
    expect(tokens()).toEqual(['secret'])
  })

  it('are not renewed for a 401 of another origin', async () => {
    let asked = 0
    elsewhere.answer('/me', { status: 401 })
    const { etagged } = client(() => {
      asked++
      return {}
    })
    await etagged.fetch(`${elsewhere.url}/me`)
    expect(asked).toBe(0)
    expect(elsewhere.requests).toHaveLength(1)
  })

  it("give way to the caller's own", async () => {
    const { etagged } = client(() => ({ authorization: 'session', 'x-app': '1' }))
    await etagged.fetch('/me', { headers: { Authorization: 'own' } })
    expect(tokens()).toEqual(['own'])
    expect(origin.requests[0]?.headers['x-app']).toBe('1')
  })

  it.each<{ says: string; headers: CredentialHeaders }>([
    {
      says: 'throw',
      headers: () => {
        throw new RangeError('no token')
      },
    },
    { says: 'reject', headers: async () => Promise.reject(new RangeError('no token')) },
  ])(
    'that $says fail the request with their own error, and nothing is sent',
    async ({ headers }) => {
      const error = await rejectionOf(client(headers).etagged.json('/me'))
      expect(error).toEqual(new RangeError('no token'))
      expect(origin.requests).toEqual([])
    },
  )
})

describe('R8: a 401', () => {
  /** Answers who has the newest token, after a time that the test decides. */
  function renewable() {
    let token = 1
    const calls: boolean[] = []
    const headers: CredentialHeaders = async (_, { refresh }) => {
      calls.push(refresh)
      if (refresh) {
        await turn()
        token++
      }
      return { authorization: `token ${token}` }
    }
    return { headers, calls }
  }

  const onlyFor = (token: string) => (request: { headers: Record<string, unknown> }) =>
    request.headers['authorization'] === token
      ? { headers: { etag: '"1"' }, body: { token } }
      : { status: 401, headers: { etag: '"401"' }, body: { error: 'expired' } }

  it('renews the credentials once and asks once more', async () => {
    const { headers, calls } = renewable()
    origin.answer('/v1/me', onlyFor('token 2'))
    const { etagged } = client(headers)
    expect((await etagged.json('/me')).data).toEqual({ token: 'token 2' })
    expect(tokens()).toEqual(['token 1', 'token 2'])
    expect(calls).toEqual([false, true])
  })

  it('that stays one is the answer; I22: it is not stored, and does not harm what is', async () => {
    const { headers, calls } = renewable()
    origin.answer('/v1/me', tagged('"1"', { a: 1 }), { status: 401, body: { error: 'no' } })
    const { etagged } = client(headers)
    await etagged.json('/me')
    expect(await rejectionOf(etagged.json('/me'))).toMatchObject({
      status: 401,
      body: { error: 'no' },
    })
    expect(calls).toEqual([false, false, true])
    expect((await etagged.peek('/me'))?.data).toEqual({ a: 1 })
  })

  it('of k requests shares one renewal', async () => {
    const { headers, calls } = renewable()
    const paths = ['/a', '/b', '/c', '/d']
    for (const path of paths) origin.answer(`/v1${path}`, onlyFor('token 2'))
    const { etagged } = client(headers)
    const answers = await Promise.all(paths.map((path) => etagged.json(path)))
    expect(answers.map(({ data }) => data)).toEqual(paths.map(() => ({ token: 'token 2' })))
    expect(calls.filter(Boolean)).toHaveLength(1)
    expect(origin.requests).toHaveLength(8)
  })

  it('that comes after the renewal it missed takes the renewed credentials', async () => {
    const { headers, calls } = renewable()
    const late = held(onlyFor('token 2'))
    origin.answer('/v1/late', late.script, onlyFor('token 2'))
    origin.answer('/v1/me', onlyFor('token 2'))
    const { etagged } = client(headers)
    const slow = etagged.json('/late')
    await late.arrived
    await etagged.json('/me')
    late.release()
    expect((await slow).data).toEqual({ token: 'token 2' })
    expect(calls.filter(Boolean)).toHaveLength(1)
  })

  it('renews again when the renewed credentials expire, too', async () => {
    const { headers, calls } = renewable()
    origin.answer('/v1/me', onlyFor('token 2'))
    const { etagged } = client(headers)
    await etagged.json('/me')
    origin.answer('/v1/me', onlyFor('token 3'))
    expect((await etagged.json('/me')).data).toEqual({ token: 'token 3' })
    expect(calls).toEqual([false, true, false, true])
  })

  it.each([
    {
      says: 'throws',
      fail: () => {
        throw new Error('no way')
      },
    },
    { says: 'rejects', fail: async () => Promise.reject(new Error('no way')) },
  ])(
    'whose renewal $says reaches the caller as it is; the next one tries again',
    async ({ fail }) => {
      let isBroken = true
      let renewals = 0
      origin.answer('/v1/me', onlyFor('token 2'))
      const { etagged } = client((_, { refresh }) => {
        if (refresh) renewals++
        if (refresh && isBroken) return fail()
        return { authorization: refresh ? 'token 2' : 'token 1' }
      })
      expect(await rejectionOf(etagged.json('/me'))).toMatchObject({ code: 'status', status: 401 })
      isBroken = false
      expect((await etagged.json('/me')).data).toEqual({ token: 'token 2' })
      expect(renewals).toBe(2)
    },
  )

  it('to a write is repeated when its body can be', async () => {
    const { headers } = renewable()
    origin.answer('/v1/me', onlyFor('token 2'))
    const { etagged } = client(headers)
    expect((await etagged.fetch('/me', { method: 'PUT', body: 'text' })).status).toBe(200)
    expect(origin.requests).toHaveLength(2)
  })

  it.each([
    {
      says: 'a stream',
      input: () => '/me',
      init: () => ({ method: 'PUT', body: new Blob(['text']).stream(), duplex: 'half' as const }),
    },
    {
      says: "a Request's own",
      input: () => new Request(`${origin.url}/v1/me`, { method: 'PUT', body: 'text' }),
      init: () => ({}),
    },
  ])('to a write is the answer when its body is spent: $says', async ({ input, init }) => {
    const { headers, calls } = renewable()
    origin.answer('/v1/me', onlyFor('token 2'))
    const { etagged } = client(headers)
    expect((await etagged.fetch(input(), init())).status).toBe(401)
    expect(calls).toEqual([false])
  })
})

describe('when the session ends while headers think', () => {
  it('nothing is sent', async () => {
    const gate = Promise.withResolvers<HeadersInit>()
    const { etagged } = client(async () => gate.promise)
    await etagged.signIn('alice')
    const answers = [etagged.json('/me'), etagged.fetch('/me', { method: 'POST' })].map(rejectionOf)
    await turn()
    await etagged.signOut()
    gate.resolve({ authorization: 'of alice' })
    for (const answer of answers) expect(await answer).toBeInstanceOf(SessionEndedError)
    await turn()
    expect(origin.requests).toEqual([])
  })

  it('nothing is sent, whatever the network thinks of aborts', async () => {
    const gate = Promise.withResolvers<HeadersInit>()
    let sent = 0
    const { etagged } = createRecordedClient({
      baseUrl: origin.url,
      headers: async () => gate.promise,
      fetch: async () => {
        sent++
        return Response.json({})
      },
    })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    await turn()
    await etagged.signOut()
    gate.resolve({ authorization: 'of alice' })
    await answer
    await turn()
    expect(sent).toBe(0)
  })

  it('nothing is sent again', async () => {
    const gate = Promise.withResolvers<HeadersInit>()
    const renewing = Promise.withResolvers<void>()
    origin.answer('/v1/me', { status: 401 })
    const { etagged } = client(async (_, { refresh }) => {
      if (!refresh) return {}
      renewing.resolve()
      return gate.promise
    })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    await renewing.promise
    await etagged.signOut()
    gate.resolve({ authorization: 'of alice' })
    expect(await answer).toBeInstanceOf(SessionEndedError)
    await turn()
    expect(origin.requests).toHaveLength(1)
  })

  it('a network that does not listen to the abort is not asked with a former token', async () => {
    const network = Promise.withResolvers<Response>()
    let renewals = 0
    const { etagged } = createRecordedClient({
      baseUrl: origin.url,
      headers: (_, { refresh }) => {
        if (refresh) renewals++
        return {}
      },
      fetch: async () => network.promise,
    })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    await turn()
    await etagged.signOut()
    network.resolve(new Response(null, { status: 401 }))
    await answer
    await turn()
    expect(renewals).toBe(0)
  })
})
