import { describe, expect, it } from 'vitest'
import { createSimulatedOrigin } from './tabs/simulated.test-tabs.ts'
import type { EtaggedOptions } from './etagged.ts'
import { createManualClock } from './manual.test-clock.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { createPersistence } from './persistence/create-persistence.ts'

const LATENCY = 0.5

interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string
  /** Seconds; never, when it is infinite. */
  readonly latency?: number
}

type Origin = (request: Request, count: number) => Reply

const tagged =
  (headers: Record<string, string> = {}): Origin =>
  (request) => {
    const fields = { etag: '"1"', 'content-type': 'application/json', ...headers }
    return request.headers.get('if-none-match') === '"1"'
      ? { status: 304, headers: fields }
      : { headers: fields, body: '{"coins":[1]}' }
  }

/** Tabs with one clock, one disk, one origin and nothing else in common. */
function world(answer: Origin) {
  const clock = createManualClock()
  const disk = createMemoryDisk()
  const tabs = createSimulatedOrigin()
  const requests: { readonly tab: number; readonly request: Request }[] = []
  let origin = answer
  let opened = 0

  function open(options: Omit<EtaggedOptions, 'clock' | 'fetch'> = {}) {
    const number = opened++
    const tab = tabs.open()
    const client = createRecordedClient({
      baseUrl: 'https://api.test',
      clock,
      store: disk.persistence,
      tabs: tab.tabs,
      async fetch(input, init) {
        const request = new Request(input, init)
        requests.push({ tab: number, request })
        const { status = 200, headers, body, latency = LATENCY } = origin(request, requests.length)
        await new Promise<void>((resolve, reject) => {
          if (latency !== Number.POSITIVE_INFINITY) clock.after(latency, resolve)
          request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
        })
        if (status === 0) throw new TypeError('Failed to fetch')
        return new Response(status === 304 ? null : (body ?? ''), {
          status,
          ...(headers && { headers }),
        })
      },
      ...options,
    })
    /** Asks for the path, and tells what the cache did and how long it took. */
    async function ask(path = '/coins', init: RequestInit = {}) {
      const since = clock.now()
      const { data, outcome } = await client.etagged.json(path, init)
      return { data, outcome, after: clock.now() - since }
    }
    return { ...client, tab, ask }
  }

  /** Lets time go by in small steps, in which everybody acts. */
  async function pass(seconds: number): Promise<void> {
    for (let step = 0; step < seconds * 16; step++) {
      await turn()
      // A power of two: no sum of these is rounded.
      clock.advance(1 / 16)
    }
    await turn()
  }

  /** Tabs that have all read the same page, so that each one has it in memory. */
  async function openTen(options: Parameters<typeof open>[0] = {}) {
    const all = Array.from({ length: 10 }, () => open(options))
    for (const { ask } of all) {
      const answered = ask()
      await pass(1)
      await answered
    }
    await pass(60)
    requests.length = 0
    return all
  }

  return {
    clock,
    disk,
    requests,
    open,
    openTen,
    pass,
    tabs,
    /** From now on the origin answers so. */
    become(other: Origin) {
      origin = other
    },
  }
}

async function settledIn<T>(
  pass: (seconds: number) => Promise<void>,
  answers: readonly Promise<T>[],
  seconds = 10,
): Promise<readonly T[]> {
  const settled = Promise.all(answers)
  settled.catch(() => undefined)
  await pass(seconds)
  return settled
}

