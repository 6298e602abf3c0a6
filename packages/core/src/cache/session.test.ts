import { describe, expect, it } from 'vitest'
import { schemaOf } from '../any.test-schema.ts'
import type { Etagged } from '../etagged.ts'
import { createMemoryDisk, type MemoryDisk } from '../testing/memory-disk.ts'
import { SessionEndedError } from '../errors.ts'
import { createManualClock } from '../manual.test-clock.ts'
import { originForTests } from '../origin-for-tests.test-fixture.ts'
import { held, tagged } from '../origin.test-server.ts'
import { rejectionOf, turn } from '../recorded.test-client.ts'
import { partitionName } from './partition-name.ts'
import { createSimulatedOrigin } from '../tabs/simulated.test-tabs.ts'

const { origin, client } = await originForTests()

const sentTags = () => origin.requests.map(({ headers }) => headers['if-none-match'])

const forAnHour = { 'cache-control': 'private, max-age=3600' }

describe('a session', () => {
  it('is unknown, then anonymous or signed in; its partition is a hash (I44)', async () => {
    const { etagged } = client()
    const unknown = etagged.session
    expect(unknown).toMatchObject({ user: undefined, state: 'unknown' })
    const nobody = await etagged.signIn(null)
    expect(nobody).toMatchObject({ user: null, state: 'anonymous', partition: unknown.partition })
    const alice = await etagged.signIn('alice')
    expect(alice).toMatchObject({ user: 'alice', state: 'signed-in' })
    expect(alice.partition).toMatch(/^[\da-f]{32}$/)
    expect(alice.partition).toBe(partitionName('alice'))
    expect(alice.partition).not.toBe(partitionName('bob'))
    expect(etagged.session).toBe(alice)
  })

  it('undefined to null keeps the anonymous partition and what is in it', async () => {
    origin.answer('/coins', tagged('"1"', {}, forAnHour))
    const { etagged } = client()
    await etagged.json('/coins')
    const { generation } = etagged.session
    await etagged.signIn(null)
    expect(etagged.session.generation).toBe(generation)
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
  })

  it('of the same user goes on: nothing is lost, and it is the same object', async () => {
    origin.answer('/coins', tagged('"1"', {}, forAnHour))
    const { etagged, of } = client()
    const session = await etagged.signIn('alice')
    await etagged.json('/coins')
    expect(await etagged.signIn('alice')).toBe(session)
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
    expect(of('session')).toHaveLength(1)
  })

  it('is another one after signing in again, with another generation', async () => {
    const { etagged } = client()
    const first = await etagged.signIn('alice')
    await etagged.signOut()
    const second = await etagged.signIn('alice')
    expect(second.partition).toBe(first.partition)
    expect(second.generation).not.toBe(first.generation)
  })

  it('tells its changes, and never the user', async () => {
    const { etagged, events } = client()
    await etagged.signIn('alice@example.test')
    await etagged.signOut()
    expect(events.map(({ type }) => type)).toEqual(['session', 'session'])
    expect(JSON.stringify(events)).not.toContain('alice')
  })

  it('says why it is this one', async () => {
    const { etagged, of } = client()
    expect(etagged.session).toMatchObject({ because: 'start', verifying: false })
    await etagged.signIn(null)
    await etagged.signIn('alice')
    await etagged.signIn('bob')
    await etagged.signIn(null)
    await etagged.signIn('bob')
    await etagged.signOut()
    await etagged.signOut()
    expect(of('session').map(({ because }) => because)).toEqual([
      'sign-in',
      'sign-in',
      'sign-in',
      'sign-out',
      'sign-in',
      'sign-out',
    ])
    expect(etagged.session.because).toBe('sign-out')
  })

  it('adopts what the same user left on disk', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }, forAnHour))
    const before = client({ store: disk.persistence })
    await before.etagged.signIn('alice')
    await before.etagged.json('/coins')
    await before.etagged.close()
    const after = client({ store: disk.persistence })
    await after.etagged.signIn('alice')
    expect((await after.etagged.json('/coins')).outcome.kind).toBe('hit')
  })
})

