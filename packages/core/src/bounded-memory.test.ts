import { memoryUsage } from 'node:process'
import { describe, expect, it, vi } from 'vitest'
import { collectGarbage } from './collect-garbage.test-tool.ts'
import { createEtagged } from './create-etagged.ts'
import type { Etagged } from './etagged.ts'
import { createManualClock } from './manual.test-clock.ts'
import { createRecordedClient, rejectionOf, turn } from './recorded.test-client.ts'

const MEBIBYTE = 2 ** 20
const CHUNK = 2 ** 16
const LIMIT = MEBIBYTE
const WAITERS = 100

interface Download {
  /** Chunks that were taken. */
  readonly taken: () => number
  /** Lets so many more chunks arrive. */
  arrive(chunks: number): void
}

/** A network whose bodies have so many chunks: each comes when it was let, and is asked for. */
function slowNetwork(
  chunks: number,
  { byte = 0x61, headers = {} }: { byte?: number; headers?: Record<string, string> | undefined },
) {
  const downloads: Download[] = []

  async function network(): Promise<Response> {
    let taken = 0
    let arrived = 0
    let proceed = (): void => undefined
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        async pull(controller) {
          if (taken === arrived) {
            await new Promise<void>((resolve) => {
              proceed = resolve
            })
          }
          controller.enqueue(new Uint8Array(CHUNK).fill(byte))
          taken++
          if (taken === chunks) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    downloads.push({
      taken: () => taken,
      arrive(more) {
        arrived += more
        proceed()
      },
    })
    const fields = { 'content-type': 'text/plain', etag: '"1"', 'cache-control': 'max-age=60' }
    return new Response(body, { headers: { ...fields, ...headers } })
  }

  return { network, downloads }
}

function client(network: typeof fetch, maxBodyBytes = 8 * MEBIBYTE) {
  return createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: network,
    memory: { maxBytes: 100 * MEBIBYTE },
    maxBodyBytes,
  })
}

/** Tells how many bytes are held more than at first. */
async function memoryMeter(): Promise<() => Promise<number>> {
  async function inUse(): Promise<number> {
    let least = Number.POSITIVE_INFINITY
    // What is garbage goes by and by.
    for (let quiet = 0; quiet < 2; quiet++) {
      await collectGarbage()
      const { heapUsed, external } = memoryUsage()
      const now = heapUsed + external
      if (now < least - CHUNK) quiet = -1
      least = Math.min(least, now)
    }
    return least
  }
  const first = await inUse()
  return async () => (await inUse()) - first
}

describe('I33: memory is bounded', () => {
  async function readOne(response: Response): Promise<ReadableStreamDefaultReader<Uint8Array>> {
    const reader = response.body?.getReader()
    if (reader === undefined) throw new Error('It has no body')
    await reader.read()
    return reader
  }

  it.each([
    ['text', 0x61],
    ['bytes that are no text', 0xff],
  ])(
    '200 slow readers of one large body hold it once: %s',
    { timeout: 60_000 },
    async (_, byte) => {
      const chunks = 64
      const size = chunks * CHUNK
      const { network, downloads } = slowNetwork(chunks, { byte })
      const { etagged } = client(network)
      const warmUp = await etagged.fetch('/warm-up')
      downloads[0]?.arrive(chunks)
      await warmUp.text()
      await etagged.remove('all')

      const more = await memoryMeter()
      const samples: number[] = []
      const leader = await etagged.fetch('/large')
      const followers = Array.from({ length: WAITERS }, () => etagged.fetch('/large'))
      const reading = leader.body?.pipeTo(new WritableStream())
      for (let sent = 0; sent < chunks; sent += 16) {
        downloads[1]?.arrive(16)
        samples.push(await more())
      }
      const responses = await Promise.all(followers)
      await reading
      samples.push(await more())
      const hits = await Promise.all(Array.from({ length: WAITERS }, () => etagged.fetch('/large')))
      const readers = await Promise.all([...responses, ...hits].map(readOne))
      samples.push(await more())

      expect(downloads).toHaveLength(2)
      expect(readers).toHaveLength(2 * WAITERS)
      const peak = Math.max(...samples) / size
      console.log(
        `I33: ${readers.length} readers hold ${peak.toFixed(2)} × the body of ${size} bytes`,
      )
      expect(peak).toBeLessThan(2)
    },
  )

  it.each([
    ['that says so is not read ahead at all', true, 0],
    ['that does not is read ahead as far as the limit', false, LIMIT / CHUNK + 1],
  ])('a body over the limit %s, and its reader sets the pace', async (_, saysSo, ahead) => {
    const chunks = 1000
    const length = saysSo ? { 'content-length': String(chunks * CHUNK) } : undefined
    const { network, downloads } = slowNetwork(chunks, { headers: length })
    const { etagged, statuses } = client(network, LIMIT)
    const more = await memoryMeter()
    const leader = await etagged.fetch('/large')
    const followers = Array.from({ length: WAITERS }, () => etagged.fetch('/large'))
    downloads[0]?.arrive(chunks)
    const responses = await Promise.all(followers)
    for (const download of downloads.slice(1)) download.arrive(chunks)
    for (let times = 0; times < 5; times++) await turn()

    // Each has an exchange of his own, of which nothing is collected.
    expect(downloads.map(({ taken }) => taken())).toEqual([
      ahead,
      ...Array.from({ length: WAITERS }, () => (saysSo ? 0 : 1)),
    ])
    const reader = await readOne(leader)
    for (let read = 1; read < 100; read++) await reader.read()
    await turn()
    expect(downloads[0]?.taken()).toBe(100)
    const held = (await more()) / LIMIT
    console.log(`I33: ${WAITERS} readers of what streams hold ${held.toFixed(2)} × the limit`)
    expect(held * LIMIT).toBeLessThan(LIMIT + 2 * WAITERS * CHUNK)
    expect(etagged.stats().entries).toBe(0)
    expect(statuses().every((status) => status.endsWith('detail=too-long'))).toBe(true)
    expect(responses).toHaveLength(WAITERS)
    await reader.cancel()
    await etagged.close()
  })
})

