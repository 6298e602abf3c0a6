import { describe, expect, it, vi } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { rejectionOf, turn } from '../recorded.test-client.ts'
import { FOLLOWER_BUDGET } from './lead.ts'
import { createSimulatedOrigin, type SimulatedTab } from './simulated.test-tabs.ts'
import { openTabLink } from './tab-link.ts'
import type { TabsFactory } from './tabs.ts'

const LATENCY = 0.5

const URL = 'https://api.test/coins'

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

interface Answer {
  readonly by: string
  readonly at: number
}

interface Trip {
  /** What the origin answers; a network error when it is nothing. */
  readonly status?: 'kept' | 'not-kept' | 'refused-by-disk' | 'failed'
  /** Seconds; never, when it is infinite. */
  readonly latency?: number
  /** How long the disk takes. */
  readonly writing?: number
  /** How long this tab takes to read it. */
  readonly reading?: number
  /** Are the others told once it can be read? */
  readonly announced?: boolean
}

/** Tabs that ask for the same, a disk that they share, and an origin that counts. */
function world() {
  const clock = createManualClock()
  const origin = createSimulatedOrigin()
  const began = clock.now()
  const requests: string[] = []
  let disk: Answer | undefined
  const after = (delay: number): Promise<void> =>
    new Promise((resolve) => {
      if (delay === 0) resolve()
      else if (delay !== Number.POSITIVE_INFINITY) clock.after(delay, resolve)
    })

  function open(name: string, tab: Pick<SimulatedTab, 'factory'> = origin.open()) {
    const link = openTabLink({
      tabs: tab.factory,
      partition: 'p',
      clock,
      heard: { stored() {}, invalidated() {}, removed() {}, tagged() {}, ended() {}, woke() {} },
    })
    const ask = async (
      {
        status = 'kept',
        latency = LATENCY,
        writing = 0,
        reading = 0,
        announced = false,
      }: Trip = {},
      signal: AbortSignal = new AbortController().signal,
    ) => {
      const since = clock.now()
      const answer = await link.lead<Answer>({
        name: 'coins',
        url: URL,
        signal,
        onOverlap() {},
        async accept() {
          if (reading > 0) await after(reading)
          return disk !== undefined && disk.at >= since ? disk : undefined
        },
        async go(persists) {
          requests.push(name)
          const called = new Promise<never>((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          })
          await Promise.race([after(latency), called])
          if (status === 'failed') throw new TypeError('Failed to fetch')
          const brought = { by: name, at: clock.now() }
          if (status === 'refused-by-disk') persists(Promise.resolve(false))
          if (status === 'kept') {
            persists(
              after(writing).then(() => {
                disk = brought
                if (announced) link.announceStored(`same-origin GET ${URL}`)
                return true
              }),
            )
          }
          return brought
        },
      })
      return { by: answer.by, after: Math.round((clock.now() - began) * 100) / 100 }
    }
    return { name, tab, link, ask }
  }

  /** Lets time go by in small steps, in which everybody acts. */
  async function pass(seconds: number): Promise<void> {
    await turn()
    for (let step = 0; step < seconds * 16; step++) {
      // A power of two: no sum of these is rounded.
      clock.advance(1 / 16)
      await turn()
    }
  }

  return { clock, origin, requests, open, pass }
}

/** Ten tabs of which the first one asks first, and with another fate. */
async function tenTabs(first: Trip, others: Trip = {}, seconds = 10) {
  const { open, pass, requests, origin } = world()
  const tabs = Array.from({ length: 10 }, (_, index) => open(`tab ${index}`))
  const [leader, ...followers] = tabs.map(({ ask }, index) => ask(index === 0 ? first : others))
  const answered = Promise.allSettled(followers)
  leader?.catch(() => undefined)
  await pass(seconds)
  const answers = (await answered).map((one) => (one.status === 'fulfilled' ? one.value : one))
  return { answers, requests, locks: origin.locks() }
}

