import { type Clock, createEtagged, type EtaggedOptions } from '@etagged/core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { record } from '../record.ts'
import { type Recording, recordingOf } from './recording.ts'

/** As in a page. */
beforeEach(() => {
  vi.stubGlobal('document', {})
  vi.stubGlobal('window', new EventTarget())
})

const START = 1_800_000_000
/** A clock that stands still. */
const clock: Clock = { now: () => START, after: () => () => undefined }

const fields = { etag: '"1"', 'cache-control': 'max-age=60' }

/** A client whose origin answers with the path it was asked for. */
function recorded(options: EtaggedOptions = {}): Recording {
  return recordingOf(
    createEtagged({
      baseUrl: 'https://api.test',
      clock,
      fetch: async (input, init) => {
        const { url, headers } = new Request(input, init)
        return headers.has('if-none-match')
          ? new Response(null, { status: 304, headers: fields })
          : Response.json({ url }, { headers: fields })
      },
      ...options,
    }),
  )
}

/** A browser that measures what it is told. */
function stubTimings(): { readonly tell: (name: string, encodedBodySize: number) => void } {
  const listeners = new Set<(list: { getEntries(): Timing[] }) => void>()
  class Timing {
    readonly name: string
    readonly encodedBodySize: number

    constructor(name: string, encodedBodySize: number) {
      this.name = name
      this.encodedBodySize = encodedBodySize
    }
  }
  vi.stubGlobal('PerformanceResourceTiming', Timing)
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static readonly supportedEntryTypes = ['resource']
      constructor(hear: (list: { getEntries(): Timing[] }) => void) {
        listeners.add(hear)
      }
      observe(): void {}
      disconnect(): void {}
    },
  )
  return {
    tell(name, size) {
      for (const hear of listeners) hear({ getEntries: () => [new Timing(name, size)] })
    },
  }
}

const shown = ({ requests }: Recording) =>
  requests.rows().map(({ url, end }) => [new URL(url).pathname, end?.type])

