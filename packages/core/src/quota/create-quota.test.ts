import { describe, expect, it } from 'vitest'
import type { Turn, Urgency } from '../cache/quota.ts'
import { UsageError } from '../errors.ts'
import { rejectionOf } from '../recorded.test-client.ts'
import { createQuota, type QuotaOptions } from './create-quota.ts'
import { createWorld, type Page, urlOf, type Wanted } from './pages.test-tool.ts'

/** Of forty, fifteen are looked at: neither the first ones nor the last. */
const urgencyOf = (index: number): Urgency =>
  [2, 3, 5].includes(index % 8) ? 'visible' : 'background'

function askForty(...pages: readonly [Page, ...Page[]]): readonly Wanted[] {
  return Array.from({ length: 40 }, (_, index) => {
    const page = pages[index % pages.length] ?? pages[0]
    return page.ask(String(index), urgencyOf(index))
  })
}

const statuses = (wanted: readonly Wanted[]) => wanted.map(({ status }) => status)
const all = (wanted: readonly Wanted[], status: number) => wanted.map(() => status)
const alone: QuotaOptions = { tabs: false }
const notModified = (): Response => new Response(null, { status: 304 })

describe('forty refreshes at once, of which the origin allows twenty a minute', () => {
  it.each([
    { who: 'a page alone', telling: 'x-ratelimit', options: alone },
    { who: 'a tab', telling: 'x-ratelimit', options: {} },
    { who: 'a tab that is told by RateLimit', telling: 'draft-10', options: {} },
  ] as const)(
    'are all answered within two minutes, and none is refused: those of $who',
    async ({ telling, options }) => {
      const { open, pass, server, clock, origin } = createWorld({ telling })
      const wanted = askForty(open(options))
      await pass(120)
      expect(statuses(wanted)).toEqual(all(wanted, 200))
      expect(server.served).toHaveLength(40)
      // Nobody waits any more, and nothing is held.
      expect(clock.waiting()).toBe(0)
      expect(origin.locks()).toEqual({})
    },
  )

  it.each([2, 5])('are so, too, in %i tabs', async (count) => {
    const { open, pass, server, clock, origin } = createWorld()
    const others = Array.from({ length: count - 1 }, () => open())
    const wanted = askForty(open(), ...others)
    await pass(120)
    expect(statuses(wanted)).toEqual(all(wanted, 200))
    expect(server.served).toHaveLength(40)
    expect(clock.waiting()).toBe(0)
    expect(origin.locks()).toEqual({})
  })

  it.each([
    { who: 'a page alone', options: alone },
    { who: 'a tab', options: {} },
  ])('of $who go by how much they are wanted, then as they came', async ({ options }) => {
    const { open, pass, server } = createWorld()
    askForty(open(options))
    await pass(120)
    const indices = Array.from({ length: 40 }, (_, index) => index)
    const first = indices.filter((index) => urgencyOf(index) === 'visible')
    expect(first).toHaveLength(15)
    const rest = indices.filter((index) => urgencyOf(index) !== 'visible')
    const order = [...first, ...rest].map((index) => urlOf(String(index)))
    expect(server.served.map(({ url }) => url)).toEqual(order)
  })

  it('begin with one, for whose answer the others wait', async () => {
    const { open, pass, server } = createWorld()
    askForty(open())
    await pass(0.25)
    expect(server.served).toHaveLength(1)
    await pass(0.25)
    expect(server.served).toHaveLength(15)
  })

  it.each([1, 2])('in %i tabs leave something for what is wanted now', async (count) => {
    const { open, pass, server } = createWorld()
    const page = open()
    const refreshes = askForty(page, ...(count === 1 ? [] : [open()]))
    const now: Wanted[] = []
    for (let second = 0; second < 180; second += 30) {
      await pass(15)
      now.push(page.ask(`now-${second}`, 'now'))
      await pass(15)
    }
    expect(now.map(({ sentAt }) => sentAt)).toEqual(now.map(({ wantedAt }) => wantedAt))
    expect(statuses(now)).toEqual(all(now, 200))
    expect(statuses(refreshes)).toEqual(all(refreshes, 200))
    expect(server.served.filter(({ status }) => status === 429)).toEqual([])
  })

  it('take in the last tenth of a window what was kept', async () => {
    const { open, pass, server } = createWorld()
    askForty(open())
    await pass(54)
    expect(server.served).toHaveLength(15)
    await pass(6)
    expect(server.served).toHaveLength(20)
  })

  it('hold no lock while they wait for the next window', async () => {
    const { open, pass, origin } = createWorld()
    askForty(open(), open())
    await pass(0.125)
    expect(Object.values(origin.locks())).toEqual([1])
    await pass(5)
    expect(origin.locks()).toEqual({})
  })

  it.each([
    { says: 'in any order', latency: (url: string) => (Number(url.slice(-1)) % 5) + 0.25 },
    { says: 'slowly', latency: () => 8 },
    { says: 'some of them slowly', latency: (url: string) => (url.endsWith('7') ? 9 : 0.25) },
  ])('are not refused when the answers come $says', async ({ latency }) => {
    const { open, pass, server } = createWorld({ latency })
    const wanted = askForty(open(), open())
    await pass(240)
    expect(statuses(wanted)).toEqual(all(wanted, 200))
    expect(server.served.filter(({ status }) => status === 429)).toEqual([])
  })

  it('are not refused when some have no answer, and those cost a unit', async () => {
    const { open, pass, server } = createWorld()
    for (const name of ['0', '2', '3', '13', '29']) {
      server.instead(urlOf(name), () => {
        throw new TypeError('Failed to fetch')
      })
    }
    const wanted = askForty(open(), open())
    await pass(120)
    expect(wanted.filter(({ error }) => error instanceof TypeError)).toHaveLength(5)
    expect(wanted.filter(({ status }) => status === 200)).toHaveLength(35)
    expect(server.served).toHaveLength(40)
  })

  it.each([
    { says: 'by an hour', by: -3600 },
    { says: 'by two seconds', by: -2 },
  ])('wait a window at most when the clock is set back $says', async ({ by }) => {
    const { open, pass, server, clock } = createWorld()
    const wanted = askForty(open(), open())
    await pass(30)
    clock.set(clock.now() + by)
    await pass(150)
    expect(statuses(wanted)).toEqual(all(wanted, 200))
    expect(server.served.filter(({ status }) => status === 429)).toEqual([])
  })

  it('cost one refusal at most when the clock is set forward', async () => {
    const { open, pass, server, clock } = createWorld()
    const page = open()
    for (let index = 0; index < 20; index++) page.ask(`spent-${index}`, 'now')
    await pass(1)
    const wanted = ['0', '1', '2'].map((name) => page.ask(name, 'visible'))
    await pass(1)
    clock.set(clock.now() + 3600)
    wanted.push(page.ask('3', 'visible'))
    await pass(62)
    expect(statuses(wanted)).toEqual([429, 200, 200, 200])
    expect(server.served).toHaveLength(24)
  })
})