describe('ten tabs that ask for the same at a time', () => {
  it('send one request, and nine read what it brought', async () => {
    const { answers, requests, locks } = await tenTabs({})
    expect(requests).toEqual(['tab 0'])
    expect(answers).toEqual(times(9, { by: 'tab 0', after: LATENCY }))
    expect(locks).toEqual({})
  })

  it('wait until the answer can be read from disk', async () => {
    const { answers, requests } = await tenTabs({ writing: 0.25 })
    expect(requests).toHaveLength(1)
    expect(answers).toEqual(times(9, { by: 'tab 0', after: LATENCY + 0.25 }))
  })

  it('read side by side what they are told of, however long a reading takes', async () => {
    const { answers, requests, locks } = await tenTabs({ announced: true }, { reading: 0.25 })
    expect(requests).toEqual(['tab 0'])
    expect(answers).toEqual(times(9, { by: 'tab 0', after: LATENCY + 0.25 }))
    expect(locks).toEqual({})
  })

  it.each(['not-kept', 'refused-by-disk', 'failed'] as const)(
    'go at once and side by side when the first answer is %s: two latencies in all',
    async (status) => {
      const { answers, requests } = await tenTabs({ status }, { status: 'not-kept' })
      expect(requests).toHaveLength(10)
      expect(answers).toHaveLength(9)
      for (const answer of answers) expect(answer).toMatchObject({ after: 2 * LATENCY })
    },
  )

  it('send two requests when the first one hangs, the second after the stated time (I42)', async () => {
    const { answers, requests, locks } = await tenTabs({ latency: Number.POSITIVE_INFINITY })
    expect(requests).toHaveLength(2)
    // Only the one that hangs; nobody waits for it any more.
    expect(Object.values(locks)).toEqual([0])
    expect(answers).toEqual(times(9, { by: requests[1], after: FOLLOWER_BUDGET + LATENCY }))
  })

  it('send two requests when the origin is slower than the others wait', async () => {
    const { answers, requests } = await tenTabs({ latency: 3 }, { latency: 3 })
    expect(requests).toHaveLength(2)
    const first = answers.filter((answer) => 'by' in answer && answer.by === 'tab 0')
    expect(first).toEqual(times(8, { by: 'tab 0', after: 2 * FOLLOWER_BUDGET }))
  })

  it('go by themselves after twice the stated time when nobody comes back (I42)', async () => {
    const { answers, requests } = await tenTabs(
      { latency: Number.POSITIVE_INFINITY },
      { latency: 5 },
    )
    expect(requests).toHaveLength(10)
    for (const answer of answers.slice(1)) {
      expect(answer).toMatchObject({ after: 2 * FOLLOWER_BUDGET + 5 })
    }
  })

  it('do not wait for a disk that never answers longer than stated', async () => {
    const { answers, requests, locks } = await tenTabs(
      { writing: Number.POSITIVE_INFINITY },
      { status: 'not-kept' },
    )
    expect(requests).toHaveLength(10)
    expect(locks).toEqual({})
    const [second, ...others] = answers
    expect(second).toMatchObject({ after: FOLLOWER_BUDGET + LATENCY })
    for (const answer of others) {
      expect(answer).toMatchObject({ after: FOLLOWER_BUDGET + 2 * LATENCY })
    }
  })
})

