import { expect } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import type { Behaviour } from './behaviour.test-fixture.ts'
import { BY_STORING, STORABLE } from './storing.test-fixture.ts'

/** Programs without types pass anything. */
const init = (given: object): RequestInit => given

interface Wrong extends Pick<Behaviour, 'exceptions'> {
  readonly what: string
  readonly given: RequestInit
}

/** What `fetch` refuses, also where a store could answer. */
const WRONG: readonly Wrong[] = [
  ...['CONNECT', 'TRACE', 'TRACK', 'connect'].map((method) => ({
    what: `the forbidden method ${method}`,
    given: { method },
  })),
  { what: 'a method that is no token', given: { method: 'GE T' } },
  { what: 'an empty method', given: { method: '' } },
  { what: 'a header name that is no token', given: { headers: { 'x own': 'a' } } },
  { what: 'a header name that is empty', given: { headers: { '': 'a' } } },
  { what: 'a header value with a line break', given: { headers: { 'x-own': 'a\r\nb: c' } } },
  { what: 'a header value beyond Latin-1', given: { headers: { 'x-own': '\u{1f375}' } } },
  { what: 'headers that are no pairs', given: init({ headers: [['x-own']] }) },
  { what: 'a body with GET', given: { body: 'said' } },
  { what: 'a body with HEAD', given: { method: 'HEAD', body: 'said' } },
  { what: 'an unknown mode', given: init({ mode: 'own' }) },
  { what: 'mode navigate', given: { mode: 'navigate' } },
  { what: 'unknown credentials', given: init({ credentials: 'own' }) },
  { what: 'an unknown cache mode', given: init({ cache: 'own' }) },
  { what: 'an unknown redirect mode', given: init({ redirect: 'own' }) },
  { what: 'an unknown referrerPolicy', given: init({ referrerPolicy: 'own' }) },
  { what: 'a referrer that is no URL', given: { referrer: 'http://' } },
  {
    what: 'a signal that is none',
    given: init({ signal: {} }),
    exceptions: { webkit: 'ignores it' },
  },
  { what: 'an init that is no object', given: 1 as unknown as RequestInit },
]

/** Calls and answers that come to nothing. */
export const FAILURES: readonly Behaviour[] = [
  ...WRONG.map(({ what, given, exceptions = {} }): Behaviour => ({
    says: `${what} rejects with TypeError, also where a store could answer`,
    exceptions,
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE })
      expect(await rejectionOf(fetch(url, given))).toBeInstanceOf(TypeError)
      await (await fetch(url)).text()
      expect(await rejectionOf(fetch(url, given))).toBeInstanceOf(TypeError)
      expect(await origin.received(url)).toHaveLength(1)
    },
  })),
  {
    says: 'a call without arguments rejects with TypeError, and throws nothing',
    assert: async ({ fetch }) => {
      await expect((fetch as () => Promise<Response>)()).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'nobody who listens: TypeError',
    assert: async ({ fetch, origin }) => {
      await expect(fetch(origin.refused)).rejects.toBeInstanceOf(TypeError)
      await expect(fetch(origin.refused, { method: 'POST', body: 'a' })).rejects.toBeInstanceOf(
        TypeError,
      )
    },
  },
  {
    says: 'a connection that ends before the head: TypeError',
    assert: async ({ fetch, origin }) => {
      await expect(fetch(origin.gives({ hangsUp: true }))).rejects.toBeInstanceOf(TypeError)
      const post = fetch(origin.gives({ hangsUp: true }), { method: 'POST', body: 'a' })
      await expect(post).rejects.toBeInstanceOf(TypeError)
    },
  },
  ...BY_STORING.flatMap(({ which, headers }): readonly Behaviour[] => [
    {
      says: `a body that ${which} and is shorter than its Content-Length fails its reading with TypeError, not the call`,
      assert: async ({ fetch, origin }) => {
        const response = await fetch(origin.gives({ headers, text: 'in part', cutAfter: 3 }))
        expect(response.status).toBe(200)
        expect(await rejectionOf(response.text())).toBeInstanceOf(TypeError)
      },
    },
    {
      says: `a body that ${which} and ends without its last chunk fails its reading with TypeError, not the call`,
      exceptions: { webkit: 'takes it for the whole' },
      assert: async ({ fetch, origin }) => {
        const reply = { headers, text: 'in part', chunked: true, cutAfter: 3 }
        const response = await fetch(origin.gives(reply))
        expect(response.status).toBe(200)
        expect(await rejectionOf(response.text())).toBeInstanceOf(TypeError)
      },
    },
  ]),
  {
    says: 'after a failure the next call is as good as the first',
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens({ ...STORABLE, 'content-length': '10' })
      const answer = fetch(channel.url)
      await channel.write('one')
      const failure = rejectionOf((await answer).text())
      await channel.cut()
      expect(await failure).toBeInstanceOf(TypeError)
      const next = origin.gives({ headers: STORABLE, text: 'here' })
      expect(await (await fetch(next)).text()).toBe('here')
    },
  },
]
