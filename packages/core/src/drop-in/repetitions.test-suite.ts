import { expect } from 'vitest'
import type { Behaviour } from './behaviour.test-fixture.ts'
import type { Reply } from './send-reply.test-server.ts'
import { STORABLE } from './storing.test-fixture.ts'

/** Of the cache, or of one connection (RFC 9111 §3.1, §5.1; RFC 9211): they may differ. */
const ITS_OWN: ReadonlySet<string> = new Set([
  'age',
  'cache-status',
  'connection',
  'keep-alive',
  'transfer-encoding',
])

interface Answer extends Pick<Behaviour, 'exceptions'> {
  readonly which: string
  readonly reply: Reply
}

const ANSWERS: readonly Answer[] = [
  {
    which: 'JSON',
    reply: { headers: { ...STORABLE, 'content-type': 'application/json' }, text: '{"a":1}' },
  },
  { which: 'text without a Content-Type', reply: { headers: STORABLE, text: 'no type' } },
  {
    which: 'bytes',
    reply: { headers: { ...STORABLE, 'content-type': 'image/png' }, bytes: [0xff, 0, 0xfe] },
  },
  { which: 'nothing', reply: { headers: STORABLE } },
  { which: 'a byte order mark', reply: { headers: STORABLE, bytes: [0xef, 0xbb, 0xbf, 0x61] } },
  {
    which: 'compressed text',
    reply: { headers: STORABLE, coding: 'gzip', text: 'over and '.repeat(50) },
  },
  { which: 'chunks', reply: { headers: STORABLE, chunked: true, text: 'in chunks' } },
  {
    which: 'a 203 with a phrase of its own',
    reply: { status: 203, statusText: 'So Far', headers: STORABLE, text: 'x' },
  },
  { which: 'a 204', reply: { status: 204, headers: STORABLE } },
  { which: 'a 404', reply: { status: 404, headers: STORABLE, text: 'none' } },
  { which: 'a 410', reply: { status: 410, headers: STORABLE, text: 'gone' } },
  { which: 'a 500', reply: { status: 500, headers: STORABLE, text: 'down' } },
  {
    which: 'many fields',
    reply: {
      headers: {
        ...STORABLE,
        'x-own': ['b', 'a'],

        'x-latin': 'caf\u{e9}',
        date: 'Fri, 15 Jan 2027 08:00:00 GMT',
      },
      text: 'x',
    },
  },
  {
    which: 'an empty field',
    reply: { headers: { ...STORABLE, 'x-own': '' } },
    exceptions: { firefox: 'drops it from what it reuses' },
  },
  {
    which: 'what must be validated',
    reply: { headers: { etag: '"1"', 'cache-control': 'no-cache' }, text: 'x' },
  },
  { which: 'what has only an ETag', reply: { headers: { etag: 'W/"1"' }, text: 'x' } },
  {
    which: 'what must not be stored',
    reply: { headers: { 'cache-control': 'no-store' }, text: 'x' },
  },
  { which: 'what varies', reply: { headers: { ...STORABLE, vary: 'accept, x-own' }, text: 'x' } },
]

/** Everything that a caller can see of an answer. */
async function seen(response: Response) {
  const { status, statusText, ok, url, type, redirected } = response
  const fields = [...response.headers].filter(([name]) => !ITS_OWN.has(name))

  const bytes = [...new Uint8Array(await response.arrayBuffer())]
  return { status, statusText, ok, url, type, redirected, fields, bytes }
}

/** The same call again, or at the same time. */
export const REPETITIONS: readonly Behaviour[] = [
  ...ANSWERS.map(({ which, reply, exceptions = {} }): Behaviour => ({
    says: `a second call sees what the first one saw: ${which}`,
    exceptions,
    assert: async ({ fetch, origin }) => {
      const url = origin.gives(reply)
      const first = await seen(await fetch(url))
      expect(first.status).toBe(reply.status ?? 200)
      expect(await seen(await fetch(url))).toEqual(first)
      expect(await seen(await fetch(new Request(url)))).toEqual(first)
    },
  })),
  {
    says: 'a second call that is redirected sees what the first one saw',
    assert: async ({ fetch, origin }) => {
      const target = origin.gives({ headers: STORABLE, text: 'there' })
      const url = origin.gives({ status: 301, headers: { location: target, ...STORABLE } })
      const first = await seen(await fetch(url))
      expect(first).toMatchObject({ url: target, redirected: true })
      expect(await seen(await fetch(url))).toEqual(first)
    },
  },
  {
    says: 'calls at the same time have an answer and a body each',
    assert: async ({ fetch, origin }) => {
      for (const headers of [STORABLE, { etag: '"1"' }, { 'cache-control': 'no-store' }, {}]) {
        const url = origin.gives({ headers, text: 'each' })
        const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(url)))
        expect(new Set(answers).size).toBe(5)
        for (const answer of answers) {
          expect(answer.bodyUsed).toBe(false)
          expect(await answer.text()).toBe('each')
        }
      }
    },
  },
  {
    says: 'calls at the same time for a body that has begun to come both get all of it',
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const first = fetch(channel.url)
      await channel.write('one, ')
      const early = await first
      const second = fetch(channel.url)
      await channel.write('two')
      await channel.end()
      const texts = [await early.text(), await (await second).text()]
      expect(texts).toEqual(['one, two', 'one, two'])
    },
  },
  {
    says: 'who does not read his body keeps nobody waiting',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, pattern: 2_000_000 })
      const [unread, read] = await Promise.all([fetch(url), fetch(url)])
      expect((await read.arrayBuffer()).byteLength).toBe(2_000_000)
      expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(2_000_000)
      await unread.body?.cancel()
    },
  },
  {
    says: 'who writes into the buffer of his body writes into nobody else’s',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, bytes: [0xff, 1, 2, 3] })
      const answers = await Promise.all([fetch(url), fetch(url)])
      const clones = answers.map((answer) => answer.clone())
      for (const response of [...answers, ...clones, await fetch(url), await fetch(url)]) {
        const bytes = new Uint8Array(await response.arrayBuffer())
        expect([...bytes]).toEqual([0xff, 1, 2, 3])
        bytes.fill(9)
      }
    },
  },
  {
    says: 'who writes into the parts of his stream writes into nobody else’s',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, bytes: [0xff, 1, 2, 3] })
      const answers = await Promise.all([fetch(url), fetch(url)])
      const clones = answers.map((answer) => answer.clone())
      for (const response of [...clones, ...answers, await fetch(url), await fetch(url)]) {
        const read: number[] = []
        const reader = response.body?.getReader()
        for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
          read.push(...part.value)
          part.value.fill(9)
        }
        expect(read).toEqual([0xff, 1, 2, 3])
      }
    },
  },
  {
    says: 'who changes his data changes nobody else’s',
    assert: async ({ fetch, origin }) => {
      const headers = { ...STORABLE, 'content-type': 'application/json' }
      const url = origin.gives({ headers, text: '{"a":[1]}' })
      for (let time = 0; time < 3; time++) {
        const data = (await (await fetch(url)).json()) as { a: number[] }
        expect(data).toEqual({ a: [1] })
        data.a.push(2)
      }
    },
  },
  {
    says: 'a write is seen by the next read',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: { etag: '"1"' }, text: 'x' })
      await (await fetch(url)).text()
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        await (await fetch(url, { method, body: 'said' })).text()
        await (await fetch(url)).text()
      }
      const methods = (await origin.received(url)).map(({ method }) => method)
      expect(methods).toEqual(['GET', 'PUT', 'GET', 'PATCH', 'GET', 'DELETE', 'GET'])
    },
  },
]
