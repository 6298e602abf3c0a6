import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { turn } from '../recorded.test-client.ts'
import { hashOf } from '../tabs/messages.ts'
import type { HoldOptions, TabsFactory } from '../tabs/tabs.ts'
import { LOCK_BUDGET } from './ask-for-lock.ts'
import { createQuota } from './create-quota.ts'
import { createWorld, urlOf } from './pages.test-tool.ts'

/** Tabs whose locks are as given, and which hear what `say` says. */
function tabsWith(
  hold: (work: (granted: boolean) => Promise<unknown>, options: HoldOptions) => Promise<unknown>,
) {
  const posted: unknown[] = []
  let hear: ((message: unknown) => void) | undefined
  const factory: TabsFactory = ({ onMessage }) => {
    hear = onMessage
    return {
      post: (message) => void posted.push(message),
      hold: <T>(_lock: string, options: HoldOptions, work: (granted: boolean) => Promise<T>) =>
        hold(work, options) as Promise<T>,
      close() {},
    }
  }
  return { factory, posted, say: (message: unknown) => hear?.(message) }
}

const grant = async (work: (granted: boolean) => Promise<unknown>) => work(true)

describe('two tabs', () => {
  it('spend no unit twice: the second sees first what the first has left', async () => {
    const { open, pass, server } = createWorld()
    const [one, other] = [open(), open()]
    for (let index = 0; index < 10; index++) {
      one.ask(`one-${index}`, 'visible')
      other.ask(`other-${index}`, 'visible')
    }
    await pass(0.5)
    expect(server.served).toHaveLength(10)
    await pass(0.25)
    expect(server.served).toHaveLength(11)
    await pass(0.25)
    // Two are kept.
    expect(server.served).toHaveLength(18)
    await pass(53)
    expect(server.served).toHaveLength(18)
  })

  it('take no failure for a proof of what is left', async () => {
    const { open, pass, server } = createWorld()
    const [one, other] = [open(), open()]
    for (const { ask } of [one, other]) ask('0', 'now')
    await pass(1)
    const answers = [
      () => {
        throw new TypeError('Failed to fetch')
      },
      () => new Response(null, { status: 502 }),
    ]
    answers.forEach((answer, index) => server.instead(urlOf(`${index + 1}`), answer))
    for (let index = 1; index < 10; index++) one.ask(String(index), 'visible')
    await pass(0.25)
    expect(server.served).toHaveLength(3)
    await pass(0.25)
    expect(server.served).toHaveLength(4)
    await pass(0.25)
    expect(server.served).toHaveLength(5)
    await pass(0.25)
    expect(server.served).toHaveLength(11)
  })

  it('know what an answer in one of them left', async () => {
    const { open, pass } = createWorld()
    const [one, other] = [open(), open()]
    other.ask('0', 'now')
    await pass(1)
    for (let index = 0; index < 5; index++) one.ask(`one-${index}`, 'now')
    await pass(1)
    const [bucket] = other.quota.buckets()
    expect(bucket).toEqual({ ...one.quota.buckets()[0] })
    expect(bucket).toMatchObject({ limit: 20, remaining: 14 })
  })

  it('know it also of a bucket that one of them had not used before', async () => {
    const { open, pass, server } = createWorld()
    const [one, other] = [open(), open()]
    for (let index = 0; index < 20; index++) one.ask(String(index), 'now')
    await pass(1)
    expect(other.quota.buckets()).toEqual([])
    const waiting = other.ask('late', 'visible')
    await pass(58)
    expect(server.served).toHaveLength(20)
    await pass(3)
    expect(waiting.status).toBe(200)
  })

  it('keep apart what is told of one bucket and of another', async () => {
    const { open, pass, server } = createWorld()
    const bucketOf = ({ url }: { url: string }): string => url.slice(-1)
    const [one, other] = [open({ bucketOf }), open({ bucketOf })]
    other.ask('a', 'now')
    other.ask('b', 'now')
    await pass(1)
    one.ask('a', 'now')
    await pass(1)
    expect(server.served).toHaveLength(3)
    expect(other.quota.buckets()).toMatchObject([
      { name: 'a', remaining: 17 },
      { name: 'b', remaining: 18 },
    ])
  })

  it('tell each other neither URLs nor templates', async () => {
    const { open, pass, origin } = createWorld()
    open().ask('secret', 'visible')
    await pass(0.125)
    const [lock = ''] = Object.keys(origin.locks())
    expect(lock).toMatch(/^quota [\da-f]{32}$/)
    await pass(1)
    expect(origin.posted).toEqual([
      expect.stringMatching(/^etagged-quota\/1 [\da-f]{32} 20 19 \d+\.\d{3}$/),
    ])
  })

  it('take turns: who came while the other had it goes before what comes later', async () => {
    const { open, pass, time } = createWorld({ limit: 1000 })
    const [one, other] = [open(), open()]
    one.ask('first', 'visible')
    const waiting = other.ask('other', 'visible')
    // One after the other, so that some request of the first tab is always under way.
    for (let index = 0; time() < 3; index++) {
      one.ask(`one-${index}`, 'visible')
      await pass(0.1875)
    }
    expect(waiting.sentAt).toBeLessThan(2)
    expect(one.wanted.at(-3)?.status).toBe(200)
  })

  it('go on when the one that has the turn is killed', async () => {
    const { open, pass } = createWorld()
    const [one, other] = [open(), open()]
    one.ask('0', 'visible')
    const waiting = other.ask('1', 'visible')
    await pass(0.125)
    one.tab?.kill()
    await pass(0.5)
    expect(waiting.status).toBe(200)
  })

  it(`go on after ${LOCK_BUDGET} s when the one that has the turn hangs (I42)`, async () => {
    const { open, pass, server, origin, clock } = createWorld({
      latency: (url) => (url === urlOf('0') ? Infinity : 0.25),
    })
    const [one, other] = [open(), open()]
    one.ask('0', 'visible')
    await pass(1)
    const waiting = ['1', '2'].map((name) => other.ask(name, 'visible'))
    await pass(LOCK_BUDGET - 1)
    expect(server.served).toEqual([])
    await pass(2)
    expect(waiting.map(({ status }) => status)).toEqual([200, 200])
    // It waits for that lock no longer.
    expect(Object.values(origin.locks())).toEqual([0])
    await pass(10)
    expect(origin.locks()).toEqual({})
    expect(clock.waiting()).toBe(0)
  })
})

