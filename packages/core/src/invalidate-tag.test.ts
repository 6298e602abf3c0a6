import { describe, expect, it } from 'vitest'
import type { JsonInit } from './etagged.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, startOrigin, tagged } from './origin.test-server.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin } = await originForTests()

const fresh = { 'cache-control': 'max-age=60' }

function client(disk = createMemoryDisk(), memory = {}) {
  const made = createRecordedClient({ baseUrl: origin.url, store: disk.persistence, memory })
  return { disk, ...made }
}

type Client = ReturnType<typeof client>

const url = (path: string): string => origin.url + path

/** Fetches the path, with an answer that is fresh for a minute. */
async function fetchFresh(
  { etagged }: Client,
  path: string,
  init: JsonInit<unknown> = {},
  fields = {},
): Promise<void> {
  origin.answer(path, tagged('"1"', { path }, { ...fresh, ...fields }))
  await etagged.json(path, init)
  await etagged.idle()
}

const groups = (value: string) => ({ 'cache-groups': value })

/** A coin that the app tagged, one that the server grouped, and one that is neither. */
async function fill(made: Client): Promise<void> {
  await fetchFresh(made, '/tagged', { tags: ['coin', 'mine'] })
  await fetchFresh(made, '/grouped', {}, groups('"coin", "board"'))
  await fetchFresh(made, '/other', { tags: ['coins'] }, groups('"coins"'))
}

async function kinds({ etagged }: Client, ...paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) found.push((await etagged.json(path)).outcome.kind)
  return found
}

const urlsIn = (events: readonly { readonly urls: readonly string[] }[]) =>
  events.map(({ urls }) => urls.toSorted())

