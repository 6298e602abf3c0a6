import { expect } from 'vitest'
import { type Behaviour, echoed } from './behaviour.test-fixture.ts'

const ALLOWED = { 'access-control-allow-origin': '*', etag: '"1"', 'cache-control': 'max-age=60' }

/** What a page may know of other origins. */
export const ORIGINS: readonly Behaviour[] = [
  {
    says: 'an answer that another origin allows is of type cors, the first time and the second',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.elsewhere.gives({ headers: ALLOWED, text: 'there' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect([response.type, response.status, response.url]).toEqual(['cors', 200, url])
        expect(response.clone().type).toBe('cors')
        expect(await response.text()).toBe('there')
      }
    },
  },
  {
    says: 'of another origin’s fields only those are read that are safe or exposed',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const headers = {
        ...ALLOWED,
        'access-control-expose-headers': 'X-Told, ETag',
        'x-told': 'a',
        'x-hidden': 'b',
        'content-type': 'text/x-own',
      }
      const url = origin.elsewhere.gives({ headers })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect(response.headers.get('content-type')).toBe('text/x-own')
        expect([response.headers.get('x-told'), response.headers.get('etag')]).toEqual(['a', '"1"'])
        expect(response.headers.has('x-hidden')).toBe(false)
        await response.text()
      }
    },
  },
  {
    says: 'an answer that another origin does not allow rejects with TypeError',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.elsewhere.gives({ headers: { etag: '"1"' }, text: 'there' })
      for (let time = 0; time < 2; time++) {
        await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
      }
    },
  },
  {
    says: 'a field of the page’s own needs the other origin’s permission',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const preflight = {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'x-own',
      }
      const init = { headers: { 'x-own': 'a' } }
      const allowed = origin.elsewhere.gives({ headers: ALLOWED, preflight, text: 'there' })
      expect(await (await fetch(allowed, init)).text()).toBe('there')
      const got = (await origin.received(allowed)).find(({ method }) => method === 'GET')
      expect(got?.headers['x-own']).toBe('a')
      const refused = origin.elsewhere.gives({ headers: ALLOWED, preflight: {} })
      await expect(fetch(refused, init)).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'mode: no-cors gives an opaque answer, also when a readable one is stored',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.elsewhere.gives({ headers: ALLOWED, text: 'there' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url, { mode: 'no-cors' })
        expect([response.type, response.status, response.ok]).toEqual(['opaque', 0, false])
        expect([response.url, [...response.headers], response.body]).toEqual(['', [], null])
        expect(await response.text()).toBe('')
        expect(await (await fetch(url)).text()).toBe('there')
      }
    },
  },
  {
    says: 'mode: same-origin rejects another origin with TypeError, also when its answer is stored',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.elsewhere.gives({ headers: ALLOWED, text: 'there' })
      await expect(fetch(url, { mode: 'same-origin' })).rejects.toBeInstanceOf(TypeError)
      await (await fetch(url)).text()
      await expect(fetch(url, { mode: 'same-origin' })).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'a redirect to another origin is followed with its permission, and is of type cors',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const target = origin.elsewhere.gives({ headers: ALLOWED, text: 'there' })
      const response = await fetch(origin.gives({ status: 302, headers: { location: target } }))
      expect([response.type, response.redirected, response.url]).toEqual(['cors', true, target])
      expect(await response.text()).toBe('there')
    },
  },
  {
    says: 'the page’s cookies are not sent to another origin unless they are included',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const echo = await echoed(await fetch(origin.elsewhere.echoes()))
      expect(echo.headers).not.toHaveProperty('cookie')
      expect(echo.headers['origin']).toBe(location.origin)
      // The echo allows everyone, which is not enough for credentials.
      const included = fetch(origin.elsewhere.echoes(), { credentials: 'include' })
      await expect(included).rejects.toBeInstanceOf(TypeError)
    },
  },
]
