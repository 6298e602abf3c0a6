import { expect } from 'vitest'
import { type Behaviour, echoed } from './behaviour.test-fixture.ts'

/** Which resource is asked for, and by what name it answers. */
export const URLS: readonly Behaviour[] = [
  {
    says: 'the fragment is not sent, and not part of the response’s URL; the query is both',
    assert: async ({ fetch, origin }) => {
      const url = `${origin.echoes()}?b=1&a=%2F&a=`
      const response = await fetch(`${url}#part`)
      expect(response.url).toBe(url)
      expect((await echoed(response)).target).toMatch(/\?b=1&a=%2F&a=$/)
    },
  },
  {
    says: 'a Request’s fragment is dropped as well',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives()
      expect((await fetch(new Request(`${url}#part`))).url).toBe(url)
    },
  },
  {
    says: 'the URL is normalised: case of the host, dot segments, characters beyond ASCII',
    assert: async ({ fetch, origin }) => {
      const url = origin.echoes()
      const { host } = new URL(url)
      const odd = url
        .replace('http://', 'HTTP://')
        .replace(host, host.toUpperCase())
        .replace('/drop-in/', '/./x/../drop-in/')
      const response = await fetch(`${odd}?q=\u{e9} \u{1f375}`)
      expect(response.url).toBe(`${url}?q=%C3%A9%20%F0%9F%8D%B5`)
      expect((await echoed(response)).target).toMatch(
        /^\/drop-in\/echo\/.*\?q=%C3%A9%20%F0%9F%8D%B5$/,
      )
    },
  },
  {
    says: 'a relative URL continues the page’s',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const { href, pathname } = new URL(origin.gives({ text: 'here' }))
      const { search } = new URL(href)
      for (const url of [pathname + search, `//${location.host}${pathname}${search}`]) {
        const response = await fetch(url)
        expect(response.url).toBe(href)
        expect(await response.text()).toBe('here')
      }
      expect((await fetch('', { method: 'HEAD' })).url).toBe(new URL('', document.baseURI).href)
    },
  },
  {
    says: 'a relative URL continues the base that the document names',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const { href } = new URL(origin.gives({ text: 'here' }))
      const base = document.createElement('base')
      base.href = new URL('/drop-in/', href).href
      document.head.append(base)
      const answer = fetch(href.slice(base.href.length))
      base.remove()
      expect(await (await answer).text()).toBe('here')
    },
  },
  {
    says: 'a relative URL is none without a page: it rejects with TypeError',
    only: 'outside of a page',
    assert: async ({ fetch }) => {
      for (const url of ['/coins', 'coins', '', '//host.test/']) {
        await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
      }
    },
  },
  ...[
    { what: 'without a host', url: 'http://' },
    { what: 'with a port that is none', url: 'http://localhost:99999/' },
    { what: 'with a host that cannot be', url: 'http://a b/' },
    { what: 'of a scheme that nobody knows', url: 'etagged:coins' },
    { what: 'of about:, except about:blank', url: 'about:config' },
  ].map(({ what, url }): Behaviour => ({
    says: `a URL ${what} rejects with TypeError`,
    assert: async ({ fetch }) => {
      await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
    },
  })),
  {
    says: 'a URL with a user name or a password rejects with TypeError',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives()
      for (const userinfo of ['alice', 'alice:secret', ':secret']) {
        const answer = fetch(url.replace('//', `//${userinfo}@`))
        await expect(answer).rejects.toBeInstanceOf(TypeError)
      }
      expect(await origin.received(url)).toEqual([])
    },
  },
  {
    says: 'a data: URL is read, text and bytes, again and again',
    assert: async ({ fetch }) => {
      for (let time = 0; time < 2; time++) {
        const text = await fetch('data:text/plain;charset=utf-8,caf%C3%A9')
        expect(text.status).toBe(200)
        expect(text.type).toBe('basic')
        expect(text.headers.get('content-type')).toBe('text/plain;charset=utf-8')
        expect(await text.text()).toBe('caf\u{e9}')
        const bytes = await fetch('data:application/octet-stream;base64,/wD+')
        expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([0xff, 0, 0xfe])
        expect(await (await fetch('data:application/json,{"a":1}')).json()).toEqual({ a: 1 })
      }
    },
  },
  {
    says: 'a blob: URL is read until it is revoked, and rejects with TypeError from then on',
    assert: async ({ fetch }) => {
      const url = URL.createObjectURL(new Blob(['in the ', 'blob'], { type: 'text/x-own' }))
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect(response.status).toBe(200)
        expect(response.url).toBe(url)
        expect(response.headers.get('content-type')).toBe('text/x-own')
        expect(response.headers.get('content-length')).toBe('11')
        expect(await response.text()).toBe('in the blob')
      }
      URL.revokeObjectURL(url)
      await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
    },
  },
]