describe('the disk of the session that begins', () => {
  const opened = ({ calls }: MemoryDisk) =>
    calls.filter(({ method }) => method === 'open').map(({ partition }) => partition)

  it.each(['alice', null])('is opened by the sign-in, before anybody reads: %j', async (user) => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    void etagged.signIn(user)
    expect(opened(disk)).toEqual([partitionName(user)])
    await etagged.close()
  })

  it.each<[string, (etagged: Etagged) => Promise<unknown>]>([
    ['signOut', (etagged) => etagged.signOut()],
    ['signIn(null)', (etagged) => etagged.signIn(null)],
  ])('is not opened by %s, which removes rows, but by the first read', async (_, leave) => {
    const disk = createMemoryDisk()
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await leave(etagged)
    expect(opened(disk)).toEqual([partitionName('alice')])
    await etagged.peek('/coins')
    expect(opened(disk)).toEqual([partitionName('alice'), partitionName(null)])
  })
})

describe('I1: what one user was given', () => {
  it('is not given to another, whatever the answers have in common', async () => {
    const disk = createMemoryDisk()
    origin.answer('/me', (request) => ({
      headers: { etag: '"same"', ...forAnHour },
      body: { user: request.headers.authorization },
    }))
    let user = 'alice'
    const { etagged } = client({
      store: disk.persistence,
      headers: () => ({ authorization: user }),
    })
    await etagged.signIn('alice')
    expect((await etagged.json('/me')).data).toEqual({ user: 'alice' })
    user = 'bob'
    await etagged.signIn('bob')
    expect(etagged.peekMemory('/me')).toBeUndefined()
    expect(await etagged.peek('/me')).toBeUndefined()
    expect((await etagged.json('/me')).data).toEqual({ user: 'bob' })
    // I10: nor is its validator.
    expect(sentTags()).toEqual([undefined, undefined])
  })

  it('is gone from disk when signOut resolves', async () => {
    const disk = createMemoryDisk()
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }))
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await etagged.json('/me')
    await etagged.idle()
    expect(disk.dump()).toContain('CANARY')
    await etagged.signOut()
    expect(disk.dump()).not.toContain('CANARY')
    expect(etagged.stats().entries).toBe(0)
  })

  it('is gone from disk also when this page never read it', async () => {
    const disk = createMemoryDisk()
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }))
    const before = client({ store: disk.persistence })
    await before.etagged.signIn('alice')
    await before.etagged.json('/me')
    await before.etagged.close()
    const after = client({ store: disk.persistence })
    void after.etagged.signIn('alice')
    await after.etagged.signOut()
    expect(disk.dump()).not.toContain('CANARY')
  })

  it('but the anonymous rows belong to nobody and stay', async () => {
    const disk = createMemoryDisk()
    origin.answer('/board', tagged('"1"', {}, forAnHour))
    const { etagged } = client({ store: disk.persistence })
    await etagged.json('/board')
    await etagged.idle()
    await etagged.signIn('alice')
    expect(await etagged.peek('/board')).toBeUndefined()
    await etagged.signOut()
    expect((await etagged.json('/board')).outcome.kind).toBe('hit')
  })
})