describe('ten tabs that mount the same stale query', () => {
  it('send one request: a 304, and nine keep their data', async () => {
    const { openTen, pass, requests } = world(tagged({ 'cache-control': 'max-age=10' }))
    const all = await openTen()
    const before = all.map(({ etagged }) => etagged.peekMemory('/coins')?.data)
    const answers = await settledIn(
      pass,
      all.map(({ ask }) => ask()),
    )
    expect(requests).toHaveLength(1)
    answers.forEach(({ data, after }, index) => {
      expect(data).toBe(before[index])
      expect(after).toBe(LATENCY)
    })
    expect(all.map(({ statuses }) => statuses().at(-1))).toEqual([
      'fwd=stale; fwd-status=304; stored; ttl=9; detail=not-modified',
      ...Array.from({ length: 9 }, () => 'fwd=stale; collapsed; ttl=9; detail=another-tab'),
    ])
  })

  it('send one request: a 200, which all of them read', async () => {
    const { openTen, pass, requests, become } = world(tagged({ 'cache-control': 'max-age=10' }))
    const all = await openTen()
    const before = all.map(({ etagged }) => etagged.peekMemory<{ old: object }>('/coins')?.data)
    become(() => ({
      headers: { etag: '"2"', 'content-type': 'application/json', 'cache-control': 'max-age=10' },
      body: '{"coins":[1],"more":2}',
    }))
    const answers = await settledIn(
      pass,
      all.map(({ ask }) => ask()),
    )
    expect(requests).toHaveLength(1)
    answers.forEach(({ data }, index) => {
      expect(data).toEqual({ coins: [1], more: 2 })
      // What did not change is the object that it was.
      expect(Reflect.get(Object(data) as object, 'coins')).toBe(
        Reflect.get(Object(before[index]) as object, 'coins'),
      )
    })
  })

  it.each([
    ['no-cache and a tag', { 'cache-control': 'no-cache' }],
    ['no word on freshness', {}],
  ])('send one request for a response with %s', async (_, headers) => {
    const { openTen, pass, requests } = world(tagged(headers))
    const all = await openTen()
    const answers = await settledIn(
      pass,
      all.map(({ ask }) => ask()),
    )
    expect(requests).toHaveLength(1)
    for (const { after } of answers) expect(after).toBe(LATENCY)
  })

  it('send one request for what nobody has yet', async () => {
    const headers = { 'cache-control': 'max-age=10' }
    const { open, pass, requests } = world(() => ({ headers, body: '[1]' }))
    const all = Array.from({ length: 10 }, () => open())
    const answers = await settledIn(
      pass,
      all.map(({ ask }) => ask()),
    )
    expect(requests).toHaveLength(1)
    for (const { data } of answers) expect(data).toEqual([1])
  })

  it('send one request in the background of a stale answer', async () => {
    const headers = { 'cache-control': 'max-age=10, stale-while-revalidate=1000' }
    const { openTen, pass, requests } = world(tagged(headers))
    const all = await openTen()
    await settledIn(
      pass,
      all.map(({ etagged }) => etagged.fetch('/coins')),
    )
    expect(requests).toHaveLength(1)
    for (const { of } of all) {
      expect(of('request').at(-1)).toMatchObject({ inBackground: true, duration: LATENCY })
    }
  })

  it.each([
    ['must not be stored', { headers: { 'cache-control': 'no-store' }, body: '[1]' }],
    ['can never be reused', { body: '[1]' }],
    ['is no success', { status: 500, body: 'oops' }],
    ['is no JSON', { headers: { 'content-type': 'application/json' }, body: '<p>' }],
    ['does not come', { status: 0 }],
  ])('go at once and side by side when the answer %s: two latencies', async (_, reply) => {
    const { open, pass, requests, clock } = world(() => reply)
    const all = Array.from({ length: 10 }, () => open())
    const since = clock.now()
    const times: number[] = []
    const answers = all.map(({ ask }) =>
      ask().then(
        () => times.push(clock.now() - since),
        () => times.push(clock.now() - since),
      ),
    )
    await settledIn(pass, answers)
    expect(requests).toHaveLength(10)
    expect(times).toEqual([LATENCY, ...Array.from({ length: 9 }, () => 2 * LATENCY)])
  })

  it('go at once when the disk does not take the answer', async () => {
    const { open, pass, requests, disk } = world(tagged())
    disk.fault = ({ method }) => {
      if (method === 'put') throw new DOMException('full', 'QuotaExceededError')
    }
    const all = Array.from({ length: 10 }, () => open())
    const answers = await settledIn(
      pass,
      all.map(({ ask }) => ask()),
    )
    expect(requests).toHaveLength(10)
    expect(answers.map(({ after }) => after)).toEqual([
      LATENCY,
      ...Array.from({ length: 9 }, () => 2 * LATENCY),
    ])
  })

  it('send two requests when the first one hangs (I42)', async () => {
    const { openTen, pass, requests, become } = world(tagged())
    const all = await openTen()
    become((request, count) => ({
      ...tagged()(request, count),
      latency: count === 1 ? Number.POSITIVE_INFINITY : LATENCY,
    }))
    const [hanging, ...others] = all.map(({ ask }) => ask())
    const answers = await settledIn(pass, others)
    expect(requests).toHaveLength(2)
    for (const { after } of answers) expect(after).toBe(2 + LATENCY)
    await all[0]?.etagged.close()
    expect(await rejectionOf(hanging ?? Promise.resolve())).toMatchObject({
      name: 'SessionEndedError',
    })
  })

  it('send one more request when the first tab is killed, at once', async () => {
    const { openTen, pass, requests } = world(tagged())
    const [first, ...others] = await openTen()
    void first?.ask()
    await pass(0.25)
    const answers = others.map(({ ask }) => ask())
    await pass(0.125)
    first?.tab.kill()
    const settled = await settledIn(pass, answers)
    expect(requests).toHaveLength(2)
    for (const { after } of settled) expect(after).toBe(0.125 + LATENCY)
  })
})