describe('locks that', () => {
  it.each([
    {
      says: 'reject',
      hold: async () => {
        throw new DOMException('no', 'SecurityError')
      },
    },
    {
      says: 'throw',
      hold: () => {
        throw new TypeError('no')
      },
    },
    { says: 'are granted to everybody', hold: grant },
  ])('$says hold nobody up', async ({ hold }) => {
    const { open, pass } = createWorld()
    const page = open({ tabs: tabsWith(hold).factory })
    const wanted = ['0', '1', '2'].map((name) => page.ask(name, 'visible'))
    await pass(1)
    expect(wanted.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('come too late are let go of at once', async () => {
    const { open, pass } = createWorld()
    const late: (() => Promise<unknown>)[] = []
    const tabs = tabsWith(
      (work) =>
        new Promise((resolve) => {
          late.push(async () => {
            resolve(await work(true))
          })
        }),
    )
    const page = open({ tabs: tabs.factory })
    const one = page.ask('0', 'visible')
    await pass(LOCK_BUDGET + 1)
    expect(one.status).toBe(200)
    expect(late).toHaveLength(1)
    await late[0]?.()
  })
})

it('a page whose tabs cannot be joined is alone', async () => {
  const { open, pass } = createWorld()
  const page = open({
    tabs: () => {
      throw new Error('no')
    },
  })
  const one = page.ask('0', 'visible')
  await pass(1)
  expect(one.status).toBe(200)
})

it('a page whose browser has no tabs is alone', async () => {
  const clock = createManualClock()
  const quota = createQuota()
  const network = quota.watch(async () => new Response(null), clock)
  await network(urlOf('0'))
  const end = await quota.turn({
    method: 'GET',
    url: urlOf('1'),
    path: '/coins/:mint',
    urgency: () => 'visible',
  })
  end()
  await turn()
  expect(clock.waiting()).toBe(0)
})

describe('a forged message (I45)', () => {
  async function overheard() {
    const made = createWorld()
    const tabs = tabsWith(grant)
    const page = made.open({ tabs: tabs.factory })
    page.ask('0', 'now')
    await made.pass(1)
    const [line] = tabs.posted as [string]
    const forge = (changes: readonly [limit: string, remaining: string, resetAt: string]) =>
      tabs.say([...line.split(' ').slice(0, 2), ...changes].join(' '))
    return { ...made, ...tabs, page, line, forge, now: made.clock.now() }
  }

  it('delays refreshes by an hour at most, and nothing that is wanted now', async () => {
    const { page, pass, leap, forge, server } = await overheard()
    forge(['1000000', '0', '999999999999.000'])
    const refresh = page.ask('1', 'visible')
    const now = page.ask('2', 'now')
    await pass(1)
    expect(now.status).toBe(200)
    // Whose answer tells the truth.
    await pass(1)
    expect(refresh.status).toBe(200)
    forge(['1000000', '0', '999999999999.000'])
    const other = page.ask('3', 'visible')
    await leap(3590)
    expect(server.served).toHaveLength(3)
    await pass(15)
    expect(other.status).toBe(200)
  })

  it('gives no units', async () => {
    const { page, pass, forge, now, server } = await overheard()
    for (let index = 0; index < 19; index++) page.ask(`spent-${index}`, 'now')
    await pass(1)
    forge(['1000', '1000', `${now + 3600}.000`])
    const refresh = page.ask('1', 'visible')
    await pass(50)
    expect(refresh.sentAt).toBeUndefined()
    expect(server.served).toHaveLength(20)
  })

  it('in great numbers has others forgotten, and fills no memory', async () => {
    const { pass, open, clock } = createWorld()
    const heard = async (count: number) => {
      const tabs = tabsWith(grant)
      const page = open({ tabs: tabs.factory })
      const names = [
        'GET https://api.test /coins/:mint',
        ...Array.from({ length: count }, (_, index) => String(index)),
      ]
      for (const name of names) {
        tabs.say(`etagged-quota/1 ${hashOf(name)} 20 0 ${clock.now() + 60}.000`)
      }
      const refresh = page.ask('0', 'visible')
      await pass(1)
      return refresh.status
    }
    expect(await heard(255)).toBeUndefined()
    expect(await heard(256)).toBe(200)
  })

  it.each([
    { says: 'no text', message: { bucket: 'x', remaining: 0 } },
    { says: 'nothing', message: undefined },
    { says: 'another text', message: 'etagged/1 stored x' },
  ])('that is $says changes nothing', async ({ message }) => {
    const { page, say } = await overheard()
    const before = page.quota.buckets()
    say(message)
    expect(page.quota.buckets()).toEqual(before)
  })
})