describe('I2: a reply that comes after the end of its session', () => {
  const ends = [
    { says: 'signOut', end: (etagged: { signOut(): Promise<void> }) => etagged.signOut() },
    {
      says: 'signIn of another',
      end: (etagged: { signIn(user: string): Promise<unknown> }) => etagged.signIn('bob'),
    },
  ]

  it.each(ends)('rejects with SessionEndedError and leaves no trace: $says', async ({ end }) => {
    const disk = createMemoryDisk()
    const late = held(tagged('"1"', { secret: 'CANARY' }, forAnHour))
    origin.answer('/me', late.script)
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    const json = rejectionOf(etagged.json('/me'))
    const response = rejectionOf(etagged.fetch('/me'))
    const written = rejectionOf(etagged.fetch('/me', { method: 'POST' }))
    await late.arrived
    const ended = end(etagged)
    for (const rejection of [json, response, written]) {
      expect(await rejection).toBeInstanceOf(SessionEndedError)
    }
    await ended
    late.release()
    await turn()
    await etagged.idle()
    expect(disk.dump()).not.toContain('CANARY')
    const puts = disk.calls.filter(({ method }) => method === 'put' || method === 'freshen')
    expect(puts).toEqual([])
    expect(etagged.stats().entries).toBe(0)
  })

  it('also when the network does not listen to the abort', async () => {
    const disk = createMemoryDisk()
    const network = Promise.withResolvers<Response>()
    const { etagged } = client({ store: disk.persistence, fetch: async () => network.promise })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    await turn()
    await etagged.signOut()
    network.resolve(Response.json({ secret: 'CANARY' }, { headers: { etag: '"1"' } }))
    expect(await answer).toBeInstanceOf(SessionEndedError)
    await turn()
    expect(disk.dump()).not.toContain('CANARY')
    expect(etagged.stats().entries).toBe(0)
  })

  it('also when it ends between the head and the last byte', async () => {
    const disk = createMemoryDisk()
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const { etagged } = client({
      store: disk.persistence,
      fetch: async () => new Response(readable, { headers: { etag: '"1"' } }),
    })
    await etagged.signIn('alice')
    const answer = rejectionOf(etagged.json('/me'))
    const writer = writable.getWriter()
    await writer.write(new TextEncoder().encode('{"secret":'))
    await etagged.signOut()
    await writer.write(new TextEncoder().encode('"CANARY"}'))
    await writer.close()
    expect(await answer).toBeInstanceOf(SessionEndedError)
    await turn()
    expect(disk.dump()).not.toContain('CANARY')
  })

  it('a stored response is not served to who asked before the end, while its schema still runs', async () => {
    origin.answer('/me', tagged('"1"', {}, forAnHour))
    const { etagged, of } = client()
    await etagged.signIn('alice')
    await etagged.json('/me')
    const gate = Promise.withResolvers<void>()
    const schema = schemaOf(async (value) => {
      await gate.promise
      return { value }
    })
    const asked = [etagged.json('/me', { schema }), etagged.peek('/me', { schema })].map(
      rejectionOf,
    )
    await turn()
    const ended = etagged.signOut()
    gate.resolve()
    await ended
    for (const rejection of asked) expect(await rejection).toBeInstanceOf(SessionEndedError)
    expect(origin.requests).toHaveLength(1)
    expect(of('request')).toHaveLength(1)
    expect(of('failure')).toHaveLength(1)
  })

  it('an answer to a write is not delivered after the end, while its schema still runs', async () => {
    origin.answer('/me', { body: { secret: 'CANARY' } })
    const { etagged } = client()
    await etagged.signIn('alice')
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const schema = schemaOf(async (value) => {
      begun.resolve()
      await gate.promise
      return { value }
    })
    const answer = rejectionOf(etagged.json('/me', { method: 'POST', schema }))
    await begun.promise
    await etagged.signOut()
    gate.resolve()
    expect(await answer).toBeInstanceOf(SessionEndedError)
  })

  it('a late 304 freshens nothing', async () => {
    const disk = createMemoryDisk()
    const network = Promise.withResolvers<Response>()
    const responses = [
      async () => Response.json({}, { headers: { etag: '"1"' } }),
      async () => network.promise,
    ]
    const { etagged } = client({
      store: disk.persistence,
      fetch: async () => responses.shift()?.() ?? Response.error(),
    })
    await etagged.json('/board')
    await etagged.idle()
    const answer = rejectionOf(etagged.json('/board'))
    await turn()
    await etagged.signIn('alice')
    network.resolve(new Response(null, { status: 304 }))
    expect(await answer).toBeInstanceOf(SessionEndedError)
    await turn()
    expect(disk.calls.filter(({ method }) => method === 'freshen')).toEqual([])
    expect(etagged.stats().entries).toBe(0)
  })

  it('a disk that answers after the end is not served, nor kept in memory', async () => {
    const disk = createMemoryDisk()
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }, forAnHour))
    const before = client({ store: disk.persistence })
    await before.etagged.signIn('alice')
    await before.etagged.json('/me')
    await before.etagged.close()
    const gate = Promise.withResolvers<void>()
    disk.fault = async ({ method }) => (method === 'get' ? gate.promise : undefined)
    const after = client({ store: disk.persistence })
    await after.etagged.signIn('alice')
    const asked = [after.etagged.json('/me'), after.etagged.peek('/me')].map(rejectionOf)
    await turn()
    const ended = after.etagged.signIn('bob')
    gate.resolve()
    await ended
    for (const rejection of asked) expect(await rejection).toBeInstanceOf(SessionEndedError)
    expect(origin.requests).toHaveLength(1)
    expect(after.etagged.stats().entries).toBe(0)
  })

  it('a refused generation is no fault: the fence is at work', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    origin.answer('/me', tagged('"1"', {}))
    const { etagged, of } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    disk.fault = async ({ method }) => (method === 'put' ? gate.promise : undefined)
    await etagged.json('/me')
    await etagged.signOut()
    gate.resolve()
    await etagged.idle()
    expect(disk.calls.map(({ method }) => method)).toContain('put')
    expect(disk.rows(partitionName('alice'))).toEqual([])
    expect(of('store-fault')).toEqual([])
  })
})

