import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { rejectionOf, turn } from '../recorded.test-client.ts'
import type { StoredBody } from '../rules/stored-response.ts'
import { nextText, scriptedBody } from '../scripted-body.test-fixture.ts'
import { receive } from './receive.ts'
import { createFlights } from './single-flight.ts'

type Body = ReadableStream<Uint8Array<ArrayBuffer>>
type Told = { readonly body: Body; readonly end: () => void } | StoredBody | undefined

const answerWith = (body: Body, end: () => void): Told => ({ body, end })

/** A response that is received in a flight, by a caller who does not wait for the end. */
function arriving(limit = 100) {
  const clock = createManualClock()
  const flights = createFlights<Told>(clock)
  const network = scriptedBody()
  const response = new Response(network.stream)
  const signals: AbortSignal[] = []
  const head = Promise.resolve()

  function join(signal?: AbortSignal) {
    return flights.join('key', { url: '/coins', signal }, async (flight) => {
      signals.push(flight.signal)
      // As a network does.
      flight.signal.addEventListener('abort', () => network.fail(flight.signal.reason))
      await head
      return receive(response, flight, { limit, signal, answerWith })
    })
  }

  async function lead(signal?: AbortSignal) {
    const { value, landed } = (await join(signal)) ?? {}
    if (value === undefined || landed === undefined || !('body' in value)) throw new Error('Late')
    return { ...value, landed }
  }

  return { clock, flights, network, join, lead, isAborted: () => signals.some((s) => s.aborted) }
}

describe('a caller who waits for all of it', () => {
  it('gets all of it', async () => {
    const flights = createFlights<StoredBody | undefined>(createManualClock())
    const { value } = await flights.alone({ url: '/', signal: undefined }, (flight) =>
      receive(new Response('text'), flight, undefined),
    )
    expect(value).toMatchObject({ content: 'text', bytes: 4 })
  })
})

describe('a caller who does not wait', () => {
  it('has his answer before the body; who came along waits for it', async () => {
    const { network, join, lead } = arriving()
    const leader = await lead()
    const follower = join()
    network.send('text')
    const reader = leader.body.getReader()
    expect(await nextText(reader)).toBe('text')
    network.end()
    const whole = await leader.landed
    expect(whole).toMatchObject({ content: 'text', bytes: 4 })
    expect((await follower)?.value).toBe(whole)
    leader.end()
    expect(await nextText(reader)).toBeUndefined()
  })

  it('has his answer with the store when there can be no body', async () => {
    const flights = createFlights<Told>(createManualClock())
    const boarded = await flights.alone({ url: '/', signal: undefined }, async (flight) => {
      await turn()
      return receive(new Response(null, { status: 204 }), flight, {
        limit: 100,
        signal: undefined,
        answerWith,
      })
    })
    expect(boarded.value).toMatchObject({ content: '', bytes: 0 })
  })

  it('hears of the network’s failure, as who came along does', async () => {
    const { network, join, lead } = arriving()
    const leader = await lead()
    const follower = rejectionOf(join())
    const error = new TypeError('terminated')
    network.fail(error)
    expect(await rejectionOf(leader.body.getReader().read())).toBe(error)
    expect(await follower).toBe(error)
    expect(await rejectionOf(leader.landed)).toBe(error)
  })
})

