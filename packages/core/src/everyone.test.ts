import { describe, expect, it } from 'vitest'
import { schemaOf } from './any.test-schema.ts'
import { partitionName } from './cache/partition-name.ts'
import { SessionEndedError, UsageError } from './errors.ts'
import type { Etagged, EtaggedOptions } from './etagged.ts'
import { createManualClock } from './manual.test-clock.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'
import type { Policy } from './rules/policy.ts'
import { createMemoryDisk, type MemoryDisk } from './testing/memory-disk.ts'

const ORIGIN = 'https://api.test'
const EVERYONES: Policy = { audience: 'everyone' }
const everyones = { policy: EVERYONES }
const url = (path: string) => `${ORIGIN}${path}`

/** What an origin was asked, and how. */
interface Sent {
  readonly method: string
  readonly path: string
  readonly credentials: RequestCredentials | undefined
  readonly fields: Readonly<Record<string, string>>
}

interface Board {
  version: number
  readonly sent: readonly Sent[]
  fields: Record<string, string>
  /** Answers wait for it. */
  gate: Promise<void> | undefined
  readonly fetch: typeof fetch
}

/**
 * An origin that tells in each body whom it took the caller for, and which version it has. PUT makes
 * another one; `fields` are added to each answer.
 */
function createBoard(): Board {
  const sent: Sent[] = []
  const board: Board = {
    version: 1,
    sent,
    fields: { 'cache-control': 'max-age=60' },
    gate: undefined,
    async fetch(input, init) {
      const request = new Request(input, init)
      const fields = Object.fromEntries(request.headers)
      const { method } = request
      const path = request.url.slice(ORIGIN.length)
      sent.push({ method, path, credentials: request.credentials, fields })
      if (method === 'PUT') {
        board.version++
        return new Response(null, { status: 204 })
      }
      const { version } = board
      const signal = init?.signal ?? undefined
      await Promise.race([board.gate, aborted(signal)])
      const user = fields['authorization'] ?? 'nobody'
      const headers = { etag: `"${version}"`, ...board.fields }
      return fields['if-none-match'] === headers.etag
        ? new Response(null, { status: 304, headers })
        : Response.json({ user, version }, { headers })
    },
  }
  return board
}