describe('a tab that follows', () => {
  it('asks for itself in another language (I31)', async () => {
    const { open, pass, requests } = world((request) => ({
      headers: { vary: 'accept-language', etag: '"1"', 'cache-control': 'max-age=60' },
      body: JSON.stringify(request.headers.get('accept-language')),
    }))
    const [one, other] = [open(), open()]
    const answers = await settledIn(pass, [
      one.ask('/coins', { headers: { 'accept-language': 'en' } }),
      other.ask('/coins', { headers: { 'accept-language': 'de' } }),
    ])
    expect(answers.map(({ data }) => data)).toEqual(['en', 'de'])
    expect(requests).toHaveLength(2)
  })

  it('does not share what names everything as its variant (I31)', async () => {
    const { open, pass, requests } = world(() => ({ headers: { vary: '*' }, body: '[1]' }))
    await settledIn(pass, [open().ask(), open().ask()])
    expect(requests).toHaveLength(2)
  })

  it('is sent away by its own signal, and the others stay (I30)', async () => {
    const { open, pass, requests } = world(tagged())
    const [one, other, third] = [open(), open(), open()]
    const controller = new AbortController()
    const first = one.ask()
    const left = rejectionOf(other.ask('/coins', { signal: controller.signal }))
    const last = third.ask()
    await pass(0.25)
    controller.abort(new Error('left'))
    expect(await left).toMatchObject({ message: 'left' })
    await settledIn(pass, [first, last])
    expect(requests).toHaveLength(1)
  })

  it('ends with its session while it waits, and asks for nothing (I6)', async () => {
    const { open, pass, requests, tabs } = world(tagged())
    const [one, other] = [open(), open()]
    for (const { etagged } of [one, other]) await etagged.signIn('alice')
    const first = one.ask()
    first.catch(() => undefined)
    const ended = rejectionOf(other.ask())
    await pass(0.25)
    const out = other.etagged.signOut()
    expect(await ended).toMatchObject({ name: 'SessionEndedError' })
    await pass(3)
    await out
    expect(requests).toHaveLength(1)
    expect(tabs.locks()).toEqual({})
  })

  it.each([0, 1])('does not wait for what was asked before a write in tab %i', async (writer) => {
    const { openTen, pass, requests, become } = world(tagged())
    const all = await openTen()
    become((request, count) => ({
      ...(request.method === 'GET' ? tagged()(request, count) : {}),
      latency: count === 1 ? 5 : LATENCY,
    }))
    const first = all[0]?.ask()
    await pass(0.25)
    const written = all[writer]?.etagged.fetch('/coins', { method: 'PUT' })
    await pass(1)
    expect((await written)?.status).toBe(200)
    const answers = await settledIn(
      pass,
      all.map(({ ask }) => ask()),
    )
    expect(answers.map(({ after }) => after)).toEqual(Array.from(answers, () => LATENCY))
    expect(requests).toHaveLength(3)
    expect((await first)?.after).toBe(5)
  })

  it('does not take what a write of its own may have changed since', async () => {
    const { open, pass, requests } = world(tagged())
    const [one, other] = [open(), open()]
    const first = one.ask()
    const second = other.ask()
    await pass(0.25)
    // The message does not reach it in time; the disk marks what it brings.
    one.tab.freeze()
    void other.etagged.invalidate({ url: '/coins' })
    await settledIn(pass, [first, second])
    expect(requests.map(({ tab }) => tab)).toEqual([0, 1])
  })

  it('I45: does not take what is said to be invalidated, although the disk refused its mark', async () => {
    const { open, pass, requests, disk } = world(tagged())
    const [one, other, third] = [open(), open({ memory: { maxBytes: 0 } }), open()]
    const answers = [one.ask(), other.ask()]
    await pass(0.25)
    one.tab.freeze()
    disk.fault = ({ method }) => {
      if (method === 'invalidate') throw new Error('disk on fire')
    }
    await third.etagged.invalidate({ url: '/coins' })
    await settledIn(pass, answers)
    expect(requests.map(({ tab }) => tab)).toEqual([0, 1])
  })

  it('does not take what seems to come from the future, since the clock went back', async () => {
    const { open, pass, requests, clock, disk } = world(tagged())
    const written = Promise.withResolvers<void>()
    disk.delay = ({ method }) => (method === 'put' ? written.promise : undefined)
    const answers = [open().ask(), open().ask()]
    await pass(1)
    clock.set(clock.now() - 3600)
    written.resolve()
    await settledIn(pass, answers)
    expect(requests).toHaveLength(2)
  })

  it('hears of what was stored, and has it in memory (another tab)', async () => {
    const { open, pass } = world(tagged())
    const [one, other] = [open(), open()]
    await settledIn(pass, [one.ask()], 1)
    expect(await other.etagged.peek('/coins')).toBeDefined()
    await settledIn(pass, [one.ask()], 1)
    expect(other.of('update')).toMatchObject([{ url: 'https://api.test/coins' }])
  })

  it('judges by its own schema', async () => {
    const { open, pass, requests } = world(tagged())
    const [one, other] = [open(), open()]
    const refusing = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({ issues: [{ message: 'no' }] }),
      },
    } as const
    const first = one.ask()
    const second = rejectionOf(other.etagged.json('/coins', { schema: refusing }))
    await settledIn(pass, [first])
    expect(await second).toMatchObject({ name: 'BodyError' })
    expect(requests).toHaveLength(2)
  })
})