describe('I30: a caller who has his answer and leaves', () => {
  const leaving = {
    'by his signal': { by: 'signal' },
    'by cancelling his body': { by: 'cancel' },
  } as const

  describe.each(Object.entries(leaving))('%s', (_, { by }) => {
    async function leave(controller: AbortController, body: NonNullable<Body>): Promise<void> {
      if (by === 'signal') controller.abort(new Error('left'))
      else await body.cancel()
    }

    it('ends the exchange if nobody else waits', async () => {
      const { network, lead, isAborted, clock } = arriving()
      const controller = new AbortController()
      const leader = await lead(controller.signal)
      network.send('half')
      await leave(controller, leader.body)
      expect(isAborted()).toBe(false)
      clock.advance(0)
      expect(isAborted()).toBe(true)
      await rejectionOf(leader.landed)
    })

    it('takes nobody along', async () => {
      const { network, lead, join, isAborted, clock } = arriving()
      const controller = new AbortController()
      const leader = await lead(controller.signal)
      const follower = join()
      await leave(controller, leader.body)
      clock.advance(0)
      expect(isAborted()).toBe(false)
      network.send('text')
      network.end()
      expect((await follower)?.value).toMatchObject({ content: 'text' })
    })

    it('ends it when the last of the others leaves, and not before', async () => {
      const { lead, join, isAborted, clock } = arriving()
      const controller = new AbortController()
      const other = new AbortController()
      const leader = await lead(controller.signal)
      const follower = rejectionOf(join(other.signal))
      await leave(controller, leader.body)
      clock.advance(0)
      expect(isAborted()).toBe(false)
      other.abort(new Error('left, too'))
      clock.advance(0)
      expect(isAborted()).toBe(true)
      expect(await follower).toMatchObject({ message: 'left, too' })
      await rejectionOf(leader.landed)
    })
  })

  it('before the head leaves his body to nobody, and the others theirs', async () => {
    const { network, join } = arriving()
    const controller = new AbortController()
    const leader = rejectionOf(join(controller.signal))
    controller.abort(new Error('left'))
    const follower = join()
    network.send('text')
    network.end()
    expect(await leader).toMatchObject({ message: 'left' })
    expect((await follower)?.value).toMatchObject({ content: 'text' })
  })

  it('after the end of the body is still sent away: what is left of it is not read', async () => {
    const { network, lead } = arriving()
    const controller = new AbortController()
    const leader = await lead(controller.signal)
    network.send('text')
    controller.abort(new Error('left'))
    expect(await rejectionOf(leader.body.getReader().read())).toMatchObject({ message: 'left' })
    network.end()
    await leader.landed
  })

  it('by the end of the session, fails with its reason', async () => {
    const { lead, flights } = arriving()
    const leader = await lead()
    const reason = new Error('ended')
    flights.end(reason)
    expect(await rejectionOf(leader.body.getReader().read())).toBe(reason)
    expect(await rejectionOf(leader.landed)).toBe(reason)
  })
})

describe('I33: a body over the limit', () => {
  it('is the leader’s alone, at his pace; who came along hears that there is nothing', async () => {
    const { network, lead, join } = arriving(3)
    const leader = await lead()
    const follower = join()
    network.send('text')
    expect((await follower)?.value).toBeUndefined()
    const reader = leader.body.getReader()
    expect(await nextText(reader)).toBe('text')
    const asked = network.asked()
    await turn()
    expect(network.asked()).toBe(asked)
    network.send('more')
    expect(await nextText(reader)).toBe('more')
  })

  it('is still aborted by the leader’s signal, and by the end of the session', async () => {
    for (const by of ['signal', 'session'] as const) {
      const { network, lead, flights, isAborted } = arriving(3)
      const controller = new AbortController()
      const leader = await lead(controller.signal)
      network.send('text')
      await leader.landed
      const reader = leader.body.getReader()
      await reader.read()
      const next = rejectionOf(reader.read())
      const reason = new Error(by)
      if (by === 'signal') controller.abort(reason)
      else flights.end(reason)
      expect(await next).toBe(reason)
      expect(isAborted()).toBe(true)
    }
  })

  it.each([
    ['before the head', false],
    ['after the head', true],
  ])('lets the network go when the leader left %s, although others wait', async (_, after) => {
    const { network, join } = arriving(3)
    const controller = new AbortController()
    const leader = join(controller.signal)
    leader.catch(() => undefined)
    const follower = join()
    if (after) await leader
    controller.abort(new Error('left'))
    network.send('text')
    expect((await follower)?.value).toBeUndefined()
    await turn()
    expect(network.cancelled()).toBeDefined()
  })
})