function aborted(signal: AbortSignal | undefined): Promise<never> | undefined {
  if (signal === undefined) return undefined
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

function client(options: EtaggedOptions & { readonly disk?: MemoryDisk } = {}) {
  const { disk = createMemoryDisk(), ...own } = options
  const board = createBoard()
  const clock = createManualClock()
  const made = createRecordedClient({
    baseUrl: ORIGIN,
    fetch: board.fetch,
    store: disk.persistence,
    headers: ({ user }): Record<string, string> => (user ? { authorization: user } : {}),
    ...own,
    clock,
  })
  return { ...made, board, disk }
}

const credentialsOf = ({ sent }: { readonly sent: readonly Sent[] }) =>
  sent.map(({ credentials, fields }) => [credentials, fields['authorization']])

describe('I46: what is everyone’s is asked for without credentials', () => {
  it.each<{ door: string; ask: (etagged: Etagged) => Promise<unknown>; options?: EtaggedOptions }>([
    { door: 'json, by its policy', ask: (etagged) => etagged.json('/coins', everyones) },
    {
      door: 'json, by the client’s',
      ask: (etagged) => etagged.json('/coins'),
      options: EVERYONES,
    },
    { door: 'fetch', ask: (etagged) => etagged.fetch('/coins'), options: EVERYONES },
    {
      door: 'fetch with a Request',
      ask: (etagged) => etagged.fetch(new Request(url('/coins'))),
      options: EVERYONES,
    },
    {
      door: 'HEAD',
      ask: (etagged) => etagged.fetch('/coins', { method: 'HEAD' }),
      options: EVERYONES,
    },
    {
      door: 'what passes the store by',
      ask: (etagged) => etagged.json('/coins', { ...everyones, cache: 'no-store' }),
    },
  ])('$door', async ({ ask, options }) => {
    const { etagged, board } = client(options)
    await etagged.signIn('alice')
    await ask(etagged)
    expect(credentialsOf(board)).toEqual([['omit', undefined]])
  })

  it.each<{ says: string; init: RequestInit }>([
    { says: 'a write', init: { method: 'PUT' } },
    { says: 'what asks for cookies', init: { credentials: 'include' } },
  ])('but $says is the user’s', async ({ init }) => {
    const { etagged, board } = client(EVERYONES)
    await etagged.signIn('alice')
    await etagged.fetch('/coins', init)
    expect(credentialsOf(board)).toEqual([[init.credentials ?? 'same-origin', 'alice']])
  })

  it('but a field that says who asks makes it the user’s, and is kept for him alone', async () => {
    const { etagged, board, disk } = client(EVERYONES)
    await etagged.signIn('alice')
    await etagged.json('/coins', { headers: { authorization: 'key' } })
    await etagged.idle()
    expect(credentialsOf(board)).toEqual([['same-origin', 'key']])
    expect(disk.rows('everyone')).toEqual([])
    expect(disk.rows(partitionName('alice'))).toHaveLength(1)
    expect(etagged.peekMemory('/coins')).toBeUndefined()
  })

  it('whatever the caller says of cookies, it is one', async () => {
    const { etagged, board } = client()
    await etagged.json('/coins', everyones)
    await etagged.json('/coins', { ...everyones, credentials: 'omit' })
    expect(board.sent).toHaveLength(1)
    expect(etagged.peekMemory('/coins', { ...everyones, credentials: 'omit' })).toBeDefined()
  })

  it('all other fields of its caller go along', async () => {
    const { etagged, board } = client()
    await etagged.json('/coins', { ...everyones, headers: { 'x-api-version': '2' } })
    expect(board.sent[0]?.fields).toMatchObject({ 'x-api-version': '2' })
  })

  it('an endpoint can be a user’s where the client’s policy says everyone’s', async () => {
    const { etagged, board } = client(EVERYONES)
    expect(etagged.audience).toBe('everyone')
    await etagged.signIn('alice')
    await etagged.json('/me', { policy: { audience: 'user' } })
    expect(credentialsOf(board)).toEqual([['same-origin', 'alice']])
  })

  it('no token is renewed for it', async () => {
    let asked = 0
    const { etagged } = client({
      fetch: async () => new Response(null, { status: 401 }),
      headers: () => {
        asked++
        return {}
      },
    })
    expect(await rejectionOf(etagged.json('/coins', everyones))).toMatchObject({ status: 401 })
    expect(asked).toBe(0)
  })

  it('a shared cache has one part for all, and takes no notice', async () => {
    const disk = createMemoryDisk()
    const board = createBoard()
    const { etagged } = createRecordedClient({
      baseUrl: ORIGIN,
      fetch: board.fetch,
      store: disk.persistence,
      mode: 'shared',
      ...EVERYONES,
    })
    expect(etagged.audience).toBe('user')
    await etagged.json('/coins')
    await etagged.fetch('/coins', { method: 'PUT' })
    await etagged.remove('all')
    await etagged.idle()
    expect(board.sent.map(({ credentials }) => credentials)).toEqual(['same-origin', 'same-origin'])
    expect(disk.calls.filter(({ partition }) => partition === 'everyone')).toEqual([])
  })
})

describe('I46: no session’s beginning or end touches what is everyone’s', () => {
  const changes: { readonly says: string; readonly change: (etagged: Etagged) => unknown }[] = [
    { says: 'a sign-in', change: (etagged) => etagged.signIn('bob') },
    { says: 'a sign-out', change: (etagged) => etagged.signOut() },
    { says: 'a sign-out that keeps rows', change: (etagged) => etagged.signOut({ keep: true }) },
    { says: 'to learn that nobody is signed in', change: (etagged) => etagged.signIn(null) },
  ]

  it.each(changes)('$says: it is there at once, and asked for by nobody', async ({ change }) => {
    const { etagged, board, disk } = client()
    await etagged.signIn('alice')
    const { data } = await etagged.json('/coins', everyones)
    const changing = change(etagged)
    expect(etagged.peekMemory('/coins', everyones)?.data).toBe(data)
    await changing
    const { outcome, data: later } = await etagged.json('/coins', everyones)
    expect(outcome).toMatchObject({ kind: 'hit' })
    expect(later).toBe(data)
    await etagged.idle()
    expect(disk.rows('everyone')).toHaveLength(1)
    expect(board.sent).toHaveLength(1)
  })

  it.each(changes)('$says: what is on its way comes, and is stored', async ({ change }) => {
    const { etagged, board, disk, of } = client()
    await etagged.signIn('alice')
    const gate = Promise.withResolvers<void>()
    board.gate = gate.promise
    const answers = [etagged.json('/coins', everyones)]
    const own = rejectionOf(etagged.json('/me'))
    await turn()
    await change(etagged)
    // Who asks now shares the exchange that began before.
    answers.push(etagged.json('/coins', everyones))
    await turn()
    gate.resolve()
    const [first, second] = await Promise.all(answers)
    expect(first?.data).toEqual({ user: 'nobody', version: 1 })
    expect(second).toMatchObject({ data: first?.data, outcome: { collapsed: true } })
    expect(await own).toBeInstanceOf(SessionEndedError)
    await etagged.idle()
    expect(disk.rows('everyone')).toHaveLength(1)
    expect(of('failure').map(({ url: failed }) => failed)).toEqual([url('/me')])
  })

  it('a body that streams goes on', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const { etagged } = client({
      ...EVERYONES,
      fetch: async () => new Response(readable, { headers: { etag: '"1"' } }),
    })
    await etagged.signIn('alice')
    const text = (await etagged.fetch('/coins')).text()
    await writer.write(new TextEncoder().encode('[1,'))
    await etagged.signOut()
    await writer.write(new TextEncoder().encode('2]'))
    await writer.close()
    expect(await text).toBe('[1,2]')
    await etagged.idle()
    expect(etagged.peekMemory('/coins')?.data).toEqual([1, 2])
  })

  it('is found again by the next page, whoever is signed in there', async () => {
    const disk = createMemoryDisk()
    const before = client({ disk })
    await before.etagged.signIn('alice')
    await before.etagged.json('/coins', everyones)
    await before.etagged.signOut()
    await before.etagged.close()
    const after = client({ disk })
    await after.etagged.signIn('bob')
    expect(await after.etagged.peek('/coins', everyones)).toMatchObject({ data: { version: 1 } })
    expect(after.board.sent).toEqual([])
  })

  it('a page that does not know its user yet has it, too', async () => {
    const { etagged, disk } = client()
    await etagged.json('/coins', everyones)
    await etagged.idle()
    const opened = disk.calls.filter(({ method }) => method === 'open')
    expect(opened.map(({ partition }) => partition)).toEqual(['everyone'])
  })

  it('a closed client gives nothing of it', async () => {
    const { etagged, board } = client()
    const gate = Promise.withResolvers<void>()
    board.gate = gate.promise
    const answer = rejectionOf(etagged.json('/coins', everyones))
    await turn()
    await etagged.close()
    expect(await answer).toBeInstanceOf(SessionEndedError)
    expect(await rejectionOf(etagged.json('/coins', everyones))).toBeInstanceOf(UsageError)
    expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
  })
})