describe('invalidate({ tag })', () => {
  it("has what the app tagged so, and a server's group of that name, validated", async () => {
    const made = client()
    await fill(made)
    await made.etagged.invalidate({ tag: 'coin' })
    expect(await kinds(made, '/tagged', '/grouped', '/other')).toEqual([
      'forwarded',
      'forwarded',
      'hit',
    ])
    expect(await kinds(made, '/tagged', '/grouped')).toEqual(['hit', 'hit'])
    expect(made.of('invalidation')).toMatchObject([{ because: 'app' }])
    expect(urlsIn(made.of('invalidation'))).toEqual([[url('/grouped'), url('/tagged')]])
  })

  it('finds on disk what this page has not read yet', async () => {
    const before = client()
    await fill(before)
    await before.etagged.close()
    const after = client(before.disk)
    await after.etagged.json('/tagged')
    await after.etagged.invalidate({ tag: 'coin' })
    // First what memory knows, then what only the disk knew.
    expect(urlsIn(after.of('invalidation'))).toEqual([[url('/tagged')], [url('/grouped')]])
    expect(await kinds(after, '/tagged', '/grouped', '/other')).toEqual([
      'forwarded',
      'forwarded',
      'hit',
    ])
  })

  it('takes effect in memory at once, while the disk still thinks', async () => {
    const made = client()
    await fill(made)
    made.disk.fault = async () => Promise.withResolvers<void>().promise
    void made.etagged.invalidate({ tag: 'coin' })
    expect(made.of('invalidation')).toHaveLength(1)
    expect(await kinds(made, '/tagged', '/other')).toEqual(['forwarded', 'hit'])
  })

  it('works without a disk', async () => {
    const made = createRecordedClient({ baseUrl: origin.url })
    origin.answer('/a', tagged('"1"', {}, fresh))
    await made.etagged.json('/a', { tags: ['coin'] })
    await made.etagged.invalidate({ tag: 'coin' })
    expect((await made.etagged.json('/a')).outcome.kind).toBe('forwarded')
  })

  it('of a name that nothing has does nothing', async () => {
    const made = client()
    await fill(made)
    await made.etagged.invalidate({ tag: 'constructor' })
    expect(made.of('invalidation')).toEqual([])
    expect(await kinds(made, '/tagged', '/grouped')).toEqual(['hit', 'hit'])
  })

  it('I19: reaches an answer on its way that turns out to belong to the group', async () => {
    const late = held(tagged('"1"', {}, { ...fresh, ...groups('"coin"') }))
    const other = held(tagged('"1"', {}, fresh))
    origin.answer('/late', late.script, tagged('"1"', {}, fresh))
    origin.answer('/other', other.script)
    const made = client()
    const answers = [made.etagged.json('/late'), made.etagged.json('/other')]
    await Promise.all([late.arrived, other.arrived])
    await made.etagged.invalidate({ tag: 'coin' })
    late.release()
    other.release()
    await Promise.all(answers)
    expect(await kinds(made, '/late', '/other')).toEqual(['forwarded', 'hit'])
  })

  it('I19: reaches a validation on its way, by the groups that the 304 names', async () => {
    const made = client()
    await fetchFresh(made, '/a')
    const late = held(tagged('"1"', {}, { ...fresh, ...groups('"coin"') }))
    origin.answer('/a', late.script, tagged('"1"', {}, fresh))
    const validating = made.etagged.json('/a', { cache: 'no-cache' })
    await late.arrived
    await made.etagged.invalidate({ tag: 'coin' })
    late.release()
    await validating
    expect(await kinds(made, '/a', '/a')).toEqual(['forwarded', 'hit'])
  })

  it('I19: who asks from then on is not answered by an exchange that began before', async () => {
    const late = held(tagged('"1"', { version: 1 }, fresh))
    origin.answer('/a', late.script, tagged('"2"', { version: 2 }, fresh))
    const made = client()
    const first = made.etagged.json('/a', { tags: ['coin'] })
    await late.arrived
    await made.etagged.invalidate({ tag: 'coin' })
    expect((await made.etagged.json('/a', { tags: ['coin'] })).data).toEqual({ version: 2 })
    late.release()
    await first
    // The last request wins (I18).
    expect((await made.etagged.json('/a')).data).toEqual({ version: 2 })
  })

  it('reaches rows that are being read from disk', async () => {
    const before = client()
    await fetchFresh(before, '/a', { tags: ['coin'] })
    await before.etagged.close()
    const gate = Promise.withResolvers<void>()
    before.disk.delay = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const after = client(before.disk)
    const reading = after.etagged.json('/a')
    await turn()
    const invalidating = after.etagged.invalidate({ tag: 'coin' })
    gate.resolve()
    expect((await reading).outcome).toMatchObject({ kind: 'forwarded', fwdStatus: 304 })
    await invalidating
  })

  it('is heeded although the disk refused it', async () => {
    const made = client(undefined, { maxBytes: 0 })
    await fetchFresh(made, '/a', { tags: ['coin'] })
    made.disk.fault = ({ method }) => {
      if (method === 'invalidate') throw new Error('disk on fire')
    }
    await made.etagged.invalidate({ tag: 'coin' })
    expect(await kinds(made, '/a')).toEqual(['forwarded'])
  })
})

describe('remove({ tag })', () => {
  it('forgets what has the tag, in memory and on disk', async () => {
    const made = client()
    await fill(made)
    await made.etagged.remove({ tag: 'coin' })
    const paths = ['/tagged', '/grouped', '/other']
    expect(paths.filter((path) => made.etagged.peekMemory(path))).toEqual(['/other'])
    expect(made.disk.rows('anonymous').map((row) => row.url)).toEqual([url('/other')])
    expect(urlsIn(made.of('removal'))).toEqual([[url('/grouped'), url('/tagged')]])
  })

  it('forgets what a former page left on disk', async () => {
    const before = client()
    await fill(before)
    await before.etagged.close()
    const after = client(before.disk)
    await after.etagged.remove({ tag: 'coin' })
    expect(before.disk.rows('anonymous').map((row) => row.url)).toEqual([url('/other')])
    expect(urlsIn(after.of('removal'))).toEqual([[url('/grouped'), url('/tagged')]])
  })

  it('I14: leaves a validation that is under way nothing to freshen', async () => {
    const made = client()
    await fetchFresh(made, '/a', { tags: ['coin'] })
    const late = held(tagged('"1"', {}, fresh))
    origin.answer('/a', late.script, tagged('"1"', {}, fresh))
    const validating = made.etagged.json('/a', { cache: 'no-cache' })
    await late.arrived
    await made.etagged.remove({ tag: 'coin' })
    late.release()
    expect((await validating).outcome).toMatchObject({ fwdStatus: 200 })
  })
})

