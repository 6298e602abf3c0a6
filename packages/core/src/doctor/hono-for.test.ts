import { Hono, type MiddlewareHandler } from 'hono'
import * as honoCors from 'hono/cors'
import * as honoEtag from 'hono/etag'
import { expect, it, vi } from 'vitest'
import { createRecordedClient } from '../recorded.test-client.ts'
import { acrossOrigins } from './across-origins.test-tool.ts'
import { createDoctor } from './create-doctor.ts'
import type { Finding } from './finding.ts'
import { aFinding } from './a-finding.test-fixture.ts'
import { pasteFor } from './paste-for.ts'

const API = 'https://api.test'
const PAGE = 'https://page.test'

const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'hono/cors': { ...honoCors },
  'hono/etag': { ...honoEtag },
}

/** Runs the text as somebody does who has pasted it into his server. */
function paste(text: string, app: Hono): void {
  const imported: [name: string, value: unknown][] = [['app', app]]
  const body = text.replaceAll(
    /^import \{ (.*) \} from '(.*)'$/gm,
    (_, names: string, from: string) => {
      for (const name of names.split(', ')) {
        expect(modules[from]).toHaveProperty(name)
        imported.push([name, modules[from]?.[name]])
      }
      return ''
    },
  )
  // oxlint-disable-next-line typescript/no-implied-eval -- it is our own text
  const run = new Function(...imported.map(([name]) => name), body)
  Reflect.apply(
    run,
    undefined,
    imported.map(([, value]) => value),
  )
}

interface Row {
  readonly id: string
  /** What of the server is wrong, if nothing is pasted; and stays, if the paste goes before it. */
  readonly wrong?: readonly MiddlewareHandler[]
  readonly stays?: readonly MiddlewareHandler[]
  readonly isOwn?: boolean
  readonly init?: RequestInit
  readonly crossOriginCacheControl?: boolean
}

const { cors } = honoCors
const { etag } = honoEtag
const exposeHeaders = ['ETag']
const permission = ['access-control-allow-origin', 'access-control-expose-headers']
const retained = etag({ retainedHeaders: [...honoEtag.RETAINED_304_HEADERS, ...permission] })
const right = [cors({ origin: PAGE, exposeHeaders }), retained]

/** A field of every answer, as a route sets it. */
const sending =
  (name: string, value: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    c.header(name, value)
  }

const allowing = (...allowHeaders: string[]): readonly MiddlewareHandler[] => [
  cors({ origin: PAGE, allowHeaders, exposeHeaders }),
  retained,
]

/** Sends a tag, and takes no notice of one. */
const careless = sending('etag', '"1"')

const ROWS: readonly Row[] = [
  { id: 'etag-not-exposed', wrong: [cors({ origin: PAGE }), retained] },
  { id: 'no-validator', isOwn: true, wrong: [] },
  { id: 'preflight-refuses-if-none-match', wrong: allowing('Authorization') },
  {
    id: 'preflight-refuses-if-modified-since',
    wrong: allowing('If-None-Match'),
    stays: [sending('last-modified', 'Sat, 01 Jan 2000 00:00:00 GMT')],
  },
  {
    id: 'preflight-refuses-cache-control',
    crossOriginCacheControl: true,
    wrong: allowing('If-None-Match'),
  },
  { id: '304-without-cors-fields', wrong: [etag(), cors({ origin: PAGE, exposeHeaders })] },
  {
    id: '304-without-cors-fields',
    init: { credentials: 'include' },
    wrong: [etag(), cors({ origin: PAGE, exposeHeaders, credentials: true })],
  },
  { id: 'wasted-validation', isOwn: true, wrong: [], stays: [careless] },
  {
    id: 'wasted-validation',
    wrong: [cors({ origin: PAGE, exposeHeaders })],
    stays: [careless],
  },
  { id: 'vary-star', isOwn: true, wrong: [], stays: [etag(), sending('vary', '*')] },
  {
    id: 'no-store-with-validator',
    wrong: [],
    stays: [...right, sending('cache-control', 'no-store')],
  },
]

/** What the doctor finds of a page that reads this server four times. */
async function findings(server: Hono, { init, crossOriginCacheControl = false, isOwn }: Row) {
  vi.stubGlobal('location', new URL(isOwn ? API : PAGE))
  const fetch: typeof globalThis.fetch = isOwn
    ? async (input, given) => server.request(new Request(input, given))
    : acrossOrigins(server, PAGE)
  const { etagged } = createRecordedClient({ baseUrl: API, fetch, crossOriginCacheControl })
  const doctor = createDoctor(etagged, { log: () => undefined })
  for (let time = 0; time < 4; time++) {
    expect(await (await etagged.fetch('/coins/7', init)).json()).toEqual([1])
  }
  await doctor.idle()
  return { found: doctor.findings, stats: etagged.stats() }
}

function serve(first: readonly MiddlewareHandler[], text = ''): Hono {
  const app = new Hono()
  paste(text, app)
  for (const middleware of first) app.use(middleware)
  app.get('/coins/:id', (c) => c.json([1]))
  return app
}

it.each(ROWS)('$id: the doctor finds it, and nothing once its text is pasted', async (row) => {
  const { wrong = [], stays = [] } = row
  const before = await findings(serve([...wrong, ...stays]), row)
  expect(before.found.map(({ id }) => id)).toEqual([row.id])
  expect(before.stats.validated).toBe(0)
  for (const finding of before.found) {
    const after = await findings(serve(stays, pasteFor(finding).hono), row)
    expect(after.found).toEqual([])
    expect(after.stats.validated).toBe(3)
  }
})

it('conditional-requests-fail: whatever is wrong, the preflight allows and the 304 can be read', async () => {
  const finding: Finding = aFinding('conditional-requests-fail', { credentials: 'include' })
  const init = { credentials: 'include' } as const
  const row = { id: finding.id, init, crossOriginCacheControl: true }
  const { found, stats } = await findings(serve([], pasteFor(finding).hono), row)
  expect(found).toEqual([])
  expect(stats.validated).toBe(3)
})

it('a path with an apostrophe is text, and no code', async () => {
  const endpoint = String.raw`/it's\*`
  const finding = aFinding('no-store-with-validator', { endpoint })
  expect(() => serve([], pasteFor(finding).hono)).not.toThrow()
  expect(pasteFor(finding).hono).toContain(String.raw`app.use('/it\'s\\*', async`)
})