describe('I1, I10: what is a user’s and what is everyone’s are two', () => {
  it('neither answers for the other, nor lends it a validator', async () => {
    const { etagged, board, disk } = client()
    await etagged.signIn('alice')
    expect((await etagged.json('/coins')).data).toEqual({ user: 'alice', version: 1 })
    expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
    expect((await etagged.json('/coins', everyones)).data).toEqual({ user: 'nobody', version: 1 })
    expect((await etagged.json('/coins')).data).toEqual({ user: 'alice', version: 1 })
    expect(board.sent.map(({ fields }) => fields['if-none-match'])).toEqual([undefined, undefined])
    await etagged.idle()
    expect(JSON.stringify(disk.rows('everyone'))).not.toContain('alice')
  })

  it('they share no exchange', async () => {
    const { etagged, board } = client()
    await etagged.signIn('alice')
    const answers = await Promise.all([
      etagged.json('/coins', { credentials: 'omit' }),
      etagged.json('/coins', everyones),
    ])
    expect(answers.map(({ data }) => data)).toMatchObject([{ user: 'alice' }, { user: 'nobody' }])
    expect(board.sent).toHaveLength(2)
  })

  it('neither are nobody’s and everyone’s one, where nobody has fields of his own', async () => {
    const { etagged } = client({ headers: () => ({ authorization: 'visitor 7' }) })
    await etagged.json('/coins', { credentials: 'omit' })
    expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
    const { data } = await etagged.json('/coins', everyones)
    expect(data).toMatchObject({ user: 'nobody' })
  })

  it.each(['private', 'private, max-age=60'])(
    'what the origin calls %s is not kept for all (RFC 9111 §5.2.2.7)',
    async (control) => {
      const { etagged, board, disk, statuses } = client()
      board.fields = { 'cache-control': control }
      await etagged.json('/coins', everyones)
      await etagged.idle()
      expect(statuses()).toEqual([expect.stringContaining('detail=private')])
      expect(disk.rows('everyone')).toEqual([])
      expect(etagged.stats().entries).toBe(0)
    },
  )

  it('what the origin calls private in a 304 is removed', async () => {
    const { etagged, board, disk } = client()
    await etagged.json('/coins', everyones)
    board.fields = { 'cache-control': 'private' }
    const { data } = await etagged.json('/coins', { ...everyones, cache: 'no-cache' })
    expect(data).toMatchObject({ version: 1 })
    await etagged.idle()
    expect(disk.rows('everyone')).toEqual([])
  })
})