describe('R1: reply of A, sign-out and sign-in of B, at every point of the path', () => {
  it('nothing of A reaches B, whenever A ends', async () => {
    for (let after = 0; after < 60; after++) {
      const disk = createMemoryDisk()
      let user = 'A'
      const seen: unknown[] = []
      const { etagged } = client({
        store: disk.persistence,
        headers: async () => ({ authorization: user }),
        fetch: async (_, init) => {
          const owner = new Headers(init?.headers).get('authorization')
          const body = JSON.stringify({ owner })
          return new Response(body, { headers: { etag: '"same"', ...forAnHour } })
        },
      })
      await etagged.signIn('A')
      const ofA = etagged.json('/me').then(
        ({ data }) => data,
        (error: unknown) => error,
      )
      for (let microtask = 0; microtask < after; microtask++) await Promise.resolve()
      user = 'B'
      const signedIn = etagged.signIn('B')
      const ofB = await etagged.json('/me')
      seen.push(ofB.data, (await etagged.peek('/me'))?.data)
      await signedIn
      await etagged.idle()
      const endOfA = await ofA
      expect(seen).toEqual([{ owner: 'B' }, { owner: 'B' }])
      expect(
        endOfA instanceof SessionEndedError || JSON.stringify(endOfA) === '{"owner":"A"}',
      ).toBe(true)
      expect(disk.rows(partitionName('A'))).toEqual([])
      expect(disk.rows(partitionName('B'))).toMatchObject([{ body: { content: '{"owner":"B"}' } }])
    }
  })
})

