import { expect } from 'vitest'
import { type Behaviour, echoed } from './behaviour.test-fixture.ts'

/** Methods that `fetch` knows in any case of letters (Fetch standard §2.2.1). */
const NORMALISED = ['get', 'head', 'post', 'put', 'delete', 'options']

/** What says who calls, and how, in whatever form. */
export const REQUESTS: readonly Behaviour[] = [
  {
    says: 'a string, a URL and a Request name the same resource',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ text: 'here' })
      for (const input of [url, new URL(url), new Request(url)]) {
        const response = await fetch(input)
        expect(response.url).toBe(url)
        expect(await response.text()).toBe('here')
      }
    },
  },
  {
    says: 'works without its object, and init may be null or undefined',
    assert: async ({ fetch: method, origin }) => {
      const fetch = method as (input: string, init?: RequestInit | null) => Promise<Response>
      const url = origin.echoes()
      for (const init of [undefined, null, {}]) {
        expect(await echoed(await fetch(url, init))).toMatchObject({ method: 'GET', text: '' })
      }
    },
  },
  {
    says: 'gives a Promise of a Response, of the platform’s own classes',
    assert: async ({ fetch, origin }) => {
      const promise = fetch(origin.gives())
      expect(promise).toBeInstanceOf(Promise)
      const response = await promise
      expect(response).toBeInstanceOf(Response)
      expect(Object.prototype.toString.call(response)).toBe('[object Response]')
      expect(response.constructor).toBe(Response)
      expect(response.headers).toBeInstanceOf(Headers)
      expect(Object.prototype.toString.call(response.headers)).toBe('[object Headers]')
    },
  },
  {
    says: 'a Request’s method, headers and body are sent',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), {
        method: 'PUT',
        headers: { 'X-Own': 'a', 'content-type': 'text/x-own' },
        body: 'said by the Request',
      })
      const echo = await echoed(await fetch(request))
      expect(echo).toMatchObject({ method: 'PUT', text: 'said by the Request' })
      expect(echo.headers).toMatchObject({ 'x-own': 'a', 'content-type': 'text/x-own' })
    },
  },
  {
    says: 'init outranks the Request’s method and body, and its headers as a whole',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), {
        method: 'PUT',
        headers: { 'x-one': '1', 'x-two': '2' },
        body: 'former',
      })
      const init = { method: 'POST', headers: { 'x-two': 'two' }, body: 'latter' }
      const echo = await echoed(await fetch(request, init))
      expect(echo).toMatchObject({ method: 'POST', text: 'latter' })
      expect(echo.headers).toMatchObject({ 'x-two': 'two' })
      expect(echo.headers).not.toHaveProperty('x-one')
    },
  },
  {
    says: 'init without headers leaves the Request’s',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), { headers: { 'x-one': '1' } })
      const echo = await echoed(await fetch(request, { method: 'DELETE' }))
      expect(echo).toMatchObject({ method: 'DELETE', headers: { 'x-one': '1' } })
    },
  },
  {
    says: 'a Request without a body can be used again, and is not changed',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), { headers: { 'x-one': '1' } })
      for (const init of [{}, { method: 'POST', headers: { 'x-two': '2' } }, {}]) {
        await (await fetch(request, init)).text()
      }
      expect(request.method).toBe('GET')
      expect([...request.headers]).toEqual([['x-one', '1']])
      expect(request.bodyUsed).toBe(false)
      const methods = (await origin.received(request.url)).map(({ method }) => method)
      expect(methods).toEqual(['GET', 'POST', 'GET'])
    },
  },
  {
    says: 'a Request’s body is used by it: a second time rejects with TypeError',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), { method: 'POST', body: 'once' })
      expect(await echoed(await fetch(request))).toMatchObject({ text: 'once' })
      expect(request.bodyUsed).toBe(true)
      await expect(fetch(request)).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'a clone of a Request can be sent after the Request, with the same body',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), { method: 'POST', body: 'twice' })
      const clone = request.clone()
      expect(await echoed(await fetch(request))).toMatchObject({ text: 'twice' })
      expect(await echoed(await fetch(clone))).toMatchObject({ method: 'POST', text: 'twice' })
    },
  },
  {
    says: 'a body in init leaves the Request’s own body unused',
    exceptions: { chromium: 'uses it up' },
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.echoes(), { method: 'POST', body: 'own' })
      const other = { body: 'other' }
      expect(await echoed(await fetch(request, other))).toMatchObject({ text: 'other' })
      expect(request.bodyUsed).toBe(false)
      expect(await request.text()).toBe('own')
    },
  },
  {
    says: 'a Request of a frame is one',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const frame = document.body.appendChild(document.createElement('iframe'))
      const theirs = frame.contentWindow as unknown as typeof globalThis
      const init = { method: 'PUT', headers: { 'x-own': 'a' } }
      const echo = await echoed(await fetch(new theirs.Request(origin.echoes(), init)))
      expect(echo).toMatchObject({ method: 'PUT', headers: { 'x-own': 'a' } })
      frame.remove()
    },
  },
  ...[
    { form: 'a Headers', headers: new Headers({ 'X-One': '1', 'x-two': '2' }) },
    { form: 'a record', headers: { 'X-One': '1', 'x-two': '2' } },
    {
      form: 'pairs',
      headers: [
        ['X-One', '1'],
        ['x-two', '2'],
      ] satisfies [string, string][],
    },
    {
      form: 'a Map',
      headers: new Map([
        ['X-One', '1'],
        ['x-two', '2'],
      ]) as unknown as [string, string][],
    },
  ].map(({ form, headers }): Behaviour => ({
    says: `headers can be ${form}`,
    assert: async ({ fetch, origin }) => {
      const echo = await echoed(await fetch(origin.echoes(), { headers }))
      expect(echo.headers).toMatchObject({ 'x-one': '1', 'x-two': '2' })
    },
  })),
  {
    says: 'headers of the same name are combined in their order, and white space around them goes',
    assert: async ({ fetch, origin }) => {
      const headers: [string, string][] = [
        ['x-own', ' b '],
        ['X-OWN', 'a'],
        ['x-own', '\tb'],
      ]
      const echo = await echoed(await fetch(origin.echoes(), { headers }))
      expect(echo.headers['x-own']).toBe('b, a, b')
    },
  },
  {
    says: 'a header value can be empty',
    assert: async ({ fetch, origin }) => {
      const echo = await echoed(await fetch(origin.echoes(), { headers: { 'x-own': '' } }))
      expect(echo.headers['x-own']).toBe('')
    },
  },
  {
    says: 'a header value can have Latin-1 characters',
    exceptions: { webkit: 'sends them as UTF-8' },
    assert: async ({ fetch, origin }) => {
      const headers = { 'x-own': 'caf\u{e9}' }
      const echo = await echoed(await fetch(origin.echoes(), { headers }))
      expect(echo.headers['x-own']).toBe('caf\u{e9}')
    },
  },
  {
    says: 'the caller’s headers are read at once: what he does to them afterwards is of no effect',
    assert: async ({ fetch, origin }) => {
      const headers = new Headers({ 'x-own': 'before' })
      const answer = fetch(origin.echoes(), { headers })
      headers.set('x-own', 'after')
      expect((await echoed(await answer)).headers['x-own']).toBe('before')
    },
  },
  {
    says: 'accepts everything unless told what',
    assert: async ({ fetch, origin }) => {
      const echo = await echoed(await fetch(origin.echoes()))
      expect(echo.headers['accept']).toBe('*/*')
      const told = await fetch(origin.echoes(), { headers: { accept: 'application/json' } })
      expect((await echoed(told)).headers['accept']).toBe('application/json')
    },
  },
  {
    says: 'the page’s own headers cannot be set: they are left out in silence',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const headers = { cookie: 'a=1', host: 'other.test', 'sec-own': 'b', 'x-own': 'c' }
      const echo = await echoed(await fetch(origin.echoes(), { headers }))
      expect(echo.headers['x-own']).toBe('c')
      expect(echo.headers['cookie'] ?? '').not.toContain('a=1')
      expect(echo.headers['host']).toBe(location.host)
      expect(echo.headers).not.toHaveProperty('sec-own')
    },
  },
  {
    says: `methods are normalised: ${NORMALISED.join(', ')} mean the methods in capitals`,
    assert: async ({ fetch, origin }) => {
      for (const method of NORMALISED) {
        const url = origin.gives()
        expect((await fetch(url, { method })).status).toBe(200)
        expect(await origin.received(url)).toMatchObject([{ method: method.toUpperCase() }])
      }
    },
  },
  {
    says: 'patch in small letters is no PATCH but a method that the server does not know',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives()
      expect((await fetch(url, { method: 'patch' })).status).toBe(400)
      expect(await origin.received(url)).toEqual([])
    },
  },
  ...['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method): Behaviour => ({
    says: `${method} goes out with a body, and without one`,
    assert: async ({ fetch, origin }) => {
      const said = { method, body: 'said' }
      expect(await echoed(await fetch(origin.echoes(), said))).toMatchObject({
        method,
        text: 'said',
      })
      const silent = { method }
      expect(await echoed(await fetch(origin.echoes(), silent))).toMatchObject({ method, text: '' })
    },
  })),
]