describe('I33: at rest', () => {
  const paths = Array.from({ length: 20 }, (_, index) => `/coins/${index}`)

  /** What a request can meet: by its number, so that each kind meets each path. */
  async function network(input: unknown, init: RequestInit = {}): Promise<Response> {
    init.signal?.throwIfAborted()
    const kind = Number(new URL(String(input)).searchParams.get('kind'))
    if (kind === 1) throw new TypeError('offline')
    if (kind === 2) return new Response('down', { status: 503 })
    const isStored = kind === 0 || kind === 3
    const headers = {
      'cache-control': isStored ? 'max-age=1, stale-while-revalidate=9' : 'no-store',
    }
    const body = kind === 3 ? 'x'.repeat(2000) : '{"a":1}'
    return new Response(init.method === 'HEAD' ? null : body, {
      headers: { ...headers, etag: '"1"' },
    })
  }

  /** So many at once. */
  const OPERATIONS = 7

  async function operate(etagged: Etagged, number: number): Promise<void> {
    const url = `${paths[number % paths.length] ?? ''}?kind=${number % 5}`
    const controller = new AbortController()
    const { signal } = controller
    const calls = [
      etagged.json(url, { signal }),
      etagged.fetch(url, { signal }).then((response) => response.text()),
      etagged.fetch(url, { signal }),
      etagged.fetch(url).then((response) => response.body?.cancel()),
      etagged.fetch(url, { method: number % 7 === 0 ? 'PUT' : 'HEAD', signal }),
      etagged.fetch(url, { cache: 'only-if-cached' }),
      etagged.peek(url),
    ]
    if (number % 3 === 0) controller.abort()
    await Promise.allSettled(calls)
    if (number % 11 === 0) await etagged.invalidate({ url })
    if (number % 13 === 0) await etagged.remove({ url })
  }

  /** Every map and set that is made meanwhile. */
  async function listsMadeBy(make: () => Promise<unknown>) {
    const lists: { readonly size: number }[] = []
    for (const list of [Map, Set]) {
      const listed = new Proxy(list, {
        construct(target, given, by) {
          const made = Reflect.construct(target, given, by) as Map<unknown, unknown>
          lists.push(made)
          return made
        },
      })
      vi.stubGlobal(list.name, listed)
    }
    await make()
    vi.unstubAllGlobals()
    return lists
  }

  it('after 10,000 operations every list is as long as after 3,000, and no timer waits', async () => {
    // The platform’s own come first.
    await (await fetch('data:,text')).text()
    const clock = createManualClock()
    let etagged = createEtagged()
    const lists = await listsMadeBy(async () => {
      const baseUrl = 'https://api.test'
      etagged = createEtagged({ baseUrl, fetch: network, maxBodyBytes: 1000, clock })
      // The first request opens the partition.
      await rejectionOf(etagged.json('/first?kind=1'))
    })
    let number = 0

    async function sizesAfter(operations: number): Promise<readonly number[]> {
      for (; number * OPERATIONS < operations; number++) {
        await operate(etagged, number)
        if (number % 10 === 0) clock.advance(1)
      }
      await etagged.remove('all')
      clock.advance(1)
      await etagged.idle()
      // A body that streams is on a list for as long as somebody holds it.
      for (let times = 0; times < 3; times++) await collectGarbage()
      return lists.map(({ size }) => size)
    }

    const early = await sizesAfter(3000)
    const late = await sizesAfter(10_000)
    console.log(`I33: ${number * OPERATIONS} operations, ${late.length} lists: ${late.join(' ')}`)
    expect(late.length).toBeGreaterThan(15)
    expect(late).toEqual(early)
    expect(clock.waiting()).toBe(0)
  })
})
