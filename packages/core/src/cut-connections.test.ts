import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BODY,
  type CuttingServer,
  FORMER,
  type Framing,
  framings,
  startCuttingServer,
} from './cutting.test-server.ts'
import type { Etagged } from './etagged.ts'
import { createRecordedClient, rejectionOf } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

let server: CuttingServer
beforeAll(async () => {
  server = await startCuttingServer()
})
afterAll(() => server[Symbol.asyncDispose]())

/** What a caller of `fetch` sees: how far he comes, and what he has then. */
async function seenBy(caller: typeof fetch, url: string): Promise<string> {
  try {
    const response = await caller(url)
    try {
      return `text ${await response.text()}`
    } catch {
      return 'the body fails'
    }
  } catch {
    return 'the call fails'
  }
}

/** What of the URL is stored, in whichever tier: its body, if any. */
async function storedIn(etagged: Etagged, url: string): Promise<string | undefined> {
  const response = await etagged.fetch(url, { cache: 'only-if-cached' })
  return response.ok ? response.text() : undefined
}

interface Tally {
  cuts: number
  requests: number
  /** Cut points after which the network itself takes the part for the whole, and its type cannot tell. */
  undetectable: number
}

/** One client asks by one door for what is cut, with or without a former response in the store. */
async function ask(
  framing: Framing,
  cut: number,
  bare: string,
  how: { readonly door: 'fetch' | 'json'; readonly hasFormer: boolean; readonly hasDisk: boolean },
): Promise<void> {
  const { door, hasFormer, hasDisk } = how
  const disk = createMemoryDisk()
  const { etagged } = createRecordedClient(hasDisk ? { store: disk.createStore } : {})
  const url = `${server.url(framing, cut)}${hasFormer ? '?former' : ''}`
  if (hasFormer) await etagged.json(url)

  const isWhole = bare === `text ${BODY}`
  if (door === 'fetch') expect(await seenBy(etagged.fetch, url)).toBe(bare)
  else if (isWhole) expect((await etagged.json(url)).data).toEqual(JSON.parse(BODY))
  else {
    const error = await rejectionOf(etagged.json(url))
    expect(error).toMatchObject({ name: bare.startsWith('text') ? 'BodyError' : 'TypeError' })
  }

  await etagged.idle()
  const former = hasFormer ? FORMER : undefined
  const isTaken = isWhole || (door === 'fetch' && isUndetectable(framing, bare))
  const expected = isTaken ? bare.slice('text '.length) : former
  expect(await storedIn(etagged, url)).toBe(expected)
  if (!hasDisk) return
  expect(disk.rows('anonymous').map(({ body }) => body.content)).toEqual(
    expected === undefined ? [] : [expected],
  )
}

/** The network says that it is whole, and a text may end anywhere. */
function isUndetectable({ contentType }: Framing, bare: string): boolean {
  return bare.startsWith('text') && bare !== `text ${BODY}` && contentType === 'text/plain'
}

const doors = ['fetch', 'json'] as const

/** By both doors; for a body also with and without a former response; on disk at every other byte. */
function waysFor({ headLength }: Framing, cut: number) {
  const formers = cut < headLength ? [cut % 4 < 2] : [true, false]
  return doors.flatMap((door) =>
    formers.map((hasFormer) => ({ door, hasFormer, hasDisk: cut % 2 === 0 })),
  )
}

describe('I17, I11: a connection that is cut at any byte of a response', () => {
  it.each(framings)(
    'leaves nothing partial in the store, and what was there: $name',
    async (framing) => {
      const tally: Tally = { cuts: 0, requests: 0, undetectable: 0 }
      const points = Array.from({ length: framing.wire.length + 1 }, (_, cut) => cut)
      await Promise.all(
        points.map(async (cut) => {
          const bare = await seenBy(fetch, server.url(framing, cut))
          const ways = waysFor(framing, cut)
          for (const how of ways) await ask(framing, cut, bare, how)
          tally.cuts++
          tally.requests += 1 + ways.length
          if (isUndetectable(framing, bare)) tally.undetectable++
          if (cut === framing.wire.length) expect(bare).toBe(`text ${BODY}`)
        }),
      )
      console.log(
        `I17: ${framing.name}: ${tally.cuts} cut points, ${tally.requests} requests, ${tally.undetectable} that nobody can tell from an end`,
      )
      if (!framing.isCloseDelimited) expect(tally.undetectable).toBe(0)
    },
  )

  it('is an incomplete body where the network takes it for an end, if Content-Length tells', async () => {
    for (let cut = 0; cut < BODY.length; cut++) {
      for (const type of ['application/json', 'text/plain']) {
        const disk = createMemoryDisk()
        const { etagged, statuses } = createRecordedClient({
          baseUrl: 'https://api.test',
          store: disk.createStore,
          fetch: async () =>
            new Response(BODY.slice(0, cut), {
              headers: { etag: '"1"', 'content-type': type, 'content-length': `${BODY.length}` },
            }),
        })
        expect(await seenBy(etagged.fetch, '/coins')).toBe(`text ${BODY.slice(0, cut)}`)
        const error = await rejectionOf(etagged.json('/coins'))
        expect(error).toMatchObject({ name: 'BodyError', fault: 'cut-short' })
        await etagged.idle()
        expect(statuses().map((status) => status.split('=').at(-1))).toEqual([
          'incomplete-body',
          'incomplete-body',
        ])
        expect(etagged.stats().entries).toBe(0)
        expect(disk.rows('anonymous')).toEqual([])
      }
    }
  })
})