describe('the tab that leads', () => {
  it('is alone and waits for nothing', async () => {
    const { open, pass, clock } = world()
    const lone = open('lone').ask()
    await turn()
    expect(clock.waiting()).toBe(1)
    await pass(LATENCY)
    expect(await lone).toEqual({ by: 'lone', after: LATENCY })
  })

  it('answers its own caller before the disk does', async () => {
    const { open, pass } = world()
    const lone = open('lone').ask({ writing: 1 })
    await pass(3)
    expect(await lone).toEqual({ by: 'lone', after: LATENCY })
  })

  it('does not wait for its own former answer to be written', async () => {
    const { open, pass, requests } = world()
    const { ask } = open('lone')
    const first = ask({ writing: 1 })
    await pass(LATENCY)
    const second = ask()
    await pass(3)
    expect((await first).after).toBe(LATENCY)
    expect((await second).after).toBe(2 * LATENCY)
    expect(requests).toHaveLength(2)
  })

  it('is followed at once by another one when it is killed', async () => {
    const { open, pass, requests } = world()
    const [leader, ...others] = Array.from({ length: 10 }, (_, index) => open(`tab ${index}`))
    void leader?.ask({ latency: Number.POSITIVE_INFINITY })
    const answers = Promise.all(others.map(({ ask }) => ask()))
    await pass(0.25)
    if (leader && 'kill' in leader.tab) (leader.tab as SimulatedTab).kill()
    await pass(1)
    expect(requests).toEqual(['tab 0', 'tab 1'])
    expect(await answers).toEqual(times(9, { by: 'tab 1', after: 0.25 + LATENCY }))
  })

  it('leaves it to the next one when a write makes its answer useless', async () => {
    const { open, pass, requests } = world()
    let overlap: (() => void) | undefined
    const first = open('first').link.lead({
      name: 'coins',
      url: URL,
      signal: new AbortController().signal,
      onOverlap(act) {
        overlap = act
      },
      accept: async () => undefined,
      go: async () => 'old',
    })
    await pass(0)
    const answers = Promise.all(times(9, 0).map((_, index) => open(`tab ${index}`).ask()))
    overlap?.()
    await pass(1)
    expect(await first).toBe('old')
    expect(requests).toEqual(['tab 0'])
    expect(await answers).toEqual(times(9, { by: 'tab 0', after: LATENCY }))
  })

  it('leaves it to the next one when its caller leaves', async () => {
    const { open, pass, requests } = world()
    const [leader, ...others] = Array.from({ length: 10 }, (_, index) => open(`tab ${index}`))
    const controller = new AbortController()
    const left = rejectionOf(leader?.ask({}, controller.signal) ?? Promise.resolve())
    const answers = Promise.all(others.map(({ ask }) => ask()))
    await pass(0.25)
    controller.abort(new Error('left'))
    await pass(1)
    expect(await left).toMatchObject({ message: 'left' })
    expect(requests).toEqual(['tab 0', 'tab 1'])
    expect(await answers).toEqual(times(9, { by: 'tab 1', after: 0.25 + LATENCY }))
  })
})

it('a tab that is called away lets go at once, though its network does not hear of it', async () => {
  const { open, pass, origin } = world()
  const { link } = open('deaf')
  const controller = new AbortController()
  void link.lead({
    name: 'coins',
    url: URL,
    signal: controller.signal,
    onOverlap() {},
    accept: async () => undefined,
    go: () => new Promise(() => {}),
  })
  await pass(0)
  expect(Object.keys(origin.locks())).toHaveLength(1)
  controller.abort(new Error('left'))
  await pass(0)
  expect(origin.locks()).toEqual({})
})