describe('I19: who invalidates, invalidates for all', () => {
  interface Change {
    readonly says: string
    readonly change: (etagged: Etagged) => Promise<unknown>
    readonly because: 'unsafe-method' | 'app'
  }
  const writes: Change[] = [
    {
      says: 'a write',
      change: (etagged) => etagged.fetch('/coins', { method: 'PUT' }),
      because: 'unsafe-method',
    },
    {
      says: 'invalidate by URL',
      change: (etagged) => etagged.invalidate({ url: '/coins' }),
      because: 'app',
    },
    {
      says: 'invalidate by prefix',
      change: (etagged) => etagged.invalidate({ prefix: '/c' }),
      because: 'app',
    },
    {
      says: 'invalidate by a tag',
      change: (etagged) => etagged.invalidate({ tag: 'board' }),
      because: 'app',
    },
  ]
  const tagged = { ...everyones, tags: ['board'] }

  it.each(writes)('$says of a user’s, in memory', async ({ change, because }) => {
    const { etagged, board, of } = client()
    await etagged.signIn('alice')
    await etagged.json('/coins', tagged)
    await change(etagged)
    await etagged.idle()
    board.version = 2
    expect((await etagged.json('/coins', everyones)).data).toMatchObject({ version: 2 })
    const told = of('invalidation').filter(({ generation }) => generation === 'everyone')
    expect(told).toMatchObject([{ urls: [url('/coins')], because }])
  })

  it.each(writes)('$says of a user’s, on disk, in a page that had none of it', async (row) => {
    const disk = createMemoryDisk()
    const before = client({ disk })
    await before.etagged.json('/coins', tagged)
    await before.etagged.close()
    const writer = client({ disk })
    await writer.etagged.signIn('alice')
    await row.change(writer.etagged)
    await writer.etagged.close()
    // An app that makes no use of it hears nothing of it.
    expect(writer.events.filter((event) => event.generation === 'everyone')).toEqual([])
    const after = client({ disk })
    expect((await after.etagged.json('/coins', everyones)).outcome).toMatchObject({
      kind: 'forwarded',
      detail: 'not-modified',
    })
  })

  it.each(writes)('$says while an answer is on its way', async ({ change }) => {
    const { etagged, board } = client()
    await etagged.signIn('alice')
    const gate = Promise.withResolvers<void>()
    board.gate = gate.promise
    const answer = etagged.json('/coins', tagged)
    await turn()
    await change(etagged)
    gate.resolve()
    expect((await answer).data).toMatchObject({ version: 1 })
    board.version = 2
    expect((await etagged.json('/coins', everyones)).data).toMatchObject({ version: 2 })
  })

  it.each(['all', { url: '/coins' }, { prefix: '/' }, { tag: 'board' }] as const)(
    'who removes %j, removes it for all, in memory and on disk',
    async (target) => {
      const { etagged, disk, of } = client()
      await etagged.signIn('alice')
      await etagged.json('/coins', tagged)
      await etagged.remove(target)
      expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
      await etagged.idle()
      expect(disk.rows('everyone')).toEqual([])
      const told = of('removal').filter(({ generation }) => generation === 'everyone')
      expect(told).toMatchObject([{ urls: [url('/coins')], because: 'app' }])
    },
  )
})

describe('I8: identify, asked whose an answer for everyone is', () => {
  const asking = (user: string | null | undefined) => {
    const asked: unknown[] = []
    const made = client({
      identify: (_, session) => {
        asked.push(session)
        return user
      },
    })
    return { ...made, asked }
  }

  it.each([null, undefined])('may say %s: no session ends, and it is kept', async (owner) => {
    const { etagged, disk, asked } = asking(owner)
    const session = await etagged.signIn('alice')
    await etagged.json('/coins', everyones)
    await etagged.idle()
    expect(asked).toMatchObject([{ user: null, partition: 'everyone', generation: 'everyone' }])
    expect(etagged.session).toBe(session)
    expect(disk.rows('everyone')).toHaveLength(1)
  })

  it.each(['alice', 'bob'])('must not say %s: it is told, not kept, not served', async (owner) => {
    const { etagged, disk } = asking(owner)
    const session = await etagged.signIn('alice')
    const error = await rejectionOf(etagged.json('/coins', everyones))
    expect(error).toBeInstanceOf(UsageError)
    expect(String(error)).toContain("audience: 'everyone'")
    await etagged.idle()
    expect(etagged.session).toBe(session)
    expect(disk.rows('everyone')).toEqual([])
    expect(etagged.stats().entries).toBe(0)
  })
})

