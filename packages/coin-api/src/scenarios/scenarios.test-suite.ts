import { expect, it, onTestFinished } from 'vitest'
import type { CoinApiOptions } from '../create-coin-api.ts'
import { TEST_ADDRESSES } from '../accounts/wallet.ts'
import {
  ask,
  columnIn,
  objectIn,
  send,
  signIn,
  turn,
  whileTimePasses,
} from './asking.test-fixture.ts'
import { listen } from './listening.test-fixture.ts'
import { type Bind, openStage, type Stage } from './stage.test-fixture.ts'

interface Scenario {
  readonly says: string
  readonly options?: Partial<CoinApiOptions>
  readonly play: (stage: Stage) => Promise<void>
}

const idleOf = ({ api }: Stage): string => api.market.idle[0] ?? ''
const bookmarksOf = async (stage: Stage): Promise<readonly unknown[]> => {
  const { items } = await objectIn(await ask(stage, '/bookmarks/default'))
  return (items as readonly { readonly item_id: string }[]).map(({ item_id }) => item_id)
}

/** The same for every way to reach the API: a page must not notice which one it is. */
const SCENARIOS: readonly Scenario[] = [
  {
    says: 'a list is read, with a weak tag and no freshness',
    play: async (stage) => {
      const path = '/coins?sort=market_cap&limit=5'
      const answer = await ask(stage, path)
      expect([answer.status, answer.url, answer.redirected]).toEqual([
        200,
        `${stage.base}${path}`,
        false,
      ])
      expect(answer.headers.get('etag')).toMatch(/^W\/".{28}"$/)
      expect(answer.headers.get('cache-control')).toBeNull()
      expect(new Set(await columnIn(answer, 'mint')).size).toBe(5)
    },
  },
  {
    says: 'a list is paged through until a page is short',
    play: async (stage) => {
      const mints = new Set<unknown>()
      let page: readonly unknown[]
      let offset = 0
      do {
        page = await columnIn(await ask(stage, `/coins?limit=100&offset=${offset}`), 'mint')
        for (const mint of page) mints.add(mint)
        offset += page.length
      } while (page.length === 100)
      expect(mints.size).toBe(offset)
      expect(offset).toBeGreaterThan(900)
    },
  },
  {
    says: 'an unchanged coin costs a 304 without a body',
    play: async (stage) => {
      const path = `/coins/${idleOf(stage)}`
      const etag = (await ask(stage, path)).headers.get('etag') ?? ''
      const same = await ask(stage, path, { headers: { 'if-none-match': etag } })
      expect([same.status, same.headers.get('etag'), await same.text()]).toEqual([304, etag, ''])
    },
  },
  {
    says: 'a changed coin comes in full, with another tag',
    play: async (stage) => {
      const mint = idleOf(stage)
      const before = await ask(stage, `/coins/${mint}`)
      const etag = before.headers.get('etag') ?? ''
      await send(stage, 'POST', '/_control/trade', { mint, lamports: 1_000_000_000 })
      const headers = { 'if-none-match': etag }
      const after = await ask(stage, `/coins/${mint}`, { headers })
      expect(after.status).toBe(200)
      expect(after.headers.get('etag')).not.toBe(etag)
      const [old, now] = [await objectIn(before), await objectIn(after)]
      expect(Number(now['market_cap'])).toBeGreaterThan(Number(old['market_cap']))
    },
  },
  {
    says: 'a wallet signs in, the cookie carries the session, and the log-out ends it',
    play: async (stage) => {
      expect((await ask(stage, '/auth/my-profile')).status).toBe(401)
      expect(await signIn(stage, 'alice')).toMatchObject({ address: TEST_ADDRESSES.alice })
      const profile = await ask(stage, '/auth/my-profile')
      expect(await objectIn(profile)).toMatchObject({ address: TEST_ADDRESSES.alice })
      expect((await send(stage, 'POST', '/auth/logout')).status).toBe(201)
      expect((await ask(stage, '/auth/my-profile')).status).toBe(401)
    },
  },
  {
    says: 'a bearer token wins over the cookie, even when it is the worse one',
    options: { tokenInBody: true },
    play: async (stage) => {
      const { token } = await signIn(stage, 'alice')
      await signIn(stage, 'bob')
      const profile = (authorization: string): Promise<Response> =>
        ask(stage, '/auth/my-profile', { headers: { authorization } })
      expect(await objectIn(await profile(`Bearer ${String(token)}`))).toMatchObject({
        address: TEST_ADDRESSES.alice,
      })
      expect((await profile('Bearer nonsense')).status).toBe(401)
    },
  },
  {
    says: 'a log-in expires',
    options: { tokenLifetime: 60, tokenInBody: true },
    play: async (stage) => {
      const { token } = await signIn(stage, 'alice')
      const headers = { authorization: `Bearer ${String(token)}` }
      await stage.advance(59_000)
      expect((await ask(stage, '/auth/my-profile', { headers })).status).toBe(200)
      await stage.advance(1_000)
      expect((await ask(stage, '/auth/my-profile', { headers })).status).toBe(401)
      expect((await ask(stage, '/auth/my-profile')).status).toBe(401)
    },
  },
  {
    says: 'a bookmark is saved, listed and removed, for its user alone',
    play: async (stage) => {
      const mint = stage.api.market.idle[7] ?? ''
      await signIn(stage, 'alice')
      const before = await bookmarksOf(stage)
      const saved = await send(stage, 'POST', '/bookmarks/default/items', { itemId: mint })
      expect(saved.status).toBe(201)
      expect(await bookmarksOf(stage)).toEqual([...before, mint])
      await signIn(stage, 'bob')
      expect(await bookmarksOf(stage)).not.toContain(mint)
      await signIn(stage, 'alice')
      const removed = await ask(stage, `/bookmarks/default/${mint}`, { method: 'DELETE' })
      expect([removed.status, await removed.text()]).toEqual([200, mint])
      expect(await bookmarksOf(stage)).toEqual(before)
    },
  },
  {
    says: 'a coin is made, and found as the latest and by a search',
    play: async (stage) => {
      const wanted = { name: 'Ünïque & Söhne', symbol: 'UQS' }
      expect((await send(stage, 'POST', '/coins/create', wanted)).status).toBe(401)
      await signIn(stage, 'alice')
      await stage.advance(1_000)
      const made = await send(stage, 'POST', '/coins/create', wanted)
      const { mint } = await objectIn(made)
      expect(made.status).toBe(201)
      expect(await objectIn(await ask(stage, '/coins/latest'))).toMatchObject({ ...wanted, mint })
      const search = `/coins?searchTerm=${encodeURIComponent(wanted.name)}`
      expect(await columnIn(await ask(stage, search), 'mint')).toEqual([mint])
    },
  },
  {
    says: 'many coins are asked for by their mints',
    play: async (stage) => {
      const mints = stage.api.market.idle.slice(0, 3)
      const answer = await send(stage, 'POST', '/coins/mints', { mints: [...mints, 'nobody'] })
      expect([answer.status, await columnIn(answer, 'mint')]).toEqual([201, mints])
    },
  },
  {
    says: 'too many requests get a 429, until its time is over',
    play: async (stage) => {
      for (let left = 59; left >= 0; left -= 1) {
        const { status, headers } = await ask(stage, '/coins?limit=1')
        expect([status, headers.get('x-ratelimit-remaining')]).toEqual([200, String(left)])
      }
      const refused = await ask(stage, '/coins?limit=1')
      expect(refused.status).toBe(429)
      await stage.advance(Number(refused.headers.get('retry-after')) * 1000)
      expect((await ask(stage, '/coins?limit=1')).status).toBe(200)
    },
  },
  {
    says: 'a service that is offline is a network failure, until it is back',
    play: async (stage) => {
      await turn(stage, { offline: true })
      await expect(ask(stage, '/sol-price')).rejects.toThrow(TypeError)
      await turn(stage, { offline: false })
      expect((await ask(stage, '/sol-price')).status).toBe(200)
    },
  },
  {
    says: 'a slow answer takes its time, and its caller may leave',
    play: async (stage) => {
      await turn(stage, { latency: 1_000 })
      const begun = stage.api.clock()
      expect((await whileTimePasses(stage, ask(stage, '/sol-price'))).status).toBe(200)
      expect(stage.api.clock() - begun).toBeGreaterThanOrEqual(1_000)
      const leaving = new AbortController()
      const answer = ask(stage, '/sol-price', { signal: leaving.signal })
      leaving.abort()
      await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    },
  },
  {
    says: 'a failing service answers in its own words',
    play: async (stage) => {
      await turn(stage, { errorRate: 1, errorStatus: 503 })
      const answer = await ask(stage, '/coins')
      expect(answer.status).toBe(503)
      expect(await answer.text()).toBe('{"message":"Service Unavailable","statusCode":503}')
    },
  },
  {
    says: 'a redirect is followed, unless its caller wants none',
    play: async (stage) => {
      await turn(stage, { redirect: 302 })
      const answer = await ask(stage, '/coins?limit=2')
      expect([answer.status, answer.redirected]).toEqual([200, true])
      expect(answer.url).toMatch(/\/coins\?limit=2&./)
      expect(await columnIn(answer, 'mint')).toHaveLength(2)
      await expect(ask(stage, '/coins', { redirect: 'error' })).rejects.toThrow(TypeError)
    },
  },
  {
    says: 'a body that breaks shows its head and rejects its reader',
    play: async (stage) => {
      await turn(stage, { cutBody: 10 })
      const answer = await ask(stage, '/sol-price')
      expect([answer.status, answer.headers.has('etag')]).toEqual([200, true])
      await expect(answer.text()).rejects.toThrow(TypeError)
    },
  },
  {
    says: 'a trade arrives as an event',
    play: async (stage) => {
      const { answer, next, close } = await listen(stage)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/event-stream',
      ])
      const mint = idleOf(stage)
      stage.api.market.trade(mint, 1_000_000_000)
      const [event] = await next(1)
      expect(event).toMatchObject({ event: 'trade', id: '1' })
      expect(JSON.parse(event?.data ?? '')).toMatchObject({ mint, is_buy: true })
      close()
    },
  },
  {
    says: 'events that were missed come after Last-Event-ID',
    play: async (stage) => {
      const { market } = stage.api
      const first = await listen(stage)
      market.trade(idleOf(stage), 1_000_000_000)
      const [heard] = await first.next(1)
      first.close()
      for (let missed = 0; missed < 2; missed += 1) market.trade(idleOf(stage), 1_000_000)
      const second = await listen(stage, heard?.id)
      expect((await second.next(2)).map(({ id }) => id)).toEqual(['2', '3'])
      second.close()
    },
  },
  {
    says: 'an answer to HEAD has the tag and no body',
    play: async (stage) => {
      const path = `/coins/${idleOf(stage)}`
      const etag = (await ask(stage, path)).headers.get('etag')
      const head = await ask(stage, path, { method: 'HEAD' })
      expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
    },
  },
  {
    says: 'nobody turns switches unless the API is made for it',
    options: { control: false },
    play: async (stage) => {
      expect((await ask(stage, '/_control')).status).toBe(404)
      expect((await send(stage, 'PATCH', '/_control', { offline: true })).status).toBe(404)
      expect((await ask(stage, '/sol-price')).status).toBe(200)
    },
  },
]

/** Plays all of them over a binding. */
export function describeScenarios(bind: Bind): void {
  it.each(SCENARIOS)('$says', async ({ options, play }) => {
    const stage = await openStage(bind, options)
    onTestFinished(stage.close)
    expect.hasAssertions()
    await play(stage)
  })
}