describe('a recording', () => {
  it('is one for a client, whoever asks for it', () => {
    const { client, ...recording } = recorded()
    expect(recordingOf(client).requests).toBe(recording.requests)
  })

  it('tells of requests what they were, why, and what they saved', async () => {
    const recording = recorded()
    const { client, requests, savings, timeline, stats, tallies } = recording
    await client.json('/coins')
    await client.json('/coins')
    await client.json('/coins', { cache: 'no-cache' })
    expect(requests.rows().map(({ decisions }) => decisions.map((each) => each.because))).toEqual([
      ['request-no-cache', 'not-modified'],
      ['fresh'],
      ['nothing-stored', 'full-response'],
    ])
    const { bytes = 0 } = client.entries()[0] ?? {}
    expect(savings.read()).toStrictEqual({ measured: 0, estimated: 2 * bytes })
    expect(tallies.of('https://api.test/coins')).toStrictEqual({ hits: 1, validated: 1 })
    expect(stats.read()).toMatchObject({ hits: 1, validated: 1, misses: 1 })
    expect(timeline.slices(START).at(-1)?.counts).toStrictEqual({
      memory: 1,
      disk: 0,
      validated: 1,
      network: 1,
      failed: 0,
    })
    recording.stop()
  })

  it('counts the requests that are under way', async () => {
    const answer = Promise.withResolvers<Response>()
    const { client, requests } = recorded({ fetch: () => answer.promise })
    const asked = client.json('/coins')
    await Promise.resolve()
    expect(requests.underWay()).toBe(1)
    answer.resolve(Response.json({}))
    await asked
    expect(requests.underWay()).toBe(0)
  })

  it('counts a caller who left nowhere, neither as an answer nor as a failure', async () => {
    const { client, requests, timeline, latencies } = recorded({
      fetch: async (_, init) => {
        init?.signal?.throwIfAborted()
        return new Promise((_answer, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
        })
      },
    })
    const leaving = new AbortController()
    const asked = client.json('/coins', { signal: leaving.signal }).catch(String)
    await Promise.resolve()
    leaving.abort()
    expect(await asked).toContain('AbortError')
    expect(requests.rows()[0]?.end?.type).toBe('failure')
    const sum = timeline.slices(START).flatMap(({ counts }) => Object.values(counts))
    const timed = Object.values(latencies.read()).flat()
    expect([...sum, ...timed].every((count) => count === 0)).toBe(true)
  })

  it("knows the time of the cache's clock", async () => {
    const { client, now } = recorded()
    await client.json('/coins')
    expect(now()).toBeGreaterThanOrEqual(START)
    expect(now()).toBeLessThan(START + 60)
  })

  it('is forgotten once it is stopped, and the next one begins anew', async () => {
    const { client } = recorded()
    const stop = record(client)
    await client.json('/coins')
    stop()
    const next = recordingOf(client)
    expect(shown(next)).toStrictEqual([])
    // Whoever stops it twice does not end the next.
    stop()
    expect(recordingOf(client)).toBe(next)
    await client.json('/coins')
    expect(shown(next)).toHaveLength(1)
    next.stop()
  })

  it('is none where there is no document', () => {
    vi.stubGlobal('document', undefined)
    vi.useFakeTimers()
    const client = createEtagged({ baseUrl: 'https://api.test' })
    const heard = [vi.spyOn(client, 'subscribe'), vi.spyOn(client, 'inspect')]
    const stop = record(client)
    for (const hear of heard) expect(hear).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
    stop()
    vi.useRealTimers()
  })

  it('measures a hit by the body that a validation in the background brought', async () => {
    const { tell } = stubTimings()
    let length = 998
    const { client, savings } = recorded({
      fetch: async () =>
        Response.json('x'.repeat(length), {
          headers: { 'cache-control': 'max-age=0, stale-while-revalidate=60' },
        }),
    })
    // Only `fetch` is answered by what is stale.
    const read = async () => (await client.fetch('/coins')).text()
    await read()
    tell('https://api.test/coins', 500)
    length = 98
    await read()
    await client.idle()
    tell('https://api.test/coins', 50)
    expect(savings.read()).toStrictEqual({ measured: 500, estimated: 0 })
    await read()
    expect(savings.read()).toStrictEqual({ measured: 500 + 50, estimated: 0 })
    await client.idle()
  })

  it('hears no more once it is stopped', async () => {
    const recording = recorded()
    recording.stop()
    await recording.client.json('/coins')
    expect(shown(recording)).toStrictEqual([])
    expect(recording.stats.read().requests).toBe(0)
  })
})

describe('when the session changes, a recording', () => {
  it('forgets the rows with their bodies, and what it counted of URLs', async () => {
    const recording = recorded()
    const { client } = recording
    await client.signIn('ann')
    await client.json('/mine')
    await client.json('/mine', { cache: 'reload' })
    expect(recording.requests.rows()[0]?.change?.body.content).toContain('/mine')
    await client.signIn('bob')
    expect(shown(recording)).toStrictEqual([])
    expect(recording.tallies.of('https://api.test/mine')).toBeUndefined()
    // Figures tell of nobody.
    expect(recording.stats.read().requests).toBe(2)
  })

  it('keeps out what ends in the new one of a request of the former', async () => {
    const answer = Promise.withResolvers<Response>()
    const recording = recorded({ fetch: () => answer.promise })
    const { client } = recording
    await client.signIn('ann')
    const asked = client.json('/mine').catch((error: unknown) => String(error))
    await Promise.resolve()
    expect(recording.requests.underWay()).toBe(1)
    await client.signOut()
    answer.resolve(Response.json({ secret: 'of ann' }))
    expect(await asked).toContain('SessionEndedError')
    expect(shown(recording)).toStrictEqual([])
    expect(recording.requests.underWay()).toBe(0)
  })

  it("records what is everyone's in each", async () => {
    const recording = recorded({ audience: 'everyone' })
    const { client } = recording
    await client.signIn('ann')
    await client.json('/coins')
    expect(shown(recording)).toStrictEqual([['/coins', 'request']])
    await client.signIn('bob')
    await client.json('/coins')
    expect(shown(recording)).toStrictEqual([['/coins', 'request']])
  })
})