describe('Clear-Site-Data', () => {
  const clearing = { 'clear-site-data': '"cache"' }

  it.each(['alice', null, undefined])(
    'in an answer to %s empties what is everyone’s, too',
    async (user) => {
      const { etagged, board, disk, clock, of } = client()
      if (user !== undefined) await etagged.signIn(user)
      await etagged.json('/coins', everyones)
      board.fields = clearing
      await etagged.json('/me')
      clock.advance(0)
      expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
      await etagged.idle()
      expect(disk.rows('everyone')).toEqual([])
      expect(etagged.session.user).toBe(user === 'alice' ? null : user)
      expect(of('removal')).toContainEqual({
        type: 'removal',
        at: clock.now(),
        generation: 'everyone',
        urls: [url('/coins')],
        because: 'clear-site-data',
      })
    },
  )

  it('empties it on disk where this page had none of it', async () => {
    const disk = createMemoryDisk()
    const before = client({ disk })
    await before.etagged.json('/coins', everyones)
    await before.etagged.close()
    const { etagged, board, clock, events } = client({ disk })
    board.fields = clearing
    await etagged.json('/me')
    clock.advance(0)
    await etagged.idle()
    expect(disk.rows('everyone')).toEqual([])
    expect(events.filter(({ generation }) => generation === 'everyone')).toEqual([])
  })

  it.each(['alice', null])(
    'in an answer for everyone empties that alone, and nothing of %s: who asked is not known',
    async (user) => {
      const { etagged, board, disk, clock, of } = client()
      const session = await etagged.signIn(user)
      await etagged.json('/me')
      await etagged.json('/coins', everyones)
      board.fields = { ...clearing, etag: '"other"' }
      expect((await etagged.json('/board', everyones)).data).toMatchObject({ version: 1 })
      clock.advance(0)
      await etagged.idle()
      expect(disk.rows('everyone')).toEqual([])
      expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
      expect(etagged.session).toBe(session)
      expect(disk.rows(partitionName(user))).toHaveLength(1)
      expect(of('removal')).toMatchObject([{ generation: 'everyone' }])
    },
  )

  it('of a user’s answer waits for nobody who asks for everyone, and ends no request of his', async () => {
    const { etagged, board, clock } = client()
    await etagged.signIn('alice')
    const gate = Promise.withResolvers<void>()
    board.gate = gate.promise
    const answer = etagged.json('/coins', everyones)
    await turn()
    board.gate = undefined
    board.fields = clearing
    await etagged.json('/me')
    clock.advance(0)
    expect(etagged.session.because).toBe('clear-site-data')
    gate.resolve()
    expect((await answer).data).toMatchObject({ version: 1 })
  })
})

describe('rows that are removed from outside', () => {
  it('are forgotten in memory, and the part goes on, on a disk opened anew', async () => {
    const { etagged, board, disk, of } = client()
    await etagged.signIn('alice')
    const { session } = etagged
    await etagged.json('/coins', everyones)
    await etagged.idle()
    const gate = Promise.withResolvers<void>()
    board.gate = gate.promise
    const answer = etagged.json('/board', everyones)
    await turn()
    // As when the browser clears the site.
    const cleared = disk.createStore({ partition: 'everyone', epoch: '1 ', report: () => {} })
    await cleared.end()
    disk.report('everyone', { type: 'ended' })
    expect(etagged.peekMemory('/coins', everyones)).toBeUndefined()
    expect(of('removal')).toMatchObject([
      { generation: 'everyone', urls: [url('/coins')], because: 'unverified' },
    ])
    gate.resolve()
    expect((await answer).data).toMatchObject({ version: 1 })
    await etagged.json('/coins', everyones)
    await etagged.idle()
    expect(disk.rows('everyone').map(({ url: stored }) => stored)).toEqual([
      url('/board'),
      url('/coins'),
    ])
    expect(etagged.session).toBe(session)
    expect(of('store-fault')).toEqual([])
  })
})