describe('a tab that follows', () => {
  it('goes itself when what was brought is older than its own call', async () => {
    const { open, pass, requests } = world()
    const [one, other] = [open('one'), open('other')]
    const first = one.ask({ writing: 1 })
    await pass(LATENCY + 0.125)
    const second = other.ask()
    await pass(3)
    expect((await first).by).toBe('one')
    expect((await second).by).toBe('other')
    expect(requests).toEqual(['one', 'other'])
  })

  it('stops waiting when its caller leaves, and takes no lock with it', async () => {
    const { open, pass, requests, origin, clock } = world()
    const [one, other] = [open('one'), open('other')]
    const controller = new AbortController()
    void one.ask()
    const left = rejectionOf(other.ask({}, controller.signal))
    await pass(0.125)
    controller.abort(new Error('left'))
    expect(await left).toMatchObject({ message: 'left' })
    await pass(1)
    expect(requests).toEqual(['one'])
    expect(origin.locks()).toEqual({})
    expect(clock.waiting()).toBe(0)
  })

  it('ends with the error of its own session, and leaves the lock to others', async () => {
    const { open, pass, origin } = world()
    const [one, other, third] = [open('one'), open('other'), open('third')]
    void one.ask()
    const ended = rejectionOf(
      other.link.lead({
        name: 'coins',
        url: URL,
        signal: new AbortController().signal,
        onOverlap() {},
        accept: async () => {
          throw new Error('ended')
        },
        go: async () => 'never',
      }),
    )
    const last = third.ask()
    await pass(2)
    expect(await ended).toMatchObject({ message: 'ended' })
    expect(await last).toMatchObject({ by: 'one' })
    expect(origin.locks()).toEqual({})
  })

  it('goes on waiting when what it is told of is not there (I45)', async () => {
    const { open, pass, requests } = world()
    const [one, other, liar] = [open('one'), open('other'), open('liar')]
    const answers = [one.ask(), other.ask()]
    await pass(0.125)
    liar.link.announceStored(`same-origin GET ${URL}`)
    await pass(1)
    expect(await Promise.all(answers)).toEqual(times(2, { by: 'one', after: LATENCY }))
    expect(requests).toEqual(['one'])
  })

  it('survives a disk that fails when it looks, and hears of it when it is its turn', async () => {
    const { open, pass } = world()
    const [one, other] = [open('one'), open('other')]
    void one.ask({ announced: true, writing: 0.125 })
    const accept = vi.fn(async () => {
      throw new Error('ended')
    })
    const ended = rejectionOf(
      other.link.lead({
        name: 'coins',
        url: URL,
        signal: new AbortController().signal,
        onOverlap() {},
        accept,
        go: async () => 'never',
      }),
    )
    await pass(1)
    expect(await ended).toMatchObject({ message: 'ended' })
    expect(accept).toHaveBeenCalledTimes(2)
  })

  it('is not held up by a request for something else', async () => {
    const { open, pass } = world()
    const [one, other] = [open('one'), open('other')]
    void one.ask({ latency: Number.POSITIVE_INFINITY })
    const lead = other.link.lead({
      name: 'coin',
      url: 'https://api.test/coin',
      signal: new AbortController().signal,
      onOverlap() {},
      accept: async () => undefined,
      go: async () => 'at once',
    })
    expect(await lead).toBe('at once')
    await pass(0)
  })
})

describe('locks that do not work', () => {
  const broken = (hold: ReturnType<TabsFactory>['hold']): Pick<SimulatedTab, 'factory'> => ({
    factory: () => ({ post() {}, hold, close() {} }),
  })

  it.each([
    [
      'reject',
      broken(async () => {
        throw new DOMException('no', 'SecurityError')
      }),
    ],
    [
      'throw',
      broken(() => {
        throw new TypeError('no')
      }),
    ],
  ])('and %s hold nobody up', async (_, tab) => {
    const { open, pass } = world()
    const lone = open('lone', tab).ask()
    await pass(LATENCY)
    expect(await lone).toEqual({ by: 'lone', after: LATENCY })
  })

  it('and never answer hold nobody up longer than stated (I42)', async () => {
    const { open, pass } = world()
    const lone = open(
      'lone',
      broken(() => new Promise<never>(() => {})),
    ).ask()
    await pass(FOLLOWER_BUDGET + LATENCY)
    expect(await lone).toEqual({ by: 'lone', after: FOLLOWER_BUDGET + LATENCY })
  })

  it.each([
    ['too late', false],
    ['as the caller leaves', true],
  ])('and are granted %s are let go of at once', async (_, leaves) => {
    const { open, pass } = world()
    const controller = new AbortController()
    let grant: (() => Promise<unknown>) | undefined
    const tab = broken((_lock, { ifAvailable }, work) => {
      if (ifAvailable) return work(false)
      return new Promise((resolve, reject) => {
        grant = () => work(true).then(resolve, reject)
      })
    })
    const outcome = open('lone', tab)
      .ask({}, controller.signal)
      .catch((error: unknown) => error)
    await pass(leaves ? 0 : 3 * FOLLOWER_BUDGET)
    const granting = grant?.()
    if (leaves) controller.abort(new Error('left'))
    expect(await outcome).toMatchObject(leaves ? { message: 'left' } : { by: 'lone' })
    expect(granting).toBeDefined()
    await granting
  })
})