describe('a server that tells of no limit', () => {
  it('and has none is asked for all once it has answered for one', async () => {
    const { open, pass, server, clock } = createWorld({ telling: 'nothing', limit: Infinity })
    const page = open()
    const wanted = askForty(page)
    await pass(0.25)
    expect(server.served).toHaveLength(1)
    await pass(0.5)
    expect(statuses(wanted)).toEqual(all(wanted, 200))
    const later = [page.ask('a', 'hidden'), page.ask('b', 'hidden')]
    await pass(0.25)
    expect(statuses(later)).toEqual([200, 200])
    expect(page.quota.paceOf(urlOf('a'))).toBe(0)
    expect(clock.waiting()).toBe(0)
  })

  it('and has one is asked again in no tab before Retry-After', async () => {
    const { open, pass, server } = createWorld({ telling: 'nothing' })
    const [page, other] = [open(), open()]
    askForty(page)
    other.ask('known', 'visible')
    await pass(1)
    expect(server.served.some(({ status }) => status === 429)).toBe(true)
    const { length } = server.served
    const later = [page.ask('a', 'visible'), other.ask('b', 'visible')]
    await pass(58)
    expect(server.served).toHaveLength(length)
    await pass(3)
    expect(statuses(later)).toEqual([200, 200])
  })

  it.each([
    { says: 'the error of a gateway', answer: () => new Response(null, { status: 502 }) },
    {
      says: 'no answer',
      answer: () => {
        throw new TypeError('Failed to fetch')
      },
    },
  ])('is asked by one after the other while there is $says', async ({ answer }) => {
    const { open, pass, server } = createWorld({ telling: 'nothing' })
    const { ask } = open()
    for (const name of ['0', '1']) server.instead(urlOf(name), answer)
    for (const name of ['0', '1', '2', '3', '4']) ask(name, 'visible')
    await pass(0.25)
    expect(server.served).toHaveLength(1)
    await pass(0.25)
    expect(server.served).toHaveLength(2)
    await pass(0.25)
    expect(server.served).toHaveLength(3)
    await pass(0.25)
    expect(server.served).toHaveLength(5)
  })

  it('any more is taken at its last word', async () => {
    const { open, pass, server } = createWorld()
    const page = open()
    const silent = ['1', '2', '3']
    for (const name of silent) {
      server.instead(urlOf(name), ({ status }) => new Response(null, { status }))
    }
    for (const name of ['0', ...silent]) {
      page.ask(name, 'now')
      await pass(1)
    }
    expect(page.quota.buckets()).toMatchObject([{ limit: 20, remaining: 16 }])
  })
})

