import { describe, expect, it } from 'vitest'
import type { EtaggedOptions } from './etagged.ts'
import { createManualClock } from './manual.test-clock.ts'
import { createRecordedClient } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const clock = createManualClock()
let version = 0

const network: typeof fetch = async () => {
  version++
  return Response.json(
    { version },
    { headers: { etag: `"${version}"`, 'cache-control': 'max-age=60' } },
  )
}

function client(options: EtaggedOptions = {}) {
  const { etagged, of } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: network,
    ...options,
    clock,
  })
  return { etagged, of }
}

/** What a server would send along: one path's response, through JSON as it travels. */
async function stateOf(path: string, user: string | null = null): Promise<unknown> {
  const { etagged } = client()
  await etagged.signIn(user)
  await etagged.json(path)
  return JSON.parse(JSON.stringify(etagged.dehydrate())) as unknown
}

/** The state with its first response changed. */
function withResponse(state: unknown, change: Record<string, unknown>): unknown {
  const { responses, ...rest } = state as { readonly responses: readonly object[] }
  return { ...rest, responses: responses.map((response) => ({ ...response, ...change })) }
}

describe('hydrate', () => {
  it('has memory answer what another page was answered', async () => {
    const state = await stateOf('/coins')
    const { etagged, of } = client()
    etagged.hydrate(state)
    expect(etagged.peekMemory('/coins')).toMatchObject({ data: { version } })
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
    expect(of('request')).toHaveLength(1)
  })

  it('has the disk keep it', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    etagged.hydrate(await stateOf('/coins'))
    await etagged.idle()
    const next = client({ store: disk.persistence })
    expect(await next.etagged.peek('/coins')).toMatchObject({ data: { version } })
  })

  it('I1: drops what is another user’s', async () => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('bob')
    etagged.hydrate(await stateOf('/me', 'alice'))
    await etagged.idle()
    expect(await etagged.peek('/me')).toBeUndefined()
    expect(disk.dump()).not.toContain('version')
  })

  it.each(['all', { url: '/coins' }, { prefix: '/co' }, { tag: 'board' }] as const)(
    'brings nothing back that was requested before its removal: %j',
    async (target) => {
      const former = client()
      await former.etagged.json('/coins', { tags: ['board'] })
      const old = former.etagged.dehydrate()
      clock.advance(1)
      const disk = createMemoryDisk()
      const { etagged } = client({ store: disk.persistence })
      await etagged.remove(target)
      etagged.hydrate(old)
      await etagged.idle()
      expect(etagged.peekMemory('/coins')).toBeUndefined()
      expect(disk.rows('anonymous')).toEqual([])
      clock.advance(1)
      etagged.hydrate(await stateOf('/coins'))
      expect(etagged.peekMemory('/coins')).toMatchObject({ data: { version } })
    },
  )

  it('R18: keeps what is newer here, in memory or on disk', async () => {
    const disk = createMemoryDisk()
    const old = await stateOf('/coins')
    clock.advance(1)
    const here = client({ store: disk.persistence })
    const { data } = await here.etagged.json('/coins')
    here.etagged.hydrate(old)
    expect(here.etagged.peekMemory('/coins')?.data).toBe(data)
    await here.etagged.close()
    const next = client({ store: disk.persistence })
    next.etagged.hydrate(old)
    await next.etagged.idle()
    expect(next.etagged.peekMemory('/coins')?.data).toEqual(data)
    expect(next.of('update')).toHaveLength(1)
    expect(disk.rows('anonymous')).toMatchObject([{ body: { content: JSON.stringify(data) } }])
  })

  it('keeps the identity of data that it brings again', async () => {
    const { etagged } = client()
    const { data } = await etagged.json('/coins')
    etagged.hydrate(JSON.parse(JSON.stringify(etagged.dehydrate())))
    expect(etagged.peekMemory('/coins')?.data).toBe(data)
  })

  it.each<{ says: string; change: Record<string, unknown> }>([
    { says: 'a URL that is not its key’s', change: { url: 'https://api.test/other' } },
    { says: 'a key of no request', change: { key: 'coins' } },
    { says: 'a status that is none', change: { status: 1 } },
    { says: 'a body that is data', change: { body: { id: 'a', content: {}, bytes: 1 } } },
    { says: 'a length below zero', change: { body: { id: 'a', content: '{}', bytes: -2 } } },
    { says: 'a false length', change: { body: { id: 'a', content: '{}', bytes: 1e9 } } },
    { says: 'fields that are none', change: { fields: [['E Tag', '"1"']] } },
  ])('I41: drops a response with $says', async ({ change }) => {
    const state = await stateOf('/coins')
    const { etagged } = client()
    etagged.hydrate(withResponse(state, change))
    expect(etagged.stats().entries).toBe(0)
  })

  it.each([undefined, null, 1, 'state', [], {}, { etagged: 1 }, { etagged: 2 }])(
    'I41: %o is no state, and does no harm',
    (state) => {
      const { etagged } = client()
      etagged.hydrate(state)
      expect(etagged.stats().entries).toBe(0)
    },
  )

  it.each<{ says: string; state: (good: object) => unknown }>([
    {
      says: 'a getter throws',
      state: (good) =>
        Object.defineProperty({ ...good }, 'responses', {
          enumerable: true,
          get() {
            throw new Error('trap')
          },
        }),
    },
    { says: 'a function is inside', state: (good) => ({ ...good, responses: [() => 1] }) },
  ])('I41: drops a state in which $says, and nothing rejects', async ({ state }) => {
    const { etagged } = client()
    etagged.hydrate(state((await stateOf('/coins')) as object))
    await expect(etagged.idle()).resolves.toBeUndefined()
    expect(etagged.stats().entries).toBe(0)
  })

  it('is not changed by what becomes of the state afterwards', async () => {
    const state = (await stateOf('/coins')) as { responses: { status: number }[] }
    const { etagged } = client()
    etagged.hydrate(state)
    for (const response of state.responses) response.status = 404
    expect((await etagged.fetch('/coins')).status).toBe(200)
  })

  it('I40: drops what another version of the app stored', async () => {
    const { etagged } = client({ version: '2' })
    etagged.hydrate(await stateOf('/coins'))
    expect(etagged.stats().entries).toBe(0)
  })
})

describe('dehydrate', () => {
  it('is plain data, and names no user (I44)', async () => {
    const text = JSON.stringify(await stateOf('/me', 'alice@example.test'))
    expect(text).not.toContain('alice')
    expect(JSON.parse(text)).toMatchObject({ etagged: 1, responses: [{ status: 200 }] })
  })

  it('leaves behind what JSON cannot carry', async () => {
    const { etagged } = client({
      fetch: async () =>
        new Response(new Uint8Array([0xff]), {
          headers: { etag: '"1"', 'content-type': 'image/png' },
        }),
    })
    await etagged.fetch('/image')
    expect(etagged.stats().entries).toBe(1)
    expect(etagged.dehydrate()).toMatchObject({ responses: [] })
  })
})