describe('R16: signing out and in, fast', () => {
  it('twice out is once out', async () => {
    const disk = createMemoryDisk()
    origin.answer('/me', tagged('"1"', {}))
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await etagged.json('/me')
    await Promise.all([etagged.signOut(), etagged.signOut()])
    expect(disk.calls.filter(({ method }) => method === 'end')).toHaveLength(1)
    expect(etagged.session.state).toBe('anonymous')
  })

  it('the next session of the same user opens only after the former has left the disk', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    origin.answer('/me', tagged('"1"', { secret: 'CANARY' }))
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await etagged.json('/me')
    await etagged.idle()
    disk.fault = async ({ method }) => (method === 'end' ? gate.promise : undefined)
    const out = etagged.signOut()
    const again = etagged.signIn('alice')
    await turn()
    const opened = () =>
      disk.calls.filter(
        ({ method, partition }) => method === 'open' && partition === partitionName('alice'),
      )
    expect(opened()).toHaveLength(1)
    gate.resolve()
    await Promise.all([out, again])
    expect(await etagged.peek('/me')).toBeUndefined()
    expect(opened()).toHaveLength(2)
    expect(disk.dump()).not.toContain('CANARY')
  })

  it('I7: a session that ended while it waited for its turn opens nothing', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await turn()
    disk.fault = async ({ method }) => (method === 'end' ? gate.promise : undefined)
    const first = etagged.signOut()
    const again = etagged.signIn('alice')
    const second = etagged.signOut()
    await turn()
    gate.resolve()
    await Promise.all([first, again, second])
    await turn()
    const ofAlice = disk.calls.filter(({ partition }) => partition === partitionName('alice'))
    const methods = ofAlice.map(({ method }) => method)
    expect(methods.filter((method) => method === 'open')).toHaveLength(1)
    expect(etagged.session.state).toBe('anonymous')
  })

  it('the second sign-out waits for the first one, too', async () => {
    const disk = createMemoryDisk()
    const gate = Promise.withResolvers<void>()
    const { etagged } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    let isFirst = true
    disk.fault = async ({ method }) => {
      if (method !== 'end' || !isFirst) return
      isFirst = false
      await gate.promise
    }
    void etagged.signOut()
    void etagged.signIn('alice')
    let isOut = false
    const out = etagged.signOut().then(() => {
      isOut = true
    })
    await turn()
    expect(isOut).toBe(false)
    gate.resolve()
    await out
  })

  it('resolves although the disk never does', async () => {
    const disk = createMemoryDisk()
    const clock = createManualClock()
    origin.answer('/me', tagged('"1"', {}))
    const { etagged, of } = client({ store: disk.persistence, clock })
    await etagged.signIn('alice')
    await etagged.json('/me')
    disk.fault = async ({ method }) =>
      method === 'end' ? Promise.withResolvers<void>().promise : undefined
    const out = etagged.signOut()
    expect(etagged.session.state).toBe('anonymous')
    expect(etagged.peekMemory('/me')).toBeUndefined()
    await turn()
    clock.advance(1)
    await out
    expect(of('store-fault')).toMatchObject([{ operation: 'end' }])
    expect(of('store-fault')[0]?.because).toContain('BudgetExceeded')
  })

  it('resolves although the disk fails', async () => {
    const disk = createMemoryDisk()
    const { etagged, of } = client({ store: disk.persistence })
    await etagged.signIn('alice')
    await turn()
    disk.fault = ({ method }) => {
      if (method === 'end') throw new Error('disk on fire')
    }
    await expect(etagged.signOut()).resolves.toBeUndefined()
    expect(of('store-fault')).toMatchObject([{ operation: 'end', because: 'Error: disk on fire' }])
  })
})

describe('without a store', () => {
  it('the end of a session does not end the next one of the same user in the same page (I4)', async () => {
    origin.answer('/me', tagged('"1"', {}, forAnHour))
    const browser = createSimulatedOrigin()
    const { etagged, clock } = client({ tabs: browser.open().tabs })
    const other = client({ tabs: browser.open().tabs, clock }).etagged
    await etagged.signIn('alice')
    await other.signIn('alice')
    await etagged.json('/me')
    await other.json('/me')
    const out = etagged.signOut()
    const next = await etagged.signIn('alice')
    await out
    await turn()
    expect(etagged.session).toBe(next)
    expect(other.session).toMatchObject({ user: null, because: 'ended-elsewhere' })

    await other.signIn('alice')
    await other.json('/me')
    await other.signOut()
    await turn()
    expect(etagged.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
  })
})