describe('a 304 that tells of no limit', () => {
  it.each([
    { says: 'costs a unit', options: {}, remaining: 17 },
    {
      says: 'costs none where the app says so',
      options: { notModifiedCosts: false },
      remaining: 19,
    },
  ])('$says', async ({ options, remaining }) => {
    const { open, pass, server } = createWorld()
    const page = open(options)
    for (const name of ['1', '2']) server.instead(urlOf(name), notModified)
    for (const name of ['0', '1', '2']) {
      page.ask(name, 'visible')
      await pass(1)
    }
    expect(page.quota.buckets()).toMatchObject([{ remaining }])
  })
})

describe('who waits', () => {
  /** Nothing is left for refreshes until the last tenth of this window, when two may go. */
  async function spent(options: QuotaOptions = {}) {
    const made = createWorld()
    const page = made.open(options)
    for (let index = 0; index < 18; index++) page.ask(`spent-${index}`, 'now')
    await made.pass(1)
    return { ...made, page }
  }

  it('goes by what is wanted most when somebody may go', async () => {
    const { page, pass } = await spent()
    let urgency: Urgency = 'hidden'
    page.ask('first', 'background')
    page.ask('second', 'background')
    page.ask('third', 'hidden', { urgency: () => urgency })
    await pass(10)
    urgency = 'visible'
    await pass(45)
    expect(page.wanted.slice(18).map(({ status }) => status)).toEqual([200, undefined, 200])
  })

  it('goes at once when it is seen to be wanted now', async () => {
    const { page, pass } = await spent()
    let urgency: Urgency = 'visible'
    const one = page.ask('one', 'visible', { urgency: () => urgency })
    await pass(1)
    urgency = 'now'
    expect(one.sentAt).toBeUndefined()
    page.ask('another', 'now')
    await pass(1)
    expect(one.status).toBe(200)
  })

  it.each([
    { who: 'a page alone', options: alone },
    { who: 'a tab', options: {} },
  ])(
    'goes at once when it is told to look at what has become more urgent: $who',
    async ({ options }) => {
      const { open, pass } = createWorld()
      const page = open(options)
      for (let index = 0; index < 12; index++) page.ask(`spent-${index}`, 'now')
      await pass(1)
      let urgency: Urgency = 'hidden'
      const one = page.ask('one', 'hidden', { urgency: () => urgency })
      await pass(1)
      urgency = 'visible'
      await pass(1)
      expect(one.sentAt).toBeUndefined()
      page.quota.look()
      await pass(1)
      expect(one.status).toBe(200)
    },
  )

  it.each([
    { who: 'a page alone', options: alone },
    { who: 'a tab', options: {} },
  ])('leaves with what its urgency throws, and holds nobody up: $who', async ({ options }) => {
    const { page, pass, clock, origin } = await spent(options)
    const wrong = new Error('wrong')
    let isWrong = false
    const one = page.ask('one', 'visible', {
      urgency() {
        if (isWrong) throw wrong
        return 'visible'
      },
    })
    const other = page.ask('other', 'visible')
    await pass(1)
    isWrong = true
    await pass(60)
    expect(one.error).toBe(wrong)
    expect(other.status).toBe(200)
    expect(clock.waiting()).toBe(0)
    expect(origin.locks()).toEqual({})
  })

  it('makes nobody hear of a change when there is nobody to look at', async () => {
    const { page, pass } = await spent()
    let heard = 0
    page.quota.subscribe(() => void heard++)
    page.quota.look()
    await pass(1)
    expect(heard).toBe(0)
  })

  it.each([
    { who: 'a page alone', options: alone },
    { who: 'a tab', options: {} },
  ])('leaves with the reason of the signal: $who', async ({ options }) => {
    const { page, pass, clock, server, origin } = await spent(options)
    const controller = new AbortController()
    const one = page.ask('one', 'visible', { signal: controller.signal })
    await pass(1)
    expect(page.quota.buckets()).toMatchObject([{ waiting: 1 }])
    const reason = new Error('left')
    controller.abort(reason)
    await pass(0)
    expect(one.error).toBe(reason)
    expect(page.quota.buckets()).toMatchObject([{ waiting: 0 }])
    expect(clock.waiting()).toBe(0)
    await pass(120)
    expect(server.served).toHaveLength(18)
    expect(origin.locks()).toEqual({})
  })

  it('leaves the line for the turn among the tabs, too', async () => {
    const { open, pass, origin, clock } = createWorld({ latency: () => 5 })
    const controller = new AbortController()
    open().ask('one', 'visible')
    await pass(1)
    const two = open().ask('two', 'visible', { signal: controller.signal })
    await pass(1)
    expect(Object.values(origin.locks())).toEqual([1])
    controller.abort(new Error('left'))
    await pass(0)
    expect(two.error).toEqual(new Error('left'))
    expect(Object.values(origin.locks())).toEqual([0])
    await pass(5)
    expect(clock.waiting()).toBe(0)
  })

  it('does not begin to when the signal has been aborted before', async () => {
    const { quota } = createWorld().open()
    const reason = new Error('left')
    const url = urlOf('1')
    const asked = quota.turn({
      method: 'GET',
      url,
      path: '/coins/:mint',
      urgency: () => 'now',
      signal: AbortSignal.abort(reason),
    })
    expect(await rejectionOf(asked)).toBe(reason)
  })
})

