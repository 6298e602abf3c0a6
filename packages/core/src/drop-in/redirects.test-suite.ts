import { expect } from 'vitest'
import { type Behaviour, type BehaviourOrigin, echoed } from './behaviour.test-fixture.ts'
import { STORABLE } from './storing.test-fixture.ts'

const redirecting = (origin: BehaviourOrigin, status: number, location: string): string =>
  origin.gives({ status, headers: { location } })

/** Answers that lead elsewhere. */
export const REDIRECTS: readonly Behaviour[] = [
  ...[301, 302, 303, 307, 308].map((status): Behaviour => ({
    says: `a ${status} is followed: redirected, with the URL where it ended`,
    assert: async ({ fetch, origin }) => {
      const target = origin.gives({ headers: STORABLE, text: 'there' })
      const url = redirecting(origin, status, `${target}#part`)
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect([response.status, response.redirected, response.type]).toEqual([200, true, 'basic'])
        expect(response.url).toBe(target)
        const clone = response.clone()
        expect([clone.redirected, clone.url]).toEqual([true, target])
        expect(await response.text()).toBe('there')
      }
    },
  })),
  {
    says: 'several redirects are followed, relative ones too',
    assert: async ({ fetch, origin }) => {
      const target = origin.gives({ text: 'there' })
      const { pathname, search } = new URL(target)
      const url = redirecting(origin, 302, redirecting(origin, 307, pathname + search))
      const response = await fetch(url)
      expect([response.redirected, response.url]).toEqual([true, target])
      expect(await response.text()).toBe('there')
    },
  },
  ...[301, 302, 303].map((status): Behaviour => ({
    says: `a ${status} turns a POST into a GET without a body`,
    assert: async ({ fetch, origin }) => {
      const url = redirecting(origin, status, origin.echoes())
      const response = await fetch(url, { method: 'POST', body: 'said', headers: { 'x-own': 'a' } })
      const echo = await echoed(response)
      expect(echo).toMatchObject({ method: 'GET', text: '', headers: { 'x-own': 'a' } })
      expect(echo.headers).not.toHaveProperty('content-type')
    },
  })),
  ...[307, 308].map((status): Behaviour => ({
    says: `a ${status} repeats a POST with its body`,
    assert: async ({ fetch, origin }) => {
      const url = redirecting(origin, status, origin.echoes())
      const response = await fetch(url, { method: 'POST', body: 'said' })
      expect(await echoed(response)).toMatchObject({ method: 'POST', text: 'said' })
    },
  })),
  {
    says: 'redirect: error rejects with TypeError, and takes what is no redirect',
    assert: async ({ fetch, origin }) => {
      const target = origin.gives({ headers: STORABLE, text: 'there' })
      const url = redirecting(origin, 302, target)
      expect((await fetch(url)).redirected).toBe(true)
      await expect(fetch(url, { redirect: 'error' })).rejects.toBeInstanceOf(TypeError)
      expect(await (await fetch(target, { redirect: 'error' })).text()).toBe('there')
    },
  },
  {
    says: 'redirect: manual gives a page an opaque answer that says nothing',
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = redirecting(origin, 302, origin.gives())
      for (const response of [
        await fetch(url, { redirect: 'manual' }),
        await fetch(new Request(url, { redirect: 'manual' })),
      ]) {
        expect([response.type, response.status, response.ok]).toEqual(['opaqueredirect', 0, false])
        expect([...response.headers]).toEqual([])
        expect(await response.text()).toBe('')
        expect(response.url).toBe(url)
      }
    },
  },
  {
    says: 'redirect: manual gives a program the redirect itself',
    only: 'outside of a page',
    assert: async ({ fetch, origin }) => {
      const target = origin.gives()
      const url = redirecting(origin, 302, target)
      const response = await fetch(url, { redirect: 'manual' })
      expect([response.status, response.headers.get('location')]).toEqual([302, target])
      expect([response.redirected, response.url]).toEqual([false, url])
    },
  },
  {
    says: 'redirect: manual takes what is no redirect',
    assert: async ({ fetch, origin }) => {
      const response = await fetch(origin.gives({ text: 'here' }), { redirect: 'manual' })
      expect([response.status, await response.text()]).toEqual([200, 'here'])
    },
  },
  {
    says: 'a redirect without Location is an answer',
    assert: async ({ fetch, origin }) => {
      const response = await fetch(origin.gives({ status: 302, text: 'nowhere' }))
      expect([response.status, response.redirected]).toEqual([302, false])
      expect(await response.text()).toBe('nowhere')
    },
  },
  {
    says: 'a redirect to itself rejects with TypeError',
    assert: async ({ fetch, origin }) => {
      // Relative to the resource: itself, with its query.
      const url = redirecting(origin, 302, '#again')
      await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'a redirect to what is no URL rejects with TypeError',
    assert: async ({ fetch, origin }) => {
      const url = redirecting(origin, 302, 'http://')
      await expect(fetch(url)).rejects.toBeInstanceOf(TypeError)
    },
  },
]