describe('a tab goes by itself', () => {
  it('without a disk to share by', async () => {
    const { open, pass, requests } = world(tagged())
    const { createStore } = createMemoryDisk()
    const store = createPersistence((context) => ({
      ...createStore(context),
      async open() {
        throw new Error('no disk')
      },
    }))
    const [one, other] = [open({ store }), open({ store })]
    const answers = await settledIn(pass, [one.ask(), other.ask()])
    expect(requests).toHaveLength(2)
    expect(answers.map(({ after }) => after)).toEqual([LATENCY, LATENCY])
  })

  it('I42: when another tab runs another version of the app, whose rows it does not read', async () => {
    const { open, pass, requests } = world(tagged())
    const answers = await settledIn(pass, [
      open({ version: '1' }).ask(),
      open({ version: '2' }).ask(),
    ])
    expect(requests).toHaveLength(2)
    expect(answers.map(({ after }) => after)).toEqual([LATENCY, LATENCY])
  })

  it('for the fields alone, which are not stored', async () => {
    const { open, pass, requests, tabs } = world(tagged())
    const [one, other] = [open(), open()]
    const answers = [one, other].map(({ etagged }) => etagged.fetch('/coins', { method: 'HEAD' }))
    await settledIn(pass, answers)
    expect(requests).toHaveLength(2)
    expect(tabs.posted).toEqual([])
  })

  it('when its app wants it alone', async () => {
    const { open, pass, requests, tabs } = world(tagged())
    const [one, other] = [open({ tabs: false }), open({ tabs: false })]
    await settledIn(pass, [one.ask(), other.ask()])
    expect(requests).toHaveLength(2)
    expect(tabs.posted).toEqual([])
  })

  it('in a session of another user', async () => {
    const { open, pass, requests } = world(tagged())
    const [one, other] = [open(), open()]
    await one.etagged.signIn('alice')
    await other.etagged.signIn('bob')
    await settledIn(pass, [one.ask(), other.ask()])
    expect(requests).toHaveLength(2)
  })

  it('when nobody else asks, without any wait', async () => {
    const { open, pass } = world(tagged())
    const answers = await settledIn(pass, [open().ask()])
    expect(answers[0]?.after).toBe(LATENCY)
  })
})