describe('one that never ends', () => {
  it('and went ahead is waited for ten seconds', async () => {
    const { open, pass, server } = createWorld({
      latency: (url) => (url === urlOf('0') ? Infinity : 0.25),
    })
    const { ask } = open()
    const wanted = ['0', '1', '2'].map((name) => ask(name, 'visible'))
    await pass(9.75)
    expect(server.served).toHaveLength(0)
    await pass(1)
    expect(statuses(wanted)).toEqual([undefined, 200, 200])
  })

  it('takes a unit, and the turn among the tabs, for half a minute', async () => {
    const { open, pass, origin, clock } = createWorld({
      latency: (url) => (url === urlOf('0') ? Infinity : 0.25),
    })
    const page = open()
    page.ask('0', 'visible')
    await pass(5)
    page.ask('1', 'now')
    await pass(1)
    expect(page.quota.buckets()).toMatchObject([{ remaining: 18 }])
    await pass(23)
    expect(Object.values(origin.locks())).toEqual([0])
    await pass(1)
    expect(origin.locks()).toEqual({})
    expect(page.quota.buckets()).toMatchObject([{ remaining: 19 }])
    expect(clock.waiting()).toBe(0)
  })

  it('is no obstacle when it was never sent, once that is said, however often', async () => {
    const { open, pass, origin } = createWorld()
    const { quota, ask } = open()
    const url = urlOf('0')
    const turn: Turn = { method: 'GET', url, path: '/coins/:mint', urgency: () => 'visible' }
    const end = await quota.turn(turn)
    const other = ask('1', 'visible')
    await pass(1)
    expect(other.sentAt).toBeUndefined()
    end()
    end()
    await pass(1)
    expect(other.status).toBe(200)
    end()
    await pass(0)
    expect(origin.locks()).toEqual({})
    expect(quota.buckets()).toMatchObject([{ remaining: 19 }])
  })
})