describe('what is held', () => {
  async function both() {
    const made = client()
    const { etagged } = made
    await etagged.signIn('alice')
    await etagged.json('/coins')
    await etagged.json('/coins', everyones)
    await etagged.json('/board', everyones)
    return made
  }

  it('is listed and counted of both parts', async () => {
    const { etagged } = await both()
    expect(etagged.entries().map((entry) => [entry.audience, entry.url])).toEqual([
      ['user', url('/coins')],
      ['everyone', url('/coins')],
      ['everyone', url('/board')],
    ])
    expect(etagged.stats()).toMatchObject({ entries: 3, requests: 3, misses: 3 })
    await etagged.idle()
    const { memory, disk } = await etagged.size()
    const maxBytes = 2 * 16 * 2 ** 20
    expect(memory).toEqual({ entries: 3, bytes: etagged.stats().memoryBytes, maxBytes })
    expect(disk).toMatchObject({ entries: 3 })
  })

  it('of everyone’s stays when its reader signs out', async () => {
    const { etagged } = await both()
    await etagged.signOut()
    expect(etagged.entries().map(({ audience }) => audience)).toEqual(['everyone', 'everyone'])
    expect(etagged.stats().entries).toBe(2)
  })

  it('is told on disk of the part that is open', async () => {
    const { etagged } = client()
    expect((await etagged.size()).disk).toBeUndefined()
    await etagged.json('/coins', everyones)
    await etagged.idle()
    expect((await etagged.size()).disk).toMatchObject({ entries: 1 })
  })

  it('travels to another page: everyone’s to whoever is signed in there', async () => {
    const { etagged } = await both()
    const state = JSON.parse(JSON.stringify(etagged.dehydrate())) as unknown
    const there = client()
    await there.etagged.signIn('bob')
    there.etagged.hydrate(state)
    expect(there.etagged.entries().map((entry) => [entry.audience, entry.url])).toEqual([
      ['everyone', url('/coins')],
      ['everyone', url('/board')],
    ])
    await there.etagged.idle()
    expect(there.disk.rows('everyone')).toHaveLength(2)
    expect(there.disk.dump()).not.toContain('alice')
    const hers = client()
    await hers.etagged.signIn('alice')
    hers.etagged.hydrate(state)
    expect(hers.etagged.entries()).toHaveLength(3)
  })

  it('I41: of everyone’s is as untrusted as the rest', async () => {
    const { etagged } = await both()
    const state = etagged.dehydrate() as { readonly everyone: readonly object[] }
    const there = client()
    const everyone = state.everyone.map((row) => ({ ...row, status: 1 }))
    there.etagged.hydrate({ ...state, everyone })
    there.etagged.hydrate({ ...state, everyone: 'x' })
    expect(there.etagged.entries()).toEqual([])
  })

  it('idle waits for both disks', async () => {
    const { etagged, disk } = await both()
    await etagged.idle()
    const flushed = disk.calls.filter(({ method }) => method === 'flush')
    expect(flushed.map(({ partition }) => partition)).toEqual([partitionName('alice'), 'everyone'])
  })

  it('is told by events of the generation `everyone`', async () => {
    const { etagged, of } = await both()
    await etagged.peek('/board', everyones)
    const { generation } = etagged.session
    expect(of('request').map((event) => event.generation)).toEqual([
      generation,
      'everyone',
      'everyone',
    ])
    expect(of('peek').map((event) => event.generation)).toEqual(['everyone'])
  })

  it('has its own room in memory: a user’s rows push none of everyone’s out', async () => {
    const { etagged } = client({ memory: { maxBytes: 2600 } })
    await etagged.json('/coins', everyones)
    for (const path of ['/1', '/2', '/3']) await etagged.json(path)
    expect(etagged.peekMemory('/coins', everyones)).toBeDefined()
  })

  it('may be too old, of the wrong form or discarded, as a user’s', async () => {
    const { etagged, clock } = await both()
    const refusing = schemaOf(() => ({ issues: [{ message: 'no' }] }))
    expect(etagged.peekMemory('/coins', { ...everyones, schema: refusing })).toBeUndefined()
    clock.advance(100)
    const policy = { ...EVERYONES, discardAfter: 60 }
    expect(etagged.peekMemory('/coins', { policy })).toBeUndefined()
    expect(await etagged.peek('/coins', { policy })).toBeUndefined()
  })
})
