import { afterEach, expect, it, vi } from 'vitest'
import type { CacheEvent } from './cache/events.ts'
import { SessionEndedError } from './errors.ts'
import type { Etagged } from './etagged.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'

const URL_OF_ME = 'https://api.test/me'

afterEach(() => vi.unstubAllGlobals())

function fresh(text = '{"a":1}'): Response {
  return new Response(text, { headers: { etag: '"1"', 'cache-control': 'max-age=60' } })
}

it('a hit in memory is told before `json` has returned, and a network is asked by then', () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => fresh())
  const { etagged } = createRecordedClient({ fetch })
  void etagged.json(URL_OF_ME)
  expect(fetch).toHaveBeenCalledTimes(1)
})

it('nothing depends on the class of a promise: Zone.js puts its own in place of the global one', async () => {
  // What `async` functions give is none of these.
  class ZoneAwarePromise<T> extends Promise<T> {}
  vi.stubGlobal('Promise', ZoneAwarePromise)
  const { etagged, of } = createRecordedClient({ fetch: async () => fresh() })
  expect((await etagged.json(URL_OF_ME)).data).toEqual({ a: 1 })
  expect((await etagged.json(URL_OF_ME)).outcome.kind).toBe('hit')
  expect(of('failure')).toEqual([])
})

it('an app whose own `fetch` asks for the same in that step shares the exchange', async () => {
  let inner: Promise<unknown> | undefined
  let exchanges = 0
  const { etagged }: { etagged: Etagged } = createRecordedClient({
    fetch: async () => {
      exchanges++
      inner ??= etagged.json(URL_OF_ME)
      return fresh()
    },
  })
  const outer = await etagged.json(URL_OF_ME)
  expect(await inner).toMatchObject({ data: outer.data, outcome: { collapsed: true } })
  expect(exchanges).toBe(1)
})

it('I2: a session that the app ends in its own `fetch` sends the caller away at once, whatever the network does', async () => {
  const { etagged }: { etagged: Etagged } = createRecordedClient({
    async fetch() {
      void etagged.signOut()
      return new Promise(() => undefined)
    },
  })
  await etagged.signIn('alice')
  expect(await rejectionOf(etagged.json(URL_OF_ME))).toBeInstanceOf(SessionEndedError)
})

it('what a listener does is told after what he heard, to all in the same order', async () => {
  const { etagged } = createRecordedClient({ fetch: async () => fresh() })
  await etagged.json(URL_OF_ME)
  await etagged.json(`${URL_OF_ME}/2`)
  const heard: string[] = []
  const note = (event: CacheEvent): void => {
    if (event.type === 'request') heard.push(event.url)
  }
  let asked = false
  etagged.subscribe(() => {
    if (asked) return
    asked = true
    void etagged.json(`${URL_OF_ME}/2`)
  })
  etagged.subscribe(note)
  await etagged.json(URL_OF_ME)
  await turn()
  expect(heard).toEqual([URL_OF_ME, `${URL_OF_ME}/2`])
})
