import { expect } from 'vitest'
import { type Behaviour, echoed } from './behaviour.test-fixture.ts'
import { STORABLE } from './storing.test-fixture.ts'

/** Of `checked` by SHA-256. */
const INTEGRITY = 'sha256-5ho9eMZRM8cmDEPnGdl8RuFr1Qxk7ngAU2zxTGQHphc='
const OTHER_INTEGRITY = 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

/** How a page shows itself to a server. */
const REFERRERS: readonly {
  readonly given: RequestInit
  readonly sent: () => string | undefined
}[] = [
  { given: {}, sent: () => location.href },
  { given: { referrer: '' }, sent: () => undefined },
  { given: { referrer: '/drop-in/page' }, sent: () => `${location.origin}/drop-in/page` },
  { given: { referrerPolicy: 'no-referrer' }, sent: () => undefined },
  { given: { referrerPolicy: 'origin' }, sent: () => `${location.origin}/` },
]

/** The options beside method, headers and body. */
export const OPTIONS: readonly Behaviour[] = [
  ...(['default', 'no-store', 'reload', 'no-cache', 'force-cache'] as const).map(
    (cache): Behaviour => ({
      says: `cache: ${cache} gives the answer, the first time and the second`,
      assert: async ({ fetch, origin }) => {
        const url = origin.gives({ headers: STORABLE, text: 'here' })
        for (let time = 0; time < 2; time++) {
          const response = await fetch(url, { cache })
          expect([response.status, response.url]).toEqual([200, url])
          expect(await response.text()).toBe('here')
        }
      },
    }),
  ),
  ...(['no-store', 'reload'] as const).map((cache): Behaviour => ({
    says: `cache: ${cache} asks the origin, whatever is stored`,
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'here' })
      await (await fetch(url)).text()
      await (await fetch(url, { cache })).text()
      const received = await origin.received(url)
      expect(received).toHaveLength(2)
      expect(received[1]?.headers).not.toHaveProperty('if-none-match')
    },
  })),
  {
    says: 'cache: no-cache asks the origin, and gives 200 and the body whatever it says',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'here' })
      await (await fetch(url)).text()
      const response = await fetch(url, { cache: 'no-cache' })
      expect([response.status, await response.text()]).toEqual([200, 'here'])
      expect(await origin.received(url)).toHaveLength(2)
    },
  },
  {
    says: 'cache: only-if-cached gives what is stored, to its own origin',
    only: 'in a page',
    exceptions: { webkit: 'has no HTTP cache when it is driven by a test' },
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'here' })
      await (await fetch(url)).text()
      const response = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' })
      expect([response.status, await response.text()]).toEqual([200, 'here'])
      expect(await origin.received(url)).toHaveLength(1)
    },
  },
  {
    says: 'integrity that fits lets the body through',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'checked' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url, { integrity: INTEGRITY })
        expect(await response.text()).toBe('checked')
      }
    },
  },
  {
    says: 'integrity that does not fit rejects with TypeError, also what is stored',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'checked' })
      const init = { integrity: OTHER_INTEGRITY }
      await expect(fetch(url, init)).rejects.toBeInstanceOf(TypeError)
      expect(await (await fetch(url)).text()).toBe('checked')
      await expect(fetch(url, init)).rejects.toBeInstanceOf(TypeError)
      await expect(fetch(new Request(url, init))).rejects.toBeInstanceOf(TypeError)
    },
  },
  {
    says: 'keepalive, priority, window, referrer and mode change nothing of an answer',
    assert: async ({ fetch, origin }) => {
      const given: readonly RequestInit[] = [
        { keepalive: true },
        { keepalive: true, method: 'POST', body: 'said' },
        { priority: 'high' },
        { window: null },
        { referrer: 'about:client', referrerPolicy: 'no-referrer' },
        { mode: 'cors' },
        { mode: 'same-origin' },
        { mode: 'no-cors' },
      ]
      const url = origin.gives({ headers: STORABLE, text: 'here' })
      for (const init of given) {
        const response = await fetch(url, init)
        expect([response.status, response.type, await response.text()]).toEqual([
          200,
          'basic',
          'here',
        ])
      }
    },
  },
  {
    says: 'options that nobody knows are ignored',
    assert: async ({ fetch, origin }) => {
      const init = { timeout: 1, next: { revalidate: 1 } } as RequestInit
      expect(await (await fetch(origin.gives({ text: 'here' }), init)).text()).toBe('here')
    },
  },
  ...(['omit', 'same-origin', 'include'] as const).map((credentials): Behaviour => ({
    says: `credentials: ${credentials} ${credentials === 'omit' ? 'keeps the page’s cookies back' : 'sends the page’s cookies to its own origin'}`,
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.echoes()
      document.cookie = `drop-in=1; Path=${new URL(url).pathname}; Max-Age=60`
      const expected = credentials === 'omit' ? undefined : 'drop-in=1'
      const answers = [
        await fetch(url, { credentials }),
        await fetch(new Request(url, { credentials })),
      ]
      for (const answer of answers) expect((await echoed(answer)).headers['cookie']).toBe(expected)
    },
  })),
  ...REFERRERS.map(({ given, sent }): Behaviour => ({
    says: `${Object.keys(given).length === 0 ? 'without referrer' : JSON.stringify(given)} Referer is as the page says, in init and in a Request`,
    only: 'in a page',
    assert: async ({ fetch, origin }) => {
      const url = origin.echoes()
      const answers = [await fetch(url, given), await fetch(new Request(url, given))]
      for (const answer of answers) expect((await echoed(answer)).headers['referer']).toBe(sent())
    },
  })),
]
