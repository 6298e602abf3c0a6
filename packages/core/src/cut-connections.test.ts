import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BODY,
  type CuttingServer,
  FORMER,
  type Framing,
  framings,
  startCuttingServer,
} from './cutting.test-server.ts'
import { type Door, doors } from './doors.test-tool.ts'
import type { Etagged } from './etagged.ts'
import { createRecordedClient, rejectionOf } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const WHOLE = `text ${BODY}`

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

interface How {
  readonly door: Door
  readonly hasFormer: boolean
  readonly hasDisk: boolean
}

/** What a caller has of one door: the same as of `fetch`, and by `json` the data or the error. */
async function had(etagged: Etagged, door: Door, url: string): Promise<string> {
  if (door === 'fetch') return seenBy(etagged.fetch, url)
  try {
    return `data ${JSON.stringify((await etagged.json(url)).data)}`
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}

/** One client asks for what is cut: what its caller has, and what is stored then, in both tiers. */
async function ask(framing: Framing, cut: number, { door, hasFormer, hasDisk }: How) {
  const disk = createMemoryDisk()
  const { etagged } = createRecordedClient(hasDisk ? { store: disk.persistence } : {})
  const url = `${server.url(framing, cut)}${hasFormer ? '?former' : ''}`
  if (hasFormer) await etagged.json(url)
  const caller = await had(etagged, door, url)
  await etagged.idle()
  const stored = await storedIn(etagged, url)
  const rows = hasDisk ? disk.rows('anonymous').map(({ body }) => body.content) : 'no disk'
  return { caller, stored, rows }
}

/** The same, by what a bare `fetch` sees there. */
function expected(framing: Framing, bare: string, { door, hasFormer, hasDisk }: How) {
  const isWhole = bare === WHOLE
  const isTaken = isWhole || (door === 'fetch' && isUndetectable(framing, bare))
  const former = hasFormer ? FORMER : undefined
  const stored = isTaken ? bare.slice('text '.length) : former
  const fault = bare.startsWith('text') ? 'BodyError' : 'TypeError'
  return {
    caller: door === 'fetch' ? bare : isWhole ? `data ${BODY}` : fault,
    stored,
    rows: hasDisk ? [stored].filter((row) => row !== undefined) : 'no disk',
  }
}

/** The network says that it is whole, and a text may end anywhere. */
function isUndetectable({ contentType }: Framing, bare: string): boolean {
  return bare.startsWith('text') && bare !== WHOLE && contentType === 'text/plain'
}

/** By both doors; for a body also with and without a former response; on disk at every other byte. */
function waysFor({ headLength }: Framing, cut: number): readonly How[] {
  const formers = cut < headLength ? [cut % 4 < 2] : [true, false]
  return doors.flatMap((door) =>
    formers.map((hasFormer) => ({ door, hasFormer, hasDisk: cut % 2 === 0 })),
  )
}

describe('I17, I11: a connection that is cut at any byte of a response', () => {
  it.each(framings)(
    'leaves nothing partial in the store, and what was there: $name',
    async (framing) => {
      const { name, wire, isCloseDelimited } = framing
      const points = Array.from({ length: wire.length + 1 }, (_, cut) => cut)
      const bare = await Promise.all(points.map((cut) => seenBy(fetch, server.url(framing, cut))))
      const asked = points.flatMap((cut) => waysFor(framing, cut).map((how) => ({ cut, how })))
      const found = await Promise.all(asked.map(({ cut, how }) => ask(framing, cut, how)))

      const should = asked.map(({ cut, how }) => expected(framing, bare[cut] ?? '', how))
      expect(found).toEqual(should)
      expect(bare.at(-1)).toBe(WHOLE)
      const undetectable = bare.filter((seen) => isUndetectable(framing, seen)).length
      expect(undetectable === 0 || isCloseDelimited).toBe(true)
      console.log(
        `I17: ${name}: ${points.length} cut points, ${bare.length + asked.length} requests; ${undetectable} cuts that nobody can tell from an end`,
      )
    },
  )

  it.each(['application/json', 'text/plain'])(
    'is an incomplete body where the network takes it for an end, if Content-Length tells: %s',
    async (type) => {
      for (let cut = 0; cut < BODY.length; cut++) {
        const disk = createMemoryDisk()
        const { etagged, statuses } = createRecordedClient({
          baseUrl: 'https://api.test',
          store: disk.persistence,
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
    },
  )
})
