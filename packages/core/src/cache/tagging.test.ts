import { describe, expect, expectTypeOf, it } from 'vitest'
import { coinSchema, type Coin } from '../any.test-schema.ts'
import type { JsonInit } from '../etagged.ts'
import { UsageError } from '../errors.ts'
import { createRecordedClient, rejectionOf } from '../recorded.test-client.ts'
import { LONGEST_TAG, MOST_TAGS } from '../rules/tags.ts'
import { createMemoryDisk } from '../testing/memory-disk.ts'

/** A client whose every answer is another version, fresh for a minute, and validates by 304. */
function setUp(memory = {}) {
  const disk = createMemoryDisk()
  const answer = { version: 1, fields: {} as Record<string, string> }
  let gate: Promise<void> | undefined
  const made = createRecordedClient({
    baseUrl: 'https://api.test',
    store: disk.persistence,
    memory,
    async fetch(_input, init) {
      const { version, fields } = answer
      await gate
      const etag = `"${version}"`
      const headers = { etag, 'cache-control': 'max-age=60', ...fields }
      return new Headers(init?.headers).get('if-none-match') === etag
        ? new Response(null, { status: 304, headers })
        : Response.json({ name: `v${version}` }, { headers })
    },
  })
  return {
    ...made,
    disk,
    answer,
    hold(until: Promise<void>) {
      gate = until
    },
    async tags() {
      await made.etagged.idle()
      return disk.rows('anonymous').map((row) => row.tags)
    },
  }
}

const reload = { cache: 'reload' } as const
const validate = { cache: 'no-cache' } as const

describe('the tags of a stored response', () => {
  it('are those that json was given, each once', async () => {
    const { etagged, tags } = setUp()
    await etagged.json('/a', { tags: ['one', 'two', 'one'] })
    expect(await tags()).toEqual([['one', 'two']])
  })

  it('are told by its data, as the schema gives them', async () => {
    const { etagged, tags } = setUp()
    await etagged.json('/a', { schema: coinSchema, tags: ({ name }) => [`coin:${name}`] })
    expectTypeOf<JsonInit<Coin>['tags']>().toEqualTypeOf<
      readonly string[] | ((data: Coin) => readonly string[]) | undefined
    >()
    expect(await tags()).toEqual([['coin:v1']])
  })

  it.each([{}, { tags: [] }])('are absent with %o', async (init) => {
    const { etagged, tags } = setUp()
    await etagged.json('/a', init)
    expect(await tags()).toEqual([undefined])
  })

  it('are told anew by new data', async () => {
    const { etagged, tags, answer } = setUp()
    const init = { tags: (data: unknown) => [String(Reflect.get(Object(data), 'name'))] }
    await etagged.json('/a', init)
    answer.version = 2
    await etagged.json('/a', { ...validate, ...init })
    expect(await tags()).toEqual([['v2']])
  })

  it('stay when what replaces it came for somebody who has no say: fetch, or json without', async () => {
    const { etagged, tags, answer } = setUp()
    await etagged.json('/a', { tags: ['one'] })
    answer.version = 2
    await (await etagged.fetch('/a', reload)).text()
    expect(await tags()).toEqual([['one']])
    answer.version = 3
    await etagged.json('/a', validate)
    expect(await tags()).toEqual([['one']])
  })

  it('stay after a 304, whoever asked', async () => {
    const { etagged, tags } = setUp()
    await etagged.json('/a', { tags: ['one'] })
    await (await etagged.fetch('/a', validate)).text()
    expect(await tags()).toEqual([['one']])
  })

  it.each([
    { by: 'a hit', init: {} },
    { by: 'a 304', init: validate },
  ])('grow by those of who is answered with it by $by, with one small write', async ({ init }) => {
    const { etagged, tags, disk } = setUp()
    await (await etagged.fetch('/a')).text()
    await etagged.json('/a', { tags: ['one'], ...init })
    await etagged.json('/a', { tags: ['two'], ...init })
    expect(await tags()).toEqual([['two', 'one']])
    expect(disk.calls.filter(({ method }) => method === 'put')).toHaveLength(1)
    const before = disk.calls.length
    await etagged.json('/a', { tags: ['one', 'two'] })
    await etagged.idle()
    expect(disk.calls.slice(before).filter(({ method }) => method === 'freshen')).toEqual([])
    await etagged.invalidate({ tag: 'one' })
    expect((await etagged.json('/a')).outcome.kind).toBe('forwarded')
  })

  it('grow by those of who shared the exchange', async () => {
    const { etagged, tags, hold } = setUp()
    const gate = Promise.withResolvers<void>()
    hold(gate.promise)
    const both = [{ tags: ['one'] }, { tags: ['two'] }].map(async (init) =>
      etagged.json('/a', init),
    )
    gate.resolve()
    await Promise.all(both)
    expect(await tags()).toEqual([['two', 'one']])
  })

  it('never become more than 128: those of the last call stay', async () => {
    const { etagged, tags } = setUp()
    const many = (name: string) => Array.from({ length: MOST_TAGS - 1 }, (_, at) => name + at)
    await etagged.json('/a', { tags: many('former') })
    await etagged.json('/a', { tags: many('latter') })
    expect(await tags()).toEqual([[...many('latter'), 'former0']])
  })

  it('are not given to what is not stored', async () => {
    const { etagged, tags, answer, disk } = setUp()
    answer.fields = { 'cache-control': 'no-store' }
    await etagged.json('/a', { tags: ['one'] })
    expect(await tags()).toEqual([])
    expect(disk.calls.filter(({ method }) => /put|freshen/.test(method))).toEqual([])
  })

  it('are carried to another page by dehydrate', async () => {
    const { etagged } = setUp()
    await etagged.json('/a', { tags: ['one'] })
    const other = setUp()
    other.etagged.hydrate(JSON.parse(JSON.stringify(etagged.dehydrate())))
    await other.etagged.invalidate({ tag: 'one' })
    expect((await other.etagged.json('/a')).outcome.kind).toBe('forwarded')
  })

  it('do not reach the network, nor peek', async () => {
    let sent: unknown
    const { etagged } = createRecordedClient({
      baseUrl: 'https://api.test',
      async fetch(_input, init) {
        sent = init
        return Response.json({}, { headers: { etag: '"1"' } })
      },
    })
    await etagged.json('/a', { tags: ['CANARY'] })
    expect(JSON.stringify(sent)).not.toContain('CANARY')
    expect(await etagged.peek('/a', { tags: ['two'] })).toBeDefined()
    expect(etagged.peekMemory('/a', { tags: ['two'] })).toBeDefined()
    await etagged.invalidate({ tag: 'two' })
    expect(etagged.stats().entries).toBe(1)
  })
})

