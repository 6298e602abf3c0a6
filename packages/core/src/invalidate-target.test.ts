import { describe, expect, it } from 'vitest'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { SessionEndedError } from './errors.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, tagged } from './origin.test-server.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'

const { origin } = await originForTests()

const fresh = { 'cache-control': 'max-age=60' }

function client(disk = createMemoryDisk()) {
  const made = createRecordedClient({ baseUrl: origin.url, store: disk.persistence })
  return { disk, ...made }
}

/** Fetches these paths, each with an answer that is fresh for a minute. */
async function fill({ etagged }: ReturnType<typeof client>, ...paths: readonly string[]) {
  for (const path of paths) {
    origin.answer(path, tagged('"1"', { path }, fresh))
    await etagged.json(path)
  }
  await etagged.idle()
}

async function kinds({ etagged }: ReturnType<typeof client>, ...paths: readonly string[]) {
  const found: string[] = []
  for (const path of paths) found.push((await etagged.json(path)).outcome.kind)
  return found
}

describe('invalidate', () => {
  it('has what is stored under a URL validated before its next use', async () => {
    const made = client()
    await fill(made, '/coins', '/coins/1')
    await made.etagged.invalidate({ url: '/coins' })
    expect(await kinds(made, '/coins', '/coins/1', '/coins')).toEqual(['forwarded', 'hit', 'hit'])
    expect(made.of('invalidation')).toMatchObject([
      { urls: [`${origin.url}/coins`], because: 'app' },
    ])
    expect(origin.requests.at(-1)?.headers['if-none-match']).toBe('"1"')
  })

  it('keeps the data: peek still has it', async () => {
    const made = client()
    await fill(made, '/coins')
    await made.etagged.invalidate({ url: '/coins' })
    expect(await made.etagged.peek('/coins')).toMatchObject({ data: { path: '/coins' } })
  })

  it('means by a prefix all URLs that begin so, in memory and on disk', async () => {
    const before = client()
    await fill(before, '/coins', '/coins/1', '/coin')
    await before.etagged.close()
    const after = client(before.disk)
    await after.etagged.json('/coins/1')
    await after.etagged.invalidate({ prefix: '/coins' })
    expect(await kinds(after, '/coins', '/coins/1', '/coin')).toEqual([
      'forwarded',
      'forwarded',
      'hit',
    ])
    // First what memory knows, then what only the disk knew.
    expect(after.of('invalidation')).toMatchObject([
      { urls: [`${origin.url}/coins/1`], because: 'app' },
      { urls: [`${origin.url}/coins`], because: 'app' },
    ])
  })

  it('R6: reaches an answer that is on its way, stored before or not', async () => {
    for (const target of [{ url: '/coins' }, { prefix: '/coi' }, { tag: 'coin' }]) {
      const late = held(tagged('"1"', {}, fresh))
      origin.answer('/coins', late.script, tagged('"2"', {}, fresh))
      const made = client()
      const first = made.etagged.json('/coins', { tags: ['coin'] })
      await late.arrived
      await made.etagged.invalidate(target)
      late.release()
      await first
      expect(await kinds(made, '/coins')).toEqual(['forwarded'])
    }
  })

  it('reaches rows that are being read from disk', async () => {
    const before = client()
    await fill(before, '/coins')
    await before.etagged.close()
    const gate = Promise.withResolvers<void>()
    before.disk.delay = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const after = client(before.disk)
    const reading = after.etagged.json('/coins')
    await turn()
    await after.etagged.invalidate({ url: '/coins' })
    gate.resolve()
    expect((await reading).outcome).toMatchObject({ kind: 'forwarded', fwdStatus: 304 })
  })

  it('takes effect in memory at once, while the disk still thinks', async () => {
    const made = client()
    await fill(made, '/coins')
    made.disk.fault = async ({ method }) =>
      method === 'keys' ? Promise.withResolvers<void>().promise : undefined
    void made.etagged.invalidate({ prefix: '/' })
    expect(await kinds(made, '/coins')).toEqual(['forwarded'])
  })

  it.each([{ url: '/coins' }, { prefix: '/coi' }])(
    'by %o, and a removal, is told at once, while the disk still thinks',
    async (target) => {
      const made = client()
      await fill(made, '/coins')
      const gate = Promise.withResolvers<void>()
      made.disk.fault = async () => gate.promise
      const settled: string[] = []
      const asked = made.etagged.invalidate(target).then(() => settled.push('invalidated'))
      expect(made.of('invalidation')).toMatchObject([{ urls: [`${origin.url}/coins`] }])
      const removed = made.etagged.remove(target).then(() => settled.push('removed'))
      expect(made.of('removal')).toMatchObject([{ urls: [`${origin.url}/coins`] }])
      expect(made.etagged.peekMemory('/coins')).toBeUndefined()
      await turn()
      expect(settled).toEqual([])
      gate.resolve()
      await Promise.all([asked, removed])
      expect(made.of('invalidation')).toHaveLength(1)
      expect(made.of('removal')).toHaveLength(1)
    },
  )

  it('rejects when its session ends before the disk has answered', async () => {
    const made = client()
    await made.etagged.signIn('alice')
    await fill(made, '/coins')
    const gate = Promise.withResolvers<void>()
    made.disk.fault = async ({ method }) => (method === 'keys' ? gate.promise : undefined)
    const asked = [made.etagged.invalidate({ prefix: '/' }), made.etagged.remove('all')].map(
      rejectionOf,
    )
    await turn()
    const out = made.etagged.signOut()
    gate.resolve()
    for (const rejection of asked) expect(await rejection).toBeInstanceOf(SessionEndedError)
    await out
  })
})

