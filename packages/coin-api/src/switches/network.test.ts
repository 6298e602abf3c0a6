import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { initialSwitches } from './initial-switches.ts'
import { createNetwork, type Wait, waitForTimer } from './network.ts'
import type { Switches } from './switches.ts'

const request = (signal?: AbortSignal) =>
  new Request('http://coins.test/coins', { ...(signal && { signal }) })

const open = (some: Partial<Switches>, random = 0.5, wait: Wait = () => Promise.resolve()) => {
  const waited = vi.fn(wait)
  const switches = { ...initialSwitches({}), ...some }
  return {
    waited,
    network: createNetwork(
      () => switches,
      waited,
      () => random,
    ),
  }
}

describe('a network', () => {
  it('brings a request at once when nothing is switched', async () => {
    const { network, waited } = open({})
    expect(await network.bring(request())).toBeUndefined()
    expect(network.fail()).toBeUndefined()
    expect(waited).not.toHaveBeenCalled()
  })

  it('waits for the latency and a share of the jitter', async () => {
    const { network, waited } = open({ latency: 100, jitter: 40 }, 0.25)
    expect(await network.bring(request())).toBeUndefined()
    expect(waited.mock.calls[0]?.[0]).toBe(110)
  })

  it('fails an offline request like a network, after the latency', async () => {
    const { network, waited } = open({ latency: 100, offline: true })
    expect((await network.bring(request()))?.type).toBe('error')
    expect(waited).toHaveBeenCalledTimes(1)
  })

  it('gives up waiting for a request that is aborted', async () => {
    const leaving = new AbortController()
    const wait: Wait = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    const { network } = open({ latency: 100 }, 0, wait)
    const brought = network.bring(request(leaving.signal))
    leaving.abort()
    expect((await brought)?.type).toBe('error')
  })

  it('does not hide that waiting itself is broken', async () => {
    const { network } = open({ latency: 1 }, 0, () => Promise.reject(new Error('no timers')))
    await expect(network.bring(request())).rejects.toThrow('no timers')
  })

  it.each([
    { errorRate: 0, random: 0, fails: false },
    { errorRate: 0.3, random: 0.29, fails: true },
    { errorRate: 0.3, random: 0.3, fails: false },
    { errorRate: 1, random: 0.999, fails: true },
  ])(
    'with an error rate of $errorRate fails at $random: $fails',
    ({ errorRate, random, fails }) => {
      expect(open({ errorRate }, random).network.fail() !== undefined).toBe(fails)
    },
  )

  it.each([
    { errorStatus: 500, body: { statusCode: 500, message: 'Internal server error' } },
    { errorStatus: 503, body: { message: 'Service Unavailable', statusCode: 503 } },
    { errorStatus: 429, body: { message: 'Too Many Requests', statusCode: 429 } },
  ] as const)('fails with $errorStatus as NestJS does', async ({ errorStatus, body }) => {
    const answer = open({ errorRate: 1, errorStatus }).network.fail()
    expect(answer?.status).toBe(errorStatus)
    expect(await answer?.json()).toEqual(body)
  })
})

describe("the platform's timer", () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('resolves after its time', async () => {
    const waited = waitForTimer(50, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(50)
    await expect(waited).resolves.toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    { says: 'while it waits', before: false },
    { says: 'before it begins', before: true },
  ])('rejects when the signal aborts $says, and leaves no timer', async ({ before }) => {
    const leaving = new AbortController()
    if (before) leaving.abort()
    const waited = waitForTimer(50, leaving.signal)
    leaving.abort()
    await expect(waited).rejects.toThrow('Nobody waits')
    expect(vi.getTimerCount()).toBe(0)
  })
})
