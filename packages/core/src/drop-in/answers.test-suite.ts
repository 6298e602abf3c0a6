import { expect } from 'vitest'
import { type Behaviour, echoed } from './behaviour.test-fixture.ts'

const STATUSES = [
  200, 201, 202, 203, 300, 400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 501, 502, 503,
  504, 599,
]

const STREAM_FOR_NOTHING = {
  chromium: 'gives an empty stream',
  firefox: 'gives an empty stream',
  webkit: 'gives an empty stream',
}

/** The head of an answer. */
export const ANSWERS: readonly Behaviour[] = [
  {
    says: 'every status is an answer and no error; ok is that it is 2xx',
    assert: async ({ fetch, origin }) => {
      for (const status of STATUSES) {
        const response = await fetch(origin.gives({ status, text: `body of ${status}` }))
        expect(response.status).toBe(status)
        expect(response.ok).toBe(status < 300)
        expect(await response.text()).toBe(`body of ${status}`)
      }
    },
  },
  {
    says: 'statusText is the reason phrase that came',
    assert: async ({ fetch, origin }) => {
      for (const statusText of ['So Far', 'Not There']) {
        const response = await fetch(origin.gives({ status: 203, statusText, text: 'x' }))
        expect(response.statusText).toBe(statusText)
      }
    },
  },
  {
    says: 'an answer of the same origin is basic, and not redirected',
    assert: async ({ fetch, origin }) => {
      const response = await fetch(origin.gives())
      expect([response.type, response.redirected]).toEqual(['basic', false])
    },
  },
  ...[204, 205].map((status): Behaviour => ({
    says: `a ${status} is read as an empty body`,
    assert: async ({ fetch, origin }) => {
      const response = await fetch(origin.gives({ status, headers: { etag: '"1"' } }))
      expect(response.status).toBe(status)
      expect(response.headers.get('etag')).toBe('"1"')
      expect(await response.text()).toBe('')
    },
  })),
  {
    says: 'the body of a 204, of a 205, of a 304 and of an answer to HEAD is null',
    exceptions: STREAM_FOR_NOTHING,
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: { etag: '"1"' }, text: 'full' })
      const answers = [
        await fetch(origin.gives({ status: 204 })),
        await fetch(origin.gives({ status: 205 })),
        await fetch(url, { headers: { 'if-none-match': '"1"' } }),
        await fetch(url, { method: 'HEAD' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([204, 205, 304, 200])
      for (const answer of answers) {
        expect(answer.body).toBeNull()
        expect(await answer.text()).toBe('')
        // What is not there cannot be used (Fetch standard §5.3).
        expect(answer.bodyUsed).toBe(false)
      }
    },
  },
  {
    says: 'a 304 to the caller’s own condition is his, and empty',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: { etag: '"1"' }, text: 'full' })
      expect(await (await fetch(url, { cache: 'no-store' })).text()).toBe('full')
      const response = await fetch(url, { headers: { 'if-none-match': '"1"' } })
      expect(response.status).toBe(304)
      expect(response.ok).toBe(false)
      expect(response.headers.get('etag')).toBe('"1"')
      expect(await response.text()).toBe('')
    },
  },
  {
    says: 'a Range gives a 206 with the part',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ ranges: true, headers: { etag: '"1"' }, text: 'in part' })
      const response = await fetch(url, { headers: { range: 'bytes=3-6' } })
      expect(response.status).toBe(206)
      expect(response.headers.get('content-range')).toBe('bytes 3-6/7')
      expect(await response.text()).toBe('part')
      expect(await (await fetch(url)).text()).toBe('in part')
    },
  },
  {
    says: 'HEAD brings the fields of a GET, Content-Length too, and no body',
    assert: async ({ fetch, origin }) => {
      const headers = { etag: '"1"', 'cache-control': 'max-age=60', 'content-type': 'text/x-own' }
      const url = origin.gives({ headers, text: 'not sent' })
      for (const before of ['nothing', 'a GET']) {
        if (before === 'a GET') await (await fetch(url)).text()
        const response = await fetch(url, { method: 'HEAD' })
        expect([response.status, response.url]).toEqual([200, url])
        expect(response.headers.get('content-length')).toBe('8')
        expect(response.headers.get('content-type')).toBe('text/x-own')
        expect(await response.text()).toBe('')
      }
    },
  },
  {
    says: 'fields are found in any case of letters, and walked through by name, in small letters',
    assert: async ({ fetch, origin }) => {
      const given = { 'X-Zebra': 'z', 'x-Ant': 'a', ETag: '"1"' }
      const { headers } = await fetch(origin.gives({ headers: given }))
      expect([headers.get('x-zebra'), headers.get('ETAG'), headers.has('X-ANT')]).toEqual([
        'z',
        '"1"',
        true,
      ])
      expect(headers.get('x-none')).toBeNull()
      const names = [...headers.keys()]
      expect(names).toEqual(names.map((name) => name.toLowerCase()).toSorted())
      expect(names).toEqual(expect.arrayContaining(['etag', 'x-ant', 'x-zebra']))
      const seen: string[] = []
      // oxlint-disable-next-line unicorn/no-array-for-each -- it is one of the ways to walk through
      headers.forEach((value, name) => seen.push(`${name}: ${value}`))
      expect(seen).toEqual([...headers].map(([name, value]) => `${name}: ${value}`))
    },
  },
  {
    says: 'repeated fields are combined in their order, and an empty one is there',
    assert: async ({ fetch, origin }) => {
      const given = { 'x-own': ['b', 'a', 'b'], 'x-empty': '' }
      const { headers } = await fetch(origin.gives({ headers: given }))
      expect(headers.get('x-own')).toBe('b, a, b')
      expect(headers.get('x-empty')).toBe('')
    },
  },
  {
    says: 'a field beyond ASCII is read as Latin-1',
    exceptions: { webkit: 'reads it as UTF-8' },
    assert: async ({ fetch, origin }) => {
      const { headers } = await fetch(origin.gives({ headers: { 'x-own': 'caf\u{e9}' } }))
      expect(headers.get('x-own')).toBe('caf\u{e9}')
    },
  },
  {
    says: 'the fields of an answer cannot be changed: set, append and delete throw TypeError',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: { etag: '"1"', 'cache-control': 'max-age=60' } })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        for (const { headers } of [response, response.clone()]) {
          expect(() => headers.set('x-own', 'a')).toThrow(TypeError)
          expect(() => headers.append('x-own', 'a')).toThrow(TypeError)
          expect(() => headers.delete('etag')).toThrow(TypeError)
          expect(headers.get('etag')).toBe('"1"')
        }
      }
    },
  },
  {
    says: 'a copy of the fields can be changed, and a Response can be made of an answer',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({
        status: 203,
        statusText: 'So Far',
        headers: { etag: '"1"', 'cache-control': 'max-age=60' },
        text: 'kept',
      })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        const headers = new Headers(response.headers)
        headers.set('x-own', 'a')
        expect([headers.get('x-own'), headers.get('etag')]).toEqual(['a', '"1"'])
        const made = new Response(response.body, response)
        made.headers.set('x-own', 'b')
        expect([made.status, made.statusText, made.headers.get('etag')]).toEqual([
          203,
          'So Far',
          '"1"',
        ])
        expect(await made.text()).toBe('kept')
      }
    },
  },
  {
    says: 'Set-Cookie is told one by one',
    only: 'outside of a page',
    assert: async ({ fetch, origin }) => {
      const headers = { 'set-cookie': ['a=1; Path=/x', 'b=2'], etag: '"1"' }
      const response = await fetch(origin.gives({ headers }))
      expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/x', 'b=2'])
      expect(response.headers.get('set-cookie')).toBe('a=1; Path=/x, b=2')
      const walked = [...response.headers].filter(([name]) => name === 'set-cookie')
      expect(walked).toHaveLength(2)
    },
  },
  {
    says: 'Set-Cookie is not told to a page, but obeyed',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.echoes()
      const { pathname } = new URL(url)
      const cookie = `drop-in=1; Path=${pathname}; Max-Age=60`
      const response = await fetch(origin.gives({ headers: { 'set-cookie': cookie, etag: '"1"' } }))
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(response.headers.getSetCookie()).toEqual([])
      expect((await echoed(await fetch(url))).headers['cookie']).toBe('drop-in=1')
    },
  },
  ...(['gzip', 'deflate'] as const).map((coding): Behaviour => ({
    says: `${coding} is decoded, and Content-Encoding still tells of it`,
    assert: async ({ fetch, origin }) => {
      const text = 'over and '.repeat(200)
      const response = await fetch(origin.gives({ coding, text, headers: { etag: '"1"' } }))
      expect(response.headers.get('content-encoding')).toBe(coding)
      expect(Number(response.headers.get('content-length'))).toBeLessThan(text.length)
      expect(await response.text()).toBe(text)
    },
  })),
]