describe('tags that cannot be', () => {
  it.each<{ says: string; tags: readonly string[] }>([
    { says: 'an empty one', tags: [''] },
    { says: 'one too long', tags: ['a'.repeat(LONGEST_TAG + 1)] },
    { says: 'too many', tags: Array.from({ length: MOST_TAGS + 1 }, String) },
    { says: 'no texts', tags: [1 as unknown as string] },
    { says: 'no list', tags: 'coin' as unknown as string[] },
    { says: 'null', tags: null as unknown as string[] },
  ])('are a mistake of the call: $says', async ({ tags }) => {
    const { etagged, events } = setUp()
    expect(await rejectionOf(etagged.json('/a', { tags }))).toBeInstanceOf(UsageError)
    expect(events).toEqual([])
  })

  it.each<{ says: string; tags: (data: unknown) => readonly string[] }>([
    {
      says: 'the function throws',
      tags: () => {
        throw new Error('no name')
      },
    },
    { says: 'they cannot be tags', tags: () => [''] },
    { says: 'they are none', tags: () => undefined as unknown as string[] },
  ])(
    'told by a function keep the answer from being stored, and not from being given: $says',
    async ({ tags }) => {
      const made = setUp()
      const answer = await made.etagged.json('/a', { tags })
      expect(answer).toMatchObject({
        data: { name: 'v1' },
        outcome: { kind: 'forwarded', stored: false, detail: 'tags-failed' },
      })
      expect(await made.tags()).toEqual([])
    },
  )

  it('told by a function leave what is stored as it is', async () => {
    const { etagged, tags } = setUp()
    await etagged.json('/a', { tags: ['one'] })
    const answer = await etagged.json('/a', { tags: () => [''] })
    expect(answer.outcome.kind).toBe('hit')
    expect(await tags()).toEqual([['one']])
  })
})

it('I19: a tag that is given late heeds what was invalidated since the request', async () => {
  const { etagged, clock } = setUp()
  await (await etagged.fetch('/a')).text()
  clock.advance(1)
  await etagged.invalidate({ tag: 'one' })
  expect((await etagged.json('/a', { tags: ['one'] })).outcome.kind).toBe('hit')
  expect((await etagged.json('/a')).outcome.kind).toBe('forwarded')
})