describe('a write whose answer names groups (RFC 9875 §3)', () => {
  const write = (name: string, status = 200) => ({
    status,
    headers: { 'cache-group-invalidation': name },
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'])(
    'has them validated after %s, with its own URL',
    async (method) => {
      const made = client()
      await fill(made)
      origin.answer('/write', write('"coin"'))
      await made.etagged.fetch('/write', { method })
      await made.etagged.idle()
      expect(await kinds(made, '/grouped', '/other')).toEqual(['forwarded', 'hit'])
      expect(made.of('invalidation')).toMatchObject([{ because: 'unsafe-method' }])
      expect(urlsIn(made.of('invalidation'))).toEqual([[url('/grouped'), url('/write')]])
    },
  )

  it("§2.1: means the server's groups, and not the app's tags", async () => {
    const made = client()
    await fill(made)
    origin.answer('/write', write('"coin"'))
    await made.etagged.fetch('/write', { method: 'POST' })
    await made.etagged.idle()
    expect(await kinds(made, '/tagged', '/grouped')).toEqual(['hit', 'forwarded'])
  })

  it('§2.1: means the groups of its own origin only', async () => {
    await using other = await startOrigin()
    const made = client()
    await fill(made)
    other.answer('/write', write('"coin"'))
    await made.etagged.fetch(`${other.url}/write`, { method: 'POST' })
    await made.etagged.idle()
    expect(await kinds(made, '/tagged', '/grouped')).toEqual(['hit', 'hit'])
  })

  it('§2.2.1: does not go on from group to group', async () => {
    const made = client()
    await fill(made)
    await fetchFresh(made, '/board', {}, groups('"board"'))
    origin.answer('/write', write('"coin"'))
    await made.etagged.fetch('/write', { method: 'POST' })
    await made.etagged.idle()
    expect(await kinds(made, '/grouped', '/board')).toEqual(['forwarded', 'hit'])
  })

  it.each([
    { says: 'a safe method', method: 'GET', status: 200 },
    { says: 'a safe method of any other name', method: 'QUERY', status: 200 },
    { says: 'an error', method: 'POST', status: 409 },
  ])('§3: of $says names none', async ({ method, status }) => {
    const made = client()
    await fill(made)
    origin.answer('/write', write('"coin"', status))
    await made.etagged.fetch('/write', { method })
    await made.etagged.idle()
    expect(await kinds(made, '/grouped')).toEqual(['hit'])
  })

  it('finds on disk what this page has not read yet', async () => {
    const before = client()
    await fill(before)
    await before.etagged.close()
    const after = client(before.disk)
    origin.answer('/write', write('"coin"'))
    await after.etagged.fetch('/write', { method: 'POST' })
    await after.etagged.idle()
    expect(await kinds(after, '/grouped', '/tagged')).toEqual(['forwarded', 'hit'])
    expect(urlsIn(after.of('invalidation'))).toEqual([[url('/write')], [url('/grouped')]])
  })

  it('is answered also when its session ends before the disk has heard', async () => {
    const made = client()
    await made.etagged.signIn('alice')
    origin.answer('/write', write('"coin"'))
    const gate = Promise.withResolvers<void>()
    made.disk.fault = async ({ method }) => (method === 'keys' ? gate.promise : undefined)
    const { status } = await made.etagged.fetch('/write', { method: 'POST' })
    const out = made.etagged.signOut()
    gate.resolve()
    await out
    await made.etagged.idle()
    expect(status).toBe(200)
  })
})

describe('the groups of a stored response', () => {
  it('§2: are replaced by those that a 304 names', async () => {
    const made = client()
    await fetchFresh(made, '/a', {}, groups('"former"'))
    await fetchFresh(made, '/a', { cache: 'no-cache' }, groups('"latter"'))
    await made.etagged.invalidate({ tag: 'former' })
    expect(await kinds(made, '/a')).toEqual(['hit'])
    await made.etagged.invalidate({ tag: 'latter' })
    expect(await kinds(made, '/a')).toEqual(['forwarded'])
  })

  it('of a malformed field are none (RFC 9651 §4.2), and the response is good', async () => {
    const made = client()
    await fetchFresh(made, '/a', {}, groups('"coin", board'))
    await made.etagged.invalidate({ tag: 'coin' })
    expect(await kinds(made, '/a')).toEqual(['hit'])
  })
})