describe('what is left', () => {
  const left = ({ quota }: Page): number | undefined => quota.buckets()[0]?.remaining

  /** A page that knows of 19, and answers that take so many seconds. */
  async function begun(latencies: Readonly<Record<string, number>>) {
    const made = createWorld({ latency: (url) => latencies[url.slice(-1)] ?? 0.25 })
    const page = made.open()
    page.ask('0', 'now')
    await made.pass(1)
    return { ...made, page }
  }

  it('is not more since an older answer came later', async () => {
    const { page, pass } = await begun({ 1: 2, 2: 1.25 })
    page.ask('1', 'now')
    await pass(0.5)
    page.ask('2', 'now')
    await pass(2)
    expect(left(page)).toBe(17)
  })

  it('is not more since an older answer came later than what another tab told', async () => {
    const { page, pass, open } = await begun({ 1: 2, 2: 1.25 })
    const other = open()
    page.ask('1', 'now')
    await pass(0.5)
    other.ask('2', 'now')
    await pass(2)
    expect(left(page)).toBe(17)
    expect(left(other)).toBe(17)
  })

  it('is less by what failed while the answer was on its way', async () => {
    const { page, pass, server } = await begun({ 1: 1 })
    server.instead(urlOf('2'), () => {
      throw new TypeError('Failed to fetch')
    })
    page.ask('1', 'now')
    await pass(0.625)
    page.ask('2', 'now')
    await pass(1)
    expect(left(page)).toBe(17)
  })

  it('is less by what is under way, also twice the same, and though its caller has left', async () => {
    const { page, pass } = await begun({ 1: Infinity })
    const { quota, network } = page
    const turn: Turn = {
      method: 'GET',
      url: urlOf('1'),
      path: '/coins/:mint',
      urgency: () => 'now',
    }
    const ends = [await quota.turn(turn), await quota.turn(turn)]
    expect(left(page)).toBe(17)
    void network(turn.url)
    void network(turn.url)
    expect(left(page)).toBe(17)
    void network(turn.url)
    expect(left(page)).toBe(16)
    for (const end of ends) end()
    await pass(1)
    expect(left(page)).toBe(16)
  })
})

describe('a page alone', () => {
  it('needs nobody to go ahead while it knows of a window', async () => {
    const { open, pass } = createWorld({ latency: (url) => (url.endsWith('1') ? 5 : 0.25) })
    const { ask } = open(alone)
    ask('0', 'visible')
    await pass(1)
    ask('1', 'visible')
    await pass(1)
    const one = ask('2', 'visible')
    await pass(0.5)
    expect(one.status).toBe(200)
  })

  it('has no timer while nobody waits', async () => {
    const { open, pass, clock } = createWorld({ latency: () => Infinity })
    const { ask } = open(alone)
    ask('0', 'visible')
    ask('1', 'now')
    await pass(1)
    expect(clock.waiting()).toBe(0)
    ask('2', 'visible')
    await pass(0)
    expect(clock.waiting()).toBe(1)
  })
})

