import { expect, it, onTestFinished } from 'vitest'
import { createEtagged } from '../create-etagged.ts'
import type { EtaggedOptions } from '../etagged.ts'
import { createDoctor } from './create-doctor.ts'

interface Situation {
  readonly says: string
  readonly stack?: 'fastify' | 'express'
  /** What is wrong with the API. */
  readonly switches?: Readonly<Record<string, unknown>>
  readonly options?: EtaggedOptions
  /** What five reads cost, with a trade before the last but one. `?` is a conditional request. */
  readonly trips: readonly string[]
  readonly found: readonly string[]
}

const FALLBACK = ['200', '?error', '200', '?error', '200', '200', '200']
const VALIDATED = ['200', '?304', '?304', '?200', '?304']
const FULL = ['200', '200', '200', '200', '200']

const SITUATIONS: readonly Situation[] = [
  { says: 'that allows all it should', trips: VALIDATED, found: [] },
  {
    says: 'that exposes no ETag',
    switches: { exposeEtag: false },
    trips: FULL,
    found: ['etag-not-exposed Access-Control-Expose-Headers: ETag'],
  },
  {
    says: 'whose preflight allows no If-None-Match',
    switches: { allowConditional: false },
    trips: FALLBACK,
    found: ['preflight-refuses-if-none-match Access-Control-Allow-Headers: If-None-Match'],
  },
  {
    says: 'whose 304 lacks the fields of CORS',
    switches: { corsOn304: false },
    trips: FALLBACK,
    found: [`304-without-cors-fields Access-Control-Allow-Origin: ${location.origin}`],
  },
  {
    says: 'whose preflight and 304 are both wrong',
    switches: { allowConditional: false, corsOn304: false },
    trips: FALLBACK,
    found: ['preflight-refuses-if-none-match Access-Control-Allow-Headers: If-None-Match'],
  },
  {
    says: 'that takes the no-cache of fetch for a reload',
    stack: 'express',
    trips: ['200', '?200', '?200', '?200', '?200'],
    found: ['wasted-validation Access-Control-Allow-Headers: Cache-Control'],
  },
  {
    says: 'that would, if the app did not say crossOriginCacheControl',
    stack: 'express',
    options: { crossOriginCacheControl: true },
    trips: VALIDATED,
    found: [],
  },
  {
    says: 'that varies by everything',
    switches: { fields: { vary: '*' } },
    trips: FULL,
    found: ['vary-star Vary: <request fields that change the answer>'],
  },
  {
    says: 'that forbids to store',
    switches: { fields: { 'cache-control': 'no-store' } },
    trips: FULL,
    found: ['no-store-with-validator Cache-Control: private, no-cache'],
  },
  { says: 'that redirects', switches: { redirect: 307 }, trips: FULL, found: [] },
]

/** An API on another origin in this situation, and a page that reads it. */
async function open({ stack = 'fastify', switches = {}, options = {} }: Partial<Situation>) {
  const answer = await fetch('/coins-elsewhere')
  const base = `${await answer.text()}/${stack}`

  async function control(path: string, method: string, body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/json' }
    const { ok } = await fetch(`${base}/_control${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    })
    expect(ok).toBe(true)
  }

  await control('/reset', 'POST', {})
  await control('', 'PATCH', switches)
  const trips: string[] = []
  const etagged = createEtagged({
    baseUrl: base,
    tabs: false,
    async fetch(input, init) {
      const isConditional = new Headers(init?.headers).has('if-none-match')
      const note = (end: unknown) => trips.push(`${isConditional ? '?' : ''}${String(end)}`)
      try {
        const response = await fetch(input, init)
        note(response.status)
        return response
      } catch (error) {
        note('error')
        throw error
      }
    },
    ...options,
  })
  onTestFinished(() => etagged.close())
  const said: string[] = []
  // What it asks the server to find out is no trip of the app's.
  const doctor = createDoctor(etagged, { log: (text) => said.push(text), fetch })
  // The browser remembers preflights by URL for some seconds.
  const path = `/coins?sort=market_cap&limit=3&test=${crypto.randomUUID()}`
  return {
    control,
    etagged,
    doctor,
    said,
    trips,
    read: async () => (await etagged.json(path)).data,
    /** The same without a cache. */
    truth: async (): Promise<unknown> => (await fetch(base + path, { cache: 'no-store' })).json(),
  }
}

/** The first coin of a list. */
function mintOf(coins: unknown): unknown {
  return Array.isArray(coins) ? Reflect.get(Object(coins[0]), 'mint') : undefined
}

it.each(SITUATIONS)(
  'an API on another origin $says: right data each time, and the fault named once',
  async (row) => {
    const { control, doctor, said, trips, read, truth } = await open(row)
    const data: unknown[] = []
    for (let time = 0; time < 5; time++) {
      if (time === 3) await control('/trade', 'POST', { mint: mintOf(data[0]), lamports: 1e9 })
      data.push(await read())
      expect(data[time]).toEqual(await truth())
    }
    expect(data[3]).not.toEqual(data[2])
    await doctor.idle()
    expect(trips).toEqual(row.trips)
    expect(doctor.findings.map(({ id, fix }) => `${id} ${fix}`)).toEqual(row.found)
    expect(said).toHaveLength(row.found.length)
  },
)

it('an API that cannot be reached for a while: its error, one request more, and no finding', async () => {
  const { control, doctor, trips, read, truth } = await open({})
  const first = await read()
  await control('', 'PATCH', { offline: true })
  for (let time = 0; time < 3; time++) await expect(read()).rejects.toBeInstanceOf(TypeError)
  await control('', 'PATCH', { offline: false })
  for (let time = 0; time < 2; time++) expect(await read()).toEqual(first)
  expect(first).toEqual(await truth())
  await doctor.idle()
  expect(trips).toEqual(['200', '?error', 'error', 'error', 'error', '200', '?304'])
  expect(doctor.findings).toEqual([])
})

it.each([
  { switches: { allowConditional: false }, found: 'preflight-refuses-if-none-match' },
  { switches: { corsOn304: false }, found: '304-without-cors-fields' },
])('$found is found by way of the client, too', async ({ switches, found }) => {
  const { etagged, read } = await open({ switches })
  const doctor = createDoctor(etagged, { log: () => {} })
  for (let time = 0; time < 3; time++) await read()
  await doctor.idle()
  expect(doctor.findings.map(({ id }) => id)).toEqual([found])
})
