import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { originForTests } from '../origin-for-tests.test-fixture.ts'
import { held, tagged } from '../origin.test-server.ts'
import { rejectionOf, turn } from '../recorded.test-client.ts'
import type { Flight } from './flight.ts'
import { createFlights } from './single-flight.ts'

const { origin, client } = await originForTests()

const url = 'https://api.test/coins'

/** Flights whose work a test brings home. */
function flightsAt(clock = createManualClock()) {
  const flights = createFlights<string>(clock)
  const begun: { readonly flight: Flight; readonly land: (value: string) => void }[] = []
  const work = async (flight: Flight): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    flight.signal.addEventListener('abort', () => reject(flight.signal.reason as Error))
    begun.push({ flight, land: resolve })
    return promise
  }
  const join = (signal?: AbortSignal, at = url) => flights.join('key', { url: at, signal }, work)
  const alone = (signal?: AbortSignal) => flights.alone({ url, signal }, work)
  return { clock, flights, begun, join, alone }
}

describe('I30: a flight', () => {
  it('is shared by all who ask alike while it is under way', async () => {
    const { begun, join } = flightsAt()
    const callers = [join(), join(), join()]
    expect(begun).toHaveLength(1)
    begun[0]?.land('coin')
    expect(await Promise.all(callers)).toMatchObject([
      { value: 'coin', collapsed: false },
      { value: 'coin', collapsed: true },
      { value: 'coin', collapsed: true },
    ])
    const next = join()
    expect(begun).toHaveLength(2)
    begun[1]?.land('coin')
    expect(await next).toMatchObject({ collapsed: false })
  })

  it('goes on when one caller leaves: only he is rejected, with his own reason', async () => {
    const { begun, join, clock } = flightsAt()
    const controller = new AbortController()
    const leaver = rejectionOf(join(controller.signal))
    const stayer = join()
    const reason = new Error('never mind')
    controller.abort(reason)
    clock.advance(0)
    expect(await leaver).toBe(reason)
    expect(begun[0]?.flight.signal.aborted).toBe(false)
    begun[0]?.land('coin')
    expect((await stayer)?.value).toBe('coin')
  })

  it('is aborted a macrotask after the last caller has left', async () => {
    const { begun, join, clock } = flightsAt()
    const controllers = [new AbortController(), new AbortController()]
    const leavers = controllers.map(({ signal }) => rejectionOf(join(signal)))
    for (const controller of controllers) controller.abort(new Error('left'))
    await Promise.all(leavers)
    expect(begun[0]?.flight.signal.aborted).toBe(false)
    clock.advance(0)
    expect(begun[0]?.flight.signal.aborted).toBe(true)
  })

  it('is shared by who leaves and asks again at once, as StrictMode does', async () => {
    const { begun, join, clock } = flightsAt()
    const controller = new AbortController()
    const first = rejectionOf(join(controller.signal))
    controller.abort()
    const second = join()
    clock.advance(0)
    begun[0]?.land('coin')
    expect(await first).toMatchObject({ name: 'AbortError' })
    expect(await second).toMatchObject({ value: 'coin', collapsed: true })
    expect(begun).toHaveLength(1)
  })

  it('that was aborted is not joined: the key is not poisoned', async () => {
    const { begun, join, clock } = flightsAt()
    const controller = new AbortController()
    const first = rejectionOf(join(controller.signal))
    controller.abort()
    clock.advance(0)
    const second = join()
    expect(begun).toHaveLength(2)
    begun[1]?.land('coin')
    await first
    expect((await second)?.value).toBe('coin')
  })

  it('that failed fails all its callers, and nobody after them', async () => {
    const flights = createFlights<string>(createManualClock())
    const error = new TypeError('offline')
    const boarding = { url, signal: undefined }
    const fail = async () => Promise.reject(error)
    const callers = [flights.join('key', boarding, fail), flights.join('key', boarding, fail)]
    expect(await Promise.all(callers.map(rejectionOf))).toEqual([error, error])
    expect((await flights.join('key', boarding, async () => 'coin'))?.value).toBe('coin')
  })

  it('lets a caller whose signal is aborted not even begin', async () => {
    const { begun, join, alone } = flightsAt()
    const reason = new Error('never mind')
    expect(await rejectionOf(join(AbortSignal.abort(reason)))).toBe(reason)
    expect(await rejectionOf(alone(AbortSignal.abort(reason)))).toBe(reason)
    expect(begun).toHaveLength(0)
  })

  it('for one alone is joined by nobody', async () => {
    const { begun, join, alone } = flightsAt()
    const all = [alone(), alone(), join()]
    expect(begun).toHaveLength(3)
    for (const { land } of begun) land('coin')
    await Promise.all(all)
  })

  it('leaves no listener on the signals of its callers', async () => {
    const { begun, join, alone, clock } = flightsAt()
    const { signal } = new AbortController()
    const landed = [join(signal), join(signal), alone(signal)]
    for (const { land } of begun) land('coin')
    await Promise.all(landed)
    expect(getEventListeners(signal, 'abort')).toEqual([])

    const ended = flightsAt(clock)
    const waiting = rejectionOf(ended.join(signal))
    ended.flights.end(new Error('ended'))
    await waiting
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('that landed is not aborted by who left it before', async () => {
    const { begun, join, clock } = flightsAt()
    const controller = new AbortController()
    const leaver = rejectionOf(join(controller.signal))
    const stayer = join()
    controller.abort()
    begun[0]?.land('coin')
    await stayer
    await leaver
    clock.advance(0)
    expect(begun[0]?.flight.signal.aborted).toBe(false)
  })
})

const noUrl = (): boolean => false

describe('R5: after a write', () => {
  it('who asks begins a flight of his own; the overlapped one knows', async () => {
    const { begun, flights, join } = flightsAt()
    const before = join()
    flights.overlap((at) => at === url)
    const after = join()
    expect(begun.map(({ flight }) => flight.isOverlapped())).toEqual([true, false])
    begun[1]?.land('new')
    expect((await after)?.value).toBe('new')
    begun[0]?.land('old')
    expect((await before)?.value).toBe('old')
  })

  it('to a tag, whatever turns out to have it is overlapped; who asks goes by himself', async () => {
    const { begun, flights, join } = flightsAt()
    const acted: string[] = []
    const before = join()
    begun[0]?.flight.onOverlap(() => acted.push('overlapped'))
    flights.overlap(noUrl, (tag) => tag === 'coin')
    flights.forget(noUrl, (tag) => tag === 'gone')
    const after = join()
    const told = begun.map(({ flight }) => [
      flight.isOverlapped(),
      flight.isOverlapped(['user', 'coin']),
      flight.isOverlapped(['gone']),
      flight.isForgotten(['coin']),
      flight.isForgotten(['gone']),
    ])
    expect(told).toEqual([
      [false, true, false, false, true],
      [false, false, false, false, false],
    ])
    expect(acted).toEqual(['overlapped'])
    begun[1]?.land('new')
    expect((await after)?.value).toBe('new')
    begun[0]?.land('old')
    expect((await before)?.value).toBe('old')
  })

  it('to more tags than one exchange takes, any answer counts as overlapped', async () => {
    const { begun, flights, join } = flightsAt()
    const before = join()
    for (let times = 0; times < 100; times++) flights.overlap(noUrl, noUrl)
    expect(begun[0]?.flight.isOverlapped(['coin'])).toBe(false)
    for (let times = 0; times < 100; times++) flights.overlap(noUrl, noUrl)
    expect(begun[0]?.flight.isOverlapped()).toBe(true)
    begun[0]?.land('coin')
    await before
  })

  it('to another URL nothing changes', async () => {
    const { begun, flights, join } = flightsAt()
    const before = join()
    flights.overlap((at) => at !== url)
    flights.forget((at) => at !== url)
    expect(begun[0]?.flight.isOverlapped()).toBe(false)
    expect(begun[0]?.flight.isForgotten()).toBe(false)
    begun[0]?.land('coin')
    await before
  })
})

describe('the end of the session', () => {
  it('rejects all callers at once, and aborts their flights', async () => {
    const { begun, flights, join, alone } = flightsAt()
    const callers = [join(), join(), alone()].map(rejectionOf)
    const reason = new Error('ended')
    flights.end(reason)
    expect(await Promise.all(callers)).toEqual([reason, reason, reason])
    expect(begun.map(({ flight }) => flight.signal.reason as unknown)).toEqual([reason, reason])
  })

  it('is final: no flight begins after it', async () => {
    const { begun, flights, join, alone } = flightsAt()
    const reason = new Error('ended')
    flights.end(reason)
    expect(await rejectionOf(join())).toBe(reason)
    expect(await rejectionOf(alone())).toBe(reason)
    expect(begun).toHaveLength(0)
  })
})

describe('a body that is handed over', () => {
  it('is aborted by its caller, without an effect on those who wait for the flight', async () => {
    const flights = createFlights<string>(createManualClock())
    const controller = new AbortController()
    const { signal } = controller
    const response = new Response('text')
    const gate = Promise.withResolvers<void>()
    const aborted: boolean[] = []
    const work = async (flight: Flight): Promise<string> => {
      await gate.promise
      flight.handOver(response, signal)
      controller.abort()
      aborted.push(flight.signal.aborted)
      return 'streamed'
    }
    const first = rejectionOf(flights.join('key', { url, signal }, work))
    const second = flights.join('key', { url, signal: undefined }, work)
    gate.resolve()
    expect(await second).toMatchObject({ value: 'streamed', collapsed: true })
    expect(await first).toMatchObject({ name: 'AbortError' })
    expect(aborted).toEqual([true])
  })

  it('is not waited for by who aborts while the flight begins', async () => {
    const flights = createFlights<string>(createManualClock())
    const controller = new AbortController()
    const { signal } = controller
    const work = async (): Promise<string> => {
      controller.abort()
      return Promise.withResolvers<string>().promise
    }
    expect(await rejectionOf(flights.alone({ url, signal }, work))).toMatchObject({
      name: 'AbortError',
    })
  })

  it('is cancelled when its caller has left already', async () => {
    const { begun, alone } = flightsAt()
    const caller = alone()
    let isCancelled = false
    const body = new ReadableStream({
      cancel() {
        isCancelled = true
      },
    })
    begun[0]?.flight.handOver(new Response(body), AbortSignal.abort())
    begun[0]?.land('streamed')
    await caller
    expect(isCancelled).toBe(true)
    expect(begun[0]?.flight.signal.aborted).toBe(false)
  })

  it('is nothing to care for when there is none', async () => {
    const { begun, alone, flights } = flightsAt()
    const caller = alone()
    const { signal } = new AbortController()
    begun[0]?.flight.handOver(new Response(null), signal)
    expect(getEventListeners(signal, 'abort')).toEqual([])
    begun[0]?.land('empty')
    await caller
    flights.end(new Error('ended'))
    expect(begun[0]?.flight.signal.aborted).toBe(false)
  })
})

describe('over HTTP', () => {
  it('k callers make one request and get one object', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged, statuses } = client()
    const answers = await Promise.all(Array.from({ length: 5 }, () => etagged.json('/coins')))
    expect(origin.requests).toHaveLength(1)
    expect(new Set(answers.map(({ data }) => data)).size).toBe(1)
    expect(statuses().filter((status) => status.includes('collapsed'))).toHaveLength(4)
    expect(etagged.stats()).toMatchObject({ requests: 5, misses: 5, bytesReceived: 7 })
  })

  it('the last leaver ends the request at the origin; the next caller begins another', async () => {
    const late = held(tagged('"1"', { a: 1 }))
    origin.answer('/coins', late.script, tagged('"1"', { a: 1 }))
    const { etagged, clock, of } = client()
    const controller = new AbortController()
    const { signal } = controller
    const callers = [etagged.json('/coins', { signal }), etagged.json('/coins', { signal })]
    const errors = callers.map(rejectionOf)
    await late.arrived
    controller.abort('left')
    await Promise.all(errors)
    clock.advance(0)
    late.release()
    expect((await etagged.json('/coins')).data).toEqual({ a: 1 })
    expect(of('failure').map(({ because }) => because)).toEqual(['left', 'left'])
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('I31: requests with other fields share nothing', async () => {
    origin.answer('/coins', { headers: { vary: '*' }, body: {} })
    const { etagged } = client()
    await Promise.all([
      etagged.json('/coins', { headers: { accept: 'a/a' } }),
      etagged.json('/coins', { headers: { accept: 'b/b' } }),
      etagged.json('/coins', { credentials: 'omit' }),
      etagged.json('/coins', { cache: 'reload' }),
      etagged.json('/coins', { redirect: 'error' }),
    ])
    expect(origin.requests).toHaveLength(5)
  })

  it('I32: each caller of fetch has a body of his own', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged } = client()
    const responses = await Promise.all([etagged.fetch('/coins'), etagged.fetch('/coins')])
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual([
      '{"a":1}',
      '{"a":1}',
    ])
    expect(origin.requests).toHaveLength(1)
  })

  it('an error is shared by who waits, and not kept', async () => {
    origin.answer('/coins', { status: 500 }, tagged('"1"', { a: 1 }))
    const { etagged } = client()
    const errors = await Promise.all([1, 2].map(() => rejectionOf(etagged.json('/coins'))))
    expect(errors).toMatchObject([{ status: 500 }, { status: 500 }])
    expect((await etagged.json('/coins')).data).toEqual({ a: 1 })
    await turn()
  })
})
