import { describe, expect, it } from 'vitest'
import {
  createRecordedClient,
  type RecordedClient,
  rejectionOf,
  turn,
} from './recorded.test-client.ts'
import { nextText, type ScriptedBody, scriptedBody } from './scripted-body.test-fixture.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

interface Exchange {
  readonly method: string
  readonly headers: Headers
  readonly body: ScriptedBody
}

type Answer = (exchange: Exchange) => Response | Promise<Response>

const json = { 'content-type': 'application/json', 'cache-control': 'max-age=60' }

/** Answers with a head at once, and a body that the test sends. */
const streaming =
  (headers: Record<string, string> = {}, status = 200) =>
  ({ body }: Pick<Exchange, 'body'>): Response =>
    new Response(body.stream, { status, headers: { etag: '"1"', ...json, ...headers } })

function client(answer: Answer, options: Parameters<typeof createRecordedClient>[0] = {}) {
  const exchanges: Exchange[] = []
  let origin = answer
  const recorded = createRecordedClient({
    baseUrl: 'https://api.test',
    async fetch(input, init) {
      const { method, headers, signal } = new Request(input, init)
      const exchange = { method, headers, body: scriptedBody() }
      exchanges.push(exchange)
      signal.addEventListener('abort', () => exchange.body.fail(signal.reason))
      return origin(exchange)
    },
    ...options,
  })
  return {
    ...recorded,
    exchanges,
    /** The body of the exchange with this number. */
    body(index: number): ScriptedBody {
      const exchange = exchanges[index]
      if (exchange === undefined) throw new Error(`There is no exchange ${index}`)
      return exchange.body
    },
    become(other: Answer) {
      origin = other
    },
  }
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (response.body === null) throw new Error('It has no body')
  return response.body.getReader()
}

const memoryOf = ({ etagged }: RecordedClient): unknown => etagged.peekMemory('/coins')?.data

describe('fetch answers as soon as the head is there', () => {
  it('with status, fields and what the cache expects to do, and the body as it arrives', async () => {
    const one = client(streaming({ 'x-own': 'yes' }, 203))
    const response = await one.etagged.fetch('/coins')
    expect(response.status).toBe(203)
    expect(response.headers.get('x-own')).toBe('yes')
    expect(response.headers.get('cache-status')).toBe(
      'etagged; fwd=uri-miss; fwd-status=203; stored; ttl=60; detail=full-response',
    )
    const reader = readerOf(response)
    one.body(0).send('[1,')
    expect(await nextText(reader)).toBe('[1,')
    expect(memoryOf(one)).toBeUndefined()
    one.body(0).send('2]')
    one.body(0).end()
    expect(await nextText(reader)).toBe('2]')
    expect(await nextText(reader)).toBeUndefined()
  })

  it('who has read all of it finds it stored, and the journal has heard of it', async () => {
    const one = client(streaming())
    const response = await one.etagged.fetch('/coins')
    expect(one.statuses()).toEqual([])
    one.body(0).send('[1]')
    one.body(0).end()
    expect(await response.json()).toEqual([1])
    expect(memoryOf(one)).toEqual([1])
    expect(one.of('request')).toMatchObject([
      { outcome: { stored: true }, tier: 'network', bytes: { body: 3, received: 3 } },
    ])
  })

  it('what nobody reads is stored as well; idle waits for it', async () => {
    const one = client(streaming())
    await one.etagged.fetch('/coins')
    one.body(0).send('[1]')
    let isIdle = false
    const idle = one.etagged.idle().then(() => {
      isIdle = true
    })
    await turn()
    expect(isIdle).toBe(false)
    one.body(0).end()
    await idle
    expect(memoryOf(one)).toEqual([1])
  })

  it('a body that fails is the caller’s error and an event; what was stored stays', async () => {
    const one = client(streaming({ 'cache-control': 'no-cache' }))
    const first = await one.etagged.fetch('/coins')
    one.body(0).send('[1]')
    one.body(0).end()
    await first.text()
    const response = await one.etagged.fetch('/coins')
    one.body(1).send('[1,')
    const error = new TypeError('terminated')
    one.body(1).fail(error)
    expect(await rejectionOf(response.text())).toBe(error)
    await one.etagged.idle()
    expect(one.of('failure')).toMatchObject([{ because: 'TypeError: terminated' }])
    expect(memoryOf(one)).toEqual([1])
  })

  it('an error is shared by who waits, is no data, and is not stored', async () => {
    const one = client(streaming({}, 500))
    const first = await one.etagged.fetch('/coins')
    const second = one.etagged.fetch('/coins')
    await turn()
    one.body(0).send('down')
    one.body(0).end()
    expect([first.status, (await second).status]).toEqual([500, 500])
    expect([await first.text(), await (await second).text()]).toEqual(['down', 'down'])
    expect(one.exchanges).toHaveLength(1)
    expect(one.etagged.stats().entries).toBe(0)
  })

  it('the end of the session fails the body, and nothing of it is stored (I2)', async () => {
    const disk = createMemoryDisk()
    const one = client(streaming(), { store: disk.persistence })
    await one.etagged.signIn('alice')
    const response = await one.etagged.fetch('/coins')
    one.body(0).send('[1,')
    const text = rejectionOf(response.text())
    await turn()
    await one.etagged.signIn('bob')
    expect(await text).toMatchObject({ code: 'session-ended' })
    await one.etagged.idle()
    expect(disk.dump()).not.toContain('[1,')
  })
})

