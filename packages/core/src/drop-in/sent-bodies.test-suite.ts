import { expect } from 'vitest'
import { type Behaviour, echoed } from './behaviour.test-fixture.ts'

interface SentBody {
  readonly what: string
  /** Made anew for each sending. */
  readonly body: () => BodyInit
  readonly text: string
  /** The Content-Type that comes with it. */
  readonly type: string | undefined
}

const text = (value: string) => new TextEncoder().encode(value)

const form = (): FormData => {
  const data = new FormData()
  data.append('name', 'Zo\u{eb}')
  data.append('name', 'second')
  data.append('file', new Blob(['in the file'], { type: 'text/x-own' }), 'a.txt')
  return data
}

const SENT: readonly SentBody[] = [
  {
    what: 'a string, as UTF-8',
    body: () => 'caf\u{e9} \u{1f375}',
    text: 'caf\u{e9} \u{1f375}',
    type: 'text/plain;charset=UTF-8',
  },
  { what: 'an empty string', body: () => '', text: '', type: 'text/plain;charset=UTF-8' },
  {
    what: 'URLSearchParams',
    body: () =>
      new URLSearchParams([
        ['a', '1 2'],
        ['a', '\u{e9}&'],
      ]),
    text: 'a=1+2&a=%C3%A9%26',
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
  },
  {
    what: 'a Blob with its type',
    body: () => new Blob(['a', 'b'], { type: 'text/x-own' }),
    text: 'ab',
    type: 'text/x-own',
  },
  { what: 'a Blob without a type', body: () => new Blob(['ab']), text: 'ab', type: undefined },
  { what: 'an ArrayBuffer', body: () => text('ab').buffer, text: 'ab', type: undefined },
  {
    what: 'a view of a part of a buffer',
    body: () => text('[ab]').subarray(1, 3),
    text: 'ab',
    type: undefined,
  },
  {
    what: 'a DataView',
    body: () => new DataView(text('[ab]').buffer, 1, 2),
    text: 'ab',
    type: undefined,
  },
]

/** What goes out with a request. */
export const SENT_BODIES: readonly Behaviour[] = [
  ...SENT.map(({ what, body, text: said, type }): Behaviour => ({
    says: `sends ${what}`,
    assert: async ({ fetch, origin }) => {
      const echo = await echoed(await fetch(origin.echoes(), { method: 'POST', body: body() }))
      expect(echo.text).toBe(said)
      expect(echo.headers['content-type']).toBe(type)
      expect(echo.headers['content-length']).toBe(String(text(said).length))
    },
  })),
  {
    says: 'sends FormData as multipart, with its files',
    assert: async ({ fetch, origin }) => {
      const echo = await echoed(await fetch(origin.echoes(), { method: 'POST', body: form() }))
      const type = echo.headers['content-type'] ?? ''
      expect(type).toMatch(/^multipart\/form-data; ?boundary=/)
      const received = new Response(Uint8Array.from(echo.bytes), {
        headers: { 'content-type': type },
      })
      const data = await received.formData()
      expect(data.getAll('name')).toEqual(['Zo\u{eb}', 'second'])
      const file = data.get('file') as File
      expect([file.name, file.type, await file.text()]).toEqual([
        'a.txt',
        'text/x-own',
        'in the file',
      ])
    },
  },
  {
    says: 'a Content-Type of the caller’s own outranks the body’s',
    assert: async ({ fetch, origin }) => {
      const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
      const echo = await echoed(await fetch(origin.echoes(), init))
      expect(echo.headers['content-type']).toBe('application/json')
    },
  },
  {
    says: 'sends bytes that are no text as they are',
    assert: async ({ fetch, origin }) => {
      const body = Uint8Array.from({ length: 512 }, (_, at) => at & 255)
      const echo = await echoed(await fetch(origin.echoes(), { method: 'POST', body }))
      expect(echo.bytes).toEqual([...body])
    },
  },
  {
    says: 'sends a stream as it comes, with duplex: half',
    exceptions: {
      chromium: 'sends streams over HTTP/2 only',
      firefox: 'sends no streams',
      webkit: 'sends no streams',
    },
    assert: async ({ fetch, origin }) => {
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          for (const part of ['one, ', 'two']) controller.enqueue(text(part))
          controller.close()
        },
      })
      const init = { method: 'POST', body, duplex: 'half' } satisfies RequestInit & {
        duplex: 'half'
      }
      expect(await echoed(await fetch(origin.echoes(), init))).toMatchObject({ text: 'one, two' })
    },
  },
  {
    says: 'a stream without duplex rejects with TypeError',
    exceptions: { firefox: 'sends it as a string', webkit: 'sends it as a string' },
    assert: async ({ fetch, origin }) => {
      const init = { method: 'POST', body: new ReadableStream() }
      await expect(fetch(origin.echoes(), init)).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'a stream that fails makes the call fail',
    exceptions: { firefox: 'sends no streams', webkit: 'sends no streams' },
    assert: async ({ fetch, origin }) => {
      const body = new ReadableStream({
        pull() {
          throw new Error('no more')
        },
      })
      const init = { method: 'POST', body, duplex: 'half' } satisfies RequestInit & {
        duplex: 'half'
      }
      await expect(fetch(origin.echoes(), init)).rejects.toBeDefined()
    },
  },
]
