import { describe, expect, it } from 'vitest'
import { UsageError } from './errors.ts'
import { dataBy } from './doors.test-tool.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'
import { seededRandom } from './seeded.test-tool.ts'

type Fields = Readonly<Record<string, string>>

/** What the origin says of each path; the body is the user's, or everybody's where it is public. */
const paths: Readonly<Record<string, Fields>> = {
  '/says-nothing': { 'cache-control': 'max-age=60' },
  '/private': { 'cache-control': 'private, max-age=60' },
  '/public': { 'cache-control': 'public, max-age=60' },
  '/by-user': { 'cache-control': 's-maxage=60', vary: 'Authorization' },
  '/by-user-validated': { 'cache-control': 'public, no-cache', vary: 'Authorization' },
  '/by-user-stale': { 'cache-control': 'public, max-age=1', vary: 'authorization, accept' },
  '/by-cookie': { 'cache-control': 'public, max-age=60', vary: 'Cookie' },
  '/by-key': { 'cache-control': 'public, max-age=1', vary: 'X-Api-Key, Accept-Language' },
}

/**
 * The worst origin there may be: it gives all users the same entity-tags, and 304 to whoever names
 * them. Its answers wait until they are let go.
 */
function stampingOrigin() {
  const waiting: (() => void)[] = []
  let requests = 0
  async function network(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const { url, headers } = new Request(input, init)
    requests++
    const { pathname } = new URL(url)
    const user = headers.get('authorization') ?? headers.get('x-api-key') ?? 'nobody'
    await new Promise<void>((resolve) => waiting.push(resolve))
    const fields = { etag: '"1"', 'content-type': 'application/json', ...paths[pathname] }
    if (headers.get('if-none-match')?.includes('"1"')) {
      return new Response(null, { status: 304, headers: fields })
    }
    const owner = pathname === '/public' ? 'everybody' : user
    return new Response(JSON.stringify({ owner }), { headers: fields })
  }
  return { network, waiting, requests: () => requests }
}

function credentials(path: string, user: string): Fields {
  if (path === '/by-cookie') return { cookie: user, 'x-api-key': user }
  return path === '/by-key' ? { 'x-api-key': user } : { authorization: user }
}

function client(network: typeof fetch) {
  return createRecordedClient({ baseUrl: 'https://api.test', fetch: network, mode: 'shared' })
}