describe('I19: a body that arrives while a write succeeds', () => {
  /** A GET is answered when the head may come. */
  const written =
    (head = Promise.resolve()): Answer =>
    async ({ method, body }) => {
      if (method === 'PUT') return new Response(null, { status: 204 })
      await head
      return streaming()({ body })
    }

  it.each<[string, (one: ReturnType<typeof client>) => Promise<unknown>]>([
    ['by a write', ({ etagged }) => etagged.fetch('/coins', { method: 'PUT' })],
    ['by the app', ({ etagged }) => etagged.invalidate({ url: '/coins' })],
  ])('is stored as invalidated: %s', async (_, invalidate) => {
    for (const when of ['before the head', 'before the body', 'within the body']) {
      const disk = createMemoryDisk()
      const head = Promise.withResolvers<void>()
      const one = client(written(head.promise), { store: disk.persistence })
      const reading = one.etagged.fetch('/coins')
      if (when !== 'before the head') head.resolve()
      await turn()
      if (when === 'within the body') one.body(0).send('[')
      await turn()
      await invalidate(one)
      head.resolve()
      one.body(0).send(when === 'within the body' ? '1]' : '[1]')
      one.body(0).end()
      expect(await (await reading).json()).toEqual([1])
      await one.etagged.idle()
      expect(disk.rows('anonymous')).toMatchObject([{ invalidated: true }])

      const sent = one.exchanges.length
      one.become(() => new Response(null, { status: 304, headers: { etag: '"1"' } }))
      const next = await one.etagged.fetch('/coins')
      expect(next.headers.get('cache-status')).toContain('fwd=stale; fwd-status=304')
      expect(one.exchanges[sent]?.headers.get('if-none-match')).toBe('"1"')
    }
  })

  it('is not shared by who asks after the write', async () => {
    const one = client(written())
    const before = await one.etagged.fetch('/coins')
    await one.etagged.fetch('/coins', { method: 'PUT' })
    one.clock.advance(1)
    const after = await one.etagged.fetch('/coins')
    expect(one.exchanges.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET'])
    one.body(2).send('[2]')
    one.body(2).end()
    expect(await after.json()).toEqual([2])
    one.body(0).send('[1]')
    one.body(0).end()
    expect(await before.json()).toEqual([1])
    await one.etagged.idle()
    expect(memoryOf(one)).toEqual([2])
  })
})

describe('I31: who shares an exchange could have sent that very request', () => {
  it('in another language a caller gets his own, and each variant is stored', async () => {
    const one = client(({ headers, body }) => {
      const response = streaming({ vary: 'accept-language' })({ body })
      body.send(JSON.stringify(headers.get('accept-language')))
      body.end()
      return response
    })
    const ask = (language: string) =>
      one.etagged.fetch('/coins', { headers: { 'accept-language': language } })
    const responses = await Promise.all([ask('en'), ask('de'), ask('en'), ask('de')])
    expect(await Promise.all(responses.map((response) => response.json()))).toEqual([
      'en',
      'de',
      'en',
      'de',
    ])
    expect(one.exchanges).toHaveLength(2)
    await one.etagged.idle()
    expect(await (await ask('de')).json()).toBe('de')
    expect(one.exchanges).toHaveLength(2)
  })

  it.each(['fetch', 'json'] as const)('Vary: * is nobody else’s: %s', async (door) => {
    let count = 0
    const one = client(({ body }) => {
      const response = streaming({ vary: '*' })({ body })
      body.send(String(count++))
      body.end()
      return response
    })
    const ask = async () =>
      door === 'json'
        ? (await one.etagged.json('/coins')).data
        : (await one.etagged.fetch('/coins')).json()
    expect(new Set(await Promise.all([ask(), ask(), ask()]))).toEqual(new Set([0, 1, 2]))
    expect(one.exchanges).toHaveLength(3)
  })

  it('in another partition nothing is shared: the former answer fails, the next user gets his own', async () => {
    const one = client(streaming())
    await one.etagged.signIn('alice')
    const alice = await one.etagged.fetch('/coins')
    const also = rejectionOf(one.etagged.fetch('/coins'))
    await turn()
    await one.etagged.signIn('bob')
    const bob = await one.etagged.fetch('/coins')
    expect(one.exchanges).toHaveLength(2)
    one.body(1).send('["bob"]')
    one.body(1).end()
    expect(await rejectionOf(alice.text())).toMatchObject({ code: 'session-ended' })
    expect(await also).toMatchObject({ code: 'session-ended' })
    expect(await bob.json()).toEqual(['bob'])
  })
})

describe('I32: each caller of fetch has a body of his own', () => {
  async function spoiled(response: Response): Promise<string> {
    expect([response.bodyUsed, response.body?.locked]).toEqual([false, false])
    const reader = readerOf(response)
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text
      text += new TextDecoder('latin1').decode(value)
      value.fill(0)
    }
  }

  it.each([
    ['text', '[1,2,3]', 'application/json'],
    ['bytes that are no text', 'ÿþý', 'image/png'],
    ['a large text', JSON.stringify('x'.repeat(300_000)), 'application/json'],
    ['large bytes', 'ÿ'.repeat(300_000), 'image/png'],
  ])('what he does to its bytes nobody else sees: %s', async (_, text, type) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const disk = createMemoryDisk()
    const one = client(
      () => {
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(bytes.slice(0, 2))
            controller.enqueue(bytes.slice(2))
            controller.close()
          },
        })
        return new Response(body, { headers: { etag: '"1"', ...json, 'content-type': type } })
      },
      { store: disk.persistence },
    )
    const shared = await Promise.all([1, 2, 3].map(() => one.etagged.fetch('/coins')))
    for (const response of shared) expect(await spoiled(response)).toBe(text)
    for (let hit = 0; hit < 3; hit++) {
      expect(await spoiled(await one.etagged.fetch('/coins'))).toBe(text)
    }
    await one.etagged.idle()
    const { etagged } = client(streaming(), { store: disk.persistence })
    for (let read = 0; read < 2; read++) {
      expect(await spoiled(await etagged.fetch('/coins'))).toBe(text)
    }
    expect(one.exchanges).toHaveLength(1)
  })

  it('who reads half of it, or clones it, leaves the others theirs', async () => {
    const one = client(streaming())
    const leader = await one.etagged.fetch('/coins')
    const follower = one.etagged.fetch('/coins')
    const clone = leader.clone()
    one.body(0).send('[1,')
    one.body(0).send('2]')
    one.body(0).end()
    expect(await clone.json()).toEqual([1, 2])
    const reader = readerOf(leader)
    expect(await nextText(reader)).toBe('[1,')
    expect(await (await follower).json()).toEqual([1, 2])
    await reader.cancel()
    expect(await (await one.etagged.fetch('/coins')).json()).toEqual([1, 2])
  })
})