describe('the pace', () => {
  it('spreads what refreshes may take over the rest of the window', async () => {
    const { open, pass } = createWorld()
    const { quota, ask } = open()
    const url = urlOf('0')
    expect(quota.paceOf(url)).toBe(0)
    ask('0', 'now')
    await pass(1)
    expect(quota.paceOf(url)).toBeCloseTo(59.25 / 17, 2)
    expect(quota.paceOf(url, 'POST')).toBe(0)
    expect(quota.paceOf('https://other.test/coins/0')).toBe(0)
    expect(quota.buckets()).toHaveLength(1)
    for (let index = 1; index < 18; index++) ask(String(index), 'now')
    await pass(1)
    expect(quota.paceOf(url)).toBeCloseTo(58.25, 2)
  })
})

describe('the buckets', () => {
  it('tell what is left, less what is under way, and who waits', async () => {
    const { open, pass, clock } = createWorld()
    const { quota, ask } = open()
    ask('0', 'visible')
    ask('1', 'visible')
    await pass(0)
    const name = 'GET https://api.test /coins/:mint'
    expect(quota.buckets()).toEqual([
      { name, limit: undefined, remaining: Infinity, resetAt: 0, waiting: 1 },
    ])
    const began = clock.now()
    await pass(1)
    ask('2', 'now')
    await pass(0)
    const resetAt = expect.closeTo(began + 60.4, 0) as number
    expect(quota.buckets()).toEqual([{ name, limit: 20, remaining: 17, resetAt, waiting: 0 }])
    await pass(60)
    expect(quota.buckets()).toEqual([{ name, limit: 20, remaining: 20, resetAt, waiting: 0 }])
  })

  it('are what the app says they are', async () => {
    const { open, pass } = createWorld()
    const { quota, ask } = open({ bucketOf: ({ method, url }) => method + new URL(url).origin })
    ask('0', 'visible')
    await pass(1)
    expect(quota.buckets()).toMatchObject([{ name: 'GEThttps://api.test', remaining: 19 }])
    expect(quota.paceOf(urlOf('other'))).toBeGreaterThan(0)
  })

  it('of endpoints that are named need no turn to be known', async () => {
    const { open, pass } = createWorld()
    const { quota, network } = open({ endpoints: [{ path: '/coins/:mint' }] })
    void network(new Request(urlOf('0'), { method: 'head' }))
    void network(new URL(urlOf('1')), { method: 'post' })
    void network(urlOf('2'))
    await pass(0)
    expect(quota.buckets().map(({ name }) => name)).toEqual([
      'HEAD https://api.test /coins/:mint',
      'POST https://api.test /coins/:mint',
      'GET https://api.test /coins/:mint',
    ])
  })

  it('of paths that become known by a turn take over what was told of their URLs', async () => {
    const { open, pass, server } = createWorld()
    const { quota, network, ask } = open()
    void network('https://api.test/other')
    void network(urlOf('0'), { method: 'HEAD' })
    for (let index = 0; index < 18; index++) void network(urlOf(String(index)))
    await pass(1)
    const one = ask('one', 'visible')
    await pass(1)
    expect(quota.buckets()).toMatchObject([
      { name: 'GET https://api.test /other', remaining: 19, waiting: 0 },
      { name: 'HEAD https://api.test /coins/:mint', remaining: 18, waiting: 0 },
      { name: 'GET https://api.test /coins/:mint', limit: 20, remaining: 0, waiting: 1 },
    ])
    await pass(60)
    expect(one.status).toBe(200)
    expect(server.served.filter(({ status }) => status === 429)).toEqual([])
  })

  it('of URLs for which requests are under way stay until those have ended', async () => {
    const { open, pass } = createWorld()
    const { quota, network, ask } = open()
    void network(urlOf('0'))
    await pass(0)
    ask('1', 'visible')
    await pass(0.125)
    expect(quota.buckets()).toMatchObject([
      { name: 'GET https://api.test /coins/0' },
      { name: 'GET https://api.test /coins/:mint' },
    ])
    await pass(1)
    expect(quota.buckets()).toMatchObject([
      { name: 'GET https://api.test /coins/:mint', remaining: 18 },
    ])
  })

  it('of paths that became known while a request was under way learn from its answer', async () => {
    const { open, pass, server } = createWorld({
      latency: (url) => (url.endsWith('/0') ? 1 : 0.25),
    })
    const { quota, network, ask } = open()
    const headers = { 'x-ratelimit-limit': '20', 'x-ratelimit-reset': '60' }
    server.instead(
      urlOf('0'),
      () => new Response(null, { headers: { ...headers, 'x-ratelimit-remaining': '0' } }),
    )
    void network(urlOf('0'))
    const first = ask('1', 'visible')
    await pass(0.5)
    expect(first.status).toBe(200)
    void network(urlOf('0'))
    await pass(0.75)
    const later = ask('2', 'visible')
    await pass(1)
    expect(later.sentAt).toBeUndefined()
    expect(quota.buckets()).toMatchObject([{ limit: 20, remaining: 0, waiting: 1 }])
  })

  it('are 256 at most, but for those that are in use', async () => {
    const { open, pass } = createWorld({ limit: Infinity })
    const { quota, network } = open()
    for (let index = 0; index < 300; index++) void network(`https://api.test/${index}`)
    await pass(0)
    expect(quota.buckets()).toHaveLength(300)
    await pass(1)
    void network('https://api.test/50')
    expect(quota.buckets()).toHaveLength(256)
    void network('https://api.test/300')
    const names = quota.buckets().map(({ name }) => name)
    expect(names).toHaveLength(256)
    // Those that have not been used for the longest time.
    expect(names[0]).toBe('GET https://api.test /45')
    expect(names).toContain('GET https://api.test /50')
  })

  it('are none of what costs no server anything', async () => {
    const { quota, network } = createWorld().open()
    void network('data:text/plain,a')
    expect(quota.buckets()).toEqual([])
  })

  it('tell each listener of a change, as long as it listens', async () => {
    const { open, pass } = createWorld()
    const { quota, ask } = open()
    let heard = 0
    const listener = (): void => void heard++
    const stops = [quota.subscribe(listener), quota.subscribe(listener)]
    ask('0', 'now')
    await pass(0)
    expect(heard).toBe(2)
    stops[0]?.()
    await pass(1)
    expect(heard).toBeGreaterThan(2)
    stops[1]?.()
    const before = heard
    ask('1', 'now')
    await pass(1)
    expect(heard).toBe(before)
  })
})

it('a turn is free before any client watches', async () => {
  const quota = createQuota({ tabs: false })
  const turn = { method: 'GET', url: urlOf('0'), path: '/coins/:mint' }
  const end = await quota.turn({ ...turn, urgency: () => 'hidden' })
  end()
  expect(quota.buckets()).toEqual([])
})

it.each<{ says: string; options: unknown; message: RegExp }>([
  { says: 'a reserve of more than all', options: { reserve: 2 }, message: /reserve/ },
  { says: 'a reserve below nothing', options: { reserve: -0.1 }, message: /reserve/ },
  { says: 'a reserve that is no number', options: { reserve: Number.NaN }, message: /reserve/ },
  { says: 'tabs that are no function', options: { tabs: {} }, message: /tabs/ },
])('$says is refused', ({ options, message }) => {
  expect(() => createQuota(options as QuotaOptions)).toThrow(UsageError)
  expect(() => createQuota(options as QuotaOptions)).toThrow(message)
})