describe('I28: in a shared cache', () => {
  it('1,000 interleaved requests of two users cross 0 times', async () => {
    const random = seededRandom()
    const origin = stampingOrigin()
    const { etagged, clock } = client(origin.network)
    const crossings: string[] = []
    const kinds = new Map<string, number>()

    async function ask(): Promise<void> {
      const user = random.chance(0.5) ? 'alice' : 'bob'
      const path = random.shuffled(Object.keys(paths))[0] ?? ''
      const language = random.chance(0.5) ? 'de' : 'en'
      const headers = { ...credentials(path, user), 'accept-language': language }
      const data = await dataBy(random.chance(0.5) ? 'json' : 'fetch', etagged, path, { headers })
      const owner: unknown = Reflect.get(Object(data) as object, 'owner')
      if (owner !== user && owner !== 'everybody')
        crossings.push(`${path}: ${user} got ${String(owner)}`)
      kinds.set(path, (kinds.get(path) ?? 0) + 1)
    }

    const running: Promise<void>[] = []
    for (let number = 0; number < 1000; number++) {
      running.push(ask())
      if (random.chance(0.3)) await turn()
      if (random.chance(0.5)) origin.waiting.splice(random.below(origin.waiting.length), 1)[0]?.()
      if (random.chance(0.1)) clock.advance(1)
    }
    // Who came along with another may have to ask for himself.
    for (let rounds = 0; rounds < 100; rounds++) {
      for (const release of origin.waiting.splice(0)) release()
      await turn()
    }
    await Promise.all(running)
    console.log(
      `I28: seed ${random.seed}, 1000 requests of two users, ${origin.requests()} to the origin, ${crossings.length} crossings`,
    )
    expect(crossings).toEqual([])
    // Each path was asked, and what may be shared was.
    expect([...kinds.keys()].toSorted()).toEqual(Object.keys(paths).toSorted())
    expect(etagged.stats().hits).toBeGreaterThan(0)
  })

  const fresh = 's-maxage=60, max-age=0'

  it.each<{ says: string; control: string; init?: RequestInit; kept: boolean }>([
    { says: '§3.5: nothing that answers Authorization', control: 'max-age=60', kept: false },
    { says: '§3.5: unless it is public', control: 'public, max-age=60', kept: true },
    { says: '§3.5: or names s-maxage', control: 's-maxage=60', kept: true },
    { says: '§3.5: or must-revalidate', control: 'must-revalidate, max-age=60', kept: true },
    { says: '§5.2.2.7: nothing private', control: 'private, s-maxage=60', kept: false },
    {
      says: '§5.2.2.7: without the fields that are private',
      control: `private="x", ${fresh}`,
      kept: true,
    },
  ])('is kept $says: $kept', async ({ control, kept }) => {
    let asked = 0
    const { etagged } = client(async () => {
      const headers = { etag: '"1"', 'cache-control': control, x: 'mine' }
      return Response.json({ asked: asked++ }, { headers })
    })
    const init = { headers: { authorization: 'Bearer a' } }
    await (await etagged.fetch('/coins', init)).text()
    const again = await etagged.fetch('/coins', init)
    expect(await again.json()).toEqual({ asked: kept ? 0 : 1 })
    expect(again.headers.has('x')).toBe(!kept || !control.includes('private='))
  })

  it('s-maxage outranks max-age (§5.2.2.10), and forbids stale use, as proxy-revalidate does (§5.2.2.8)', async () => {
    for (const control of ['s-maxage=10, max-age=0', 'max-age=10, proxy-revalidate']) {
      let asked = 0
      const { etagged, clock } = client(async () => {
        const headers = { etag: '"1"', 'cache-control': `${control}, stale-while-revalidate=60` }
        return Response.json({ asked: asked++ }, { headers })
      })
      const read = () => dataBy('fetch', etagged, '/coins')
      expect(await read()).toEqual({ asked: 0 })
      clock.advance(9)
      expect(await read()).toEqual({ asked: 0 })
      clock.advance(2)
      expect(await read()).toEqual({ asked: 1 })
    }
  })

  it('a client’s directives do not switch it off (§5.2.1: advisory), unless it obeys', async () => {
    for (const obeyRequestDirectives of [false, true]) {
      let asked = 0
      const { etagged } = createRecordedClient({
        baseUrl: 'https://api.test',
        fetch: async () =>
          Response.json({ asked: asked++ }, { headers: { 'cache-control': 's-maxage=60' } }),
        mode: 'shared',
        obeyRequestDirectives,
      })
      await (await etagged.fetch('/coins')).text()
      const headers = { 'cache-control': 'no-cache' }
      const again = await etagged.fetch('/coins', { headers })
      expect(await again.json()).toEqual({ asked: obeyRequestDirectives ? 1 : 0 })
    }
  })

  it('nobody signs in: a shared cache has no users', async () => {
    const { etagged } = client(async () => Response.json({}))
    const error = await rejectionOf(etagged.signIn('alice'))
    expect(error).toBeInstanceOf(UsageError)
    expect(String(error)).toContain('private client')
    expect((await etagged.signIn(null)).user).toBeNull()
  })
})

it.each([
  { says: 'by private takes what is stored back (§5.2.2.7)', control: 'private', entries: 0 },
  { says: 'by no-store, too (§5.2.2.5)', control: 'no-store', entries: 0 },
  { says: 'by nothing else', control: 'max-age=1', entries: 1 },
])('I16: in a shared cache a 304 $says', async ({ control, entries }) => {
  let answers = 0
  const { etagged, clock } = client(async () => {
    answers++
    const fields = { etag: '"1"', 'content-type': 'application/json' }
    return answers === 1
      ? new Response('{"a":1}', { headers: { ...fields, 'cache-control': 'max-age=1' } })
      : new Response(null, { status: 304, headers: { ...fields, 'cache-control': control } })
  })
  await etagged.json('/a')
  clock.advance(2)
  expect((await etagged.json('/a')).data).toEqual({ a: 1 })
  expect(etagged.entries()).toHaveLength(entries)
})

it('I28: takes no fields of the app for all requests: they may be another user’s at each', () => {
  const options = { mode: 'shared', headers: () => ({ authorization: 'Bearer a' }) } as const
  expect(() => createRecordedClient({ baseUrl: 'https://api.test', ...options })).toThrow(
    UsageError,
  )
})