describe('remove', () => {
  it.each([
    { target: { url: '/coins' }, left: ['/coins/1', '/other'] },
    { target: { prefix: '/coins' }, left: ['/other'] },
    { target: 'all' as const, left: [] },
  ])('forgets what $target names, in memory and on disk', async ({ target, left }) => {
    const made = client()
    const paths = ['/coins', '/coins/1', '/other']
    await fill(made, ...paths)
    await made.etagged.remove(target)
    const inMemory = paths.filter((path) => made.etagged.peekMemory(path))
    expect(inMemory).toEqual(left)
    expect(made.disk.rows('anonymous').map(({ url }) => url.slice(origin.url.length))).toEqual(left)
  })

  it('of all is one request to the store, which need not look for anything', async () => {
    const made = client()
    await fill(made, '/coins')
    await made.etagged.remove('all')
    const deletions = made.disk.calls.filter(({ method }) => method === 'delete')
    expect(deletions).toMatchObject([
      { partition: 'anonymous', argument: [{ prefix: '' }] },
      { partition: 'everyone', argument: [{ prefix: '' }] },
    ])
  })

  it('forgets every variant and every credentials mode', async () => {
    const made = client()
    origin.answer('/coins', tagged('"1"', {}, { ...fresh, vary: 'accept' }))
    await made.etagged.json('/coins', { headers: { accept: 'a/a' } })
    await made.etagged.json('/coins', { headers: { accept: 'b/b' }, credentials: 'omit' })
    await made.etagged.remove({ url: '/coins' })
    await made.etagged.idle()
    expect(made.disk.rows('anonymous')).toEqual([])
    expect(made.etagged.stats().entries).toBe(0)
  })

  it.each([{ url: '/coins' }, { tag: 'coin' }])(
    'by %o: an answer to HEAD that is on its way does not bring it back',
    async (target) => {
      const made = client()
      origin.answer('/coins', tagged('"1"', {}, fresh))
      await made.etagged.json('/coins', { tags: ['coin'] })
      await made.etagged.invalidate({ url: '/coins' })
      const late = held({ headers: { etag: '"1"', ...fresh } })
      origin.answer('/coins', late.script)
      const head = made.etagged.fetch('/coins', { method: 'HEAD' })
      await late.arrived
      await made.etagged.remove(target)
      late.release()
      await head
      await made.etagged.idle()
      expect(made.etagged.peekMemory('/coins')).toBeUndefined()
      expect(made.disk.rows('anonymous')).toEqual([])
    },
  )

  it('forgets what was left on disk by a former page', async () => {
    const before = client()
    await fill(before, '/coins')
    await before.etagged.close()
    const after = client(before.disk)
    await after.etagged.remove('all')
    expect(before.disk.rows('anonymous')).toEqual([])
  })

  it('R13: rows that are being read from disk do not come back', async () => {
    const before = client()
    await fill(before, '/coins')
    await before.etagged.close()
    const gate = Promise.withResolvers<void>()
    before.disk.delay = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const after = client(before.disk)
    const reading = after.etagged.peek('/coins')
    await turn()
    await after.etagged.remove({ url: '/coins' })
    gate.resolve()
    expect(await reading).toBeUndefined()
    expect(after.etagged.stats().entries).toBe(0)
  })
})