describe('who comes along with an exchange whose body takes long', () => {
  it('asks for himself half a second after its head, and has a head of his own', async () => {
    const one = client(streaming())
    const leader = await one.etagged.fetch('/coins')
    const follower = one.etagged.fetch('/coins')
    await turn()
    one.clock.advance(0.5)
    const own = await follower
    expect(own.headers.get('cache-status')).toContain('fwd=uri-miss')
    expect(own.headers.get('cache-status')).not.toContain('collapsed')
    expect(one.exchanges).toHaveLength(2)
    one.body(1).send('[2]')
    one.body(1).end()
    expect(await own.json()).toEqual([2])
    one.body(0).send('[1]')
    one.body(0).end()
    expect(await leader.json()).toEqual([1])
    // The last request wins (I18).
    expect(memoryOf(one)).toEqual([2])
  })

  it('waits for the head as long as it takes', async () => {
    const gate = Promise.withResolvers<void>()
    const answer = streaming()
    const one = client(async (exchange) => {
      await gate.promise
      return answer(exchange)
    })
    const both = [one.etagged.fetch('/coins'), one.etagged.fetch('/coins')]
    await turn()
    one.clock.advance(60)
    gate.resolve()
    await turn()
    one.body(0).send('[1]')
    one.body(0).end()
    const bodies = await Promise.all(both.map(async (each) => (await each).text()))
    expect(bodies).toEqual(['[1]', '[1]'])
    expect(one.exchanges).toHaveLength(1)
  })

  it('I30: takes nobody along', async () => {
    const one = client(streaming())
    const leader = await one.etagged.fetch('/coins')
    const [impatient, left] = [one.etagged.fetch('/coins'), new AbortController()]
    const leaving = rejectionOf(one.etagged.fetch('/coins', { signal: left.signal }))
    await turn()
    left.abort()
    one.clock.advance(0.5)
    await impatient
    one.body(0).send('[1]')
    one.body(0).end()
    expect(await leader.json()).toEqual([1])
    expect(await leaving).toMatchObject({ name: 'AbortError' })
  })
})

describe('what is removed while its body arrives', () => {
  it.each(['url', 'all'] as const)('by %s is stored as stale at best', async (by) => {
    const one = client(streaming())
    const response = await one.etagged.fetch('/coins')
    await one.etagged.remove(by === 'all' ? 'all' : { url: '/coins' })
    one.body(0).send('[1]')
    one.body(0).end()
    expect(await response.json()).toEqual([1])
    one.become(() => new Response(null, { status: 304, headers: { etag: '"1"' } }))
    expect((await one.etagged.json('/coins')).outcome).toMatchObject({ fwdStatus: 304 })
  })
})
