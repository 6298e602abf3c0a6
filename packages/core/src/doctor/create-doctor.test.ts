import { describe, expect, it, vi } from 'vitest'
import type { CacheEvent } from '../cache/events.ts'
import { type CorsFaults, openCrossOriginNetwork } from '../cross-origin.test-network.ts'
import { createRecordedClient, turn } from '../recorded.test-client.ts'
import { createDoctor, type DoctorOptions } from './create-doctor.ts'
import type { Finding } from './finding.ts'

const API = 'https://api.test'
const PAGE = 'https://page.test'

type ClientOptions = Parameters<typeof createRecordedClient>[0]

function open(options: ClientOptions = {}, doctorOptions: DoctorOptions = {}) {
  const network = openCrossOriginNetwork(PAGE)
  const made = createRecordedClient({ baseUrl: API, fetch: network.fetch, ...options })
  const said: string[] = []
  const told: Finding[] = []
  const doctor = createDoctor(made.etagged, {
    log: (text) => said.push(text),
    onFinding: (finding) => told.push(finding),
    ...doctorOptions,
  })
  return {
    ...made,
    network,
    doctor,
    said,
    told,
    /** Asks for the URL this often, and waits for what is found. */
    async ask(path: string, times = 3, init?: RequestInit) {
      for (let time = 0; time < times; time++) {
        await made.etagged.fetch(path, init)
        // One whose body is unread may still be on its way to the store.
        await made.etagged.idle()
      }
      await doctor.idle()
      await turn()
    },
    found: () => doctor.findings.map(({ id, endpoint }) => id + endpoint),
  }
}

interface Row {
  readonly says: string
  readonly path?: string
  readonly faults?: CorsFaults
  readonly fields?: Readonly<Record<string, string | undefined>>
  readonly options?: ClientOptions
  readonly init?: RequestInit
  readonly found: readonly string[]
  readonly fix?: readonly string[]
}

const LONG_AGO = 'Sat, 01 Jan 2000 00:00:00 GMT'
const allButIfNoneMatch = ['authorization', 'cache-control', 'if-modified-since']

const ROWS: readonly Row[] = [
  { says: 'nothing, of another origin that does all it should', found: [] },
  { says: 'nothing, of the own origin', path: `${PAGE}/coins`, found: [] },
  {
    says: 'that ETag is not visible',
    faults: { exposed: [] },
    found: ['etag-not-exposed'],
    fix: ['Access-Control-Expose-Headers: ETag'],
  },
  {
    says: 'that ETag is not visible on what stays fresh for a while',
    faults: { exposed: [] },
    fields: { 'cache-control': 'max-age=5' },
    found: ['etag-not-exposed'],
    fix: ['Access-Control-Expose-Headers: ETag'],
  },
  {
    says: 'nothing, when Last-Modified is there, which every page can see (Fetch §2.2.2)',
    faults: { exposed: [] },
    fields: { 'last-modified': LONG_AGO },
    found: [],
  },
  {
    says: 'that the own origin sends no validator',
    path: `${PAGE}/coins/7`,
    fields: { etag: undefined },
    found: ['no-validator/coins/*'],
    fix: ['ETag: "<hash of the body>"'],
  },
  {
    says: 'nothing, when no-store says that no validator is needed',
    path: `${PAGE}/coins`,
    fields: { etag: undefined, 'cache-control': 'no-store' },
    found: [],
  },
  {
    says: 'that no-store forbids to store what has a validator (RFC 9111 §5.2.2.5)',
    path: `${PAGE}/coins/7`,
    fields: { 'cache-control': 'no-store' },
    found: ['no-store-with-validator/coins/*'],
    fix: ['Cache-Control: private, no-cache'],
  },
  {
    says: 'the same where the validator is Last-Modified, of another origin that exposes nothing',
    faults: { exposed: [] },
    fields: { 'last-modified': LONG_AGO, 'cache-control': 'max-age=5, no-store' },
    found: ['no-store-with-validator/coins'],
    fix: ['Cache-Control: private, no-cache'],
  },
  {
    says: 'nothing, where no-store is for who does not understand the status (RFC 9111 §5.2.2.3)',
    path: `${PAGE}/coins`,
    fields: { 'cache-control': 'must-understand, no-store' },
    found: [],
  },
  {
    says: 'nothing, of a stream of events',
    path: `${PAGE}/trades`,
    fields: { etag: undefined, 'content-type': 'text/event-stream; charset=utf-8' },
    found: [],
  },
  {
    says: 'that the preflight refuses If-None-Match',
    faults: { allowed: allButIfNoneMatch },
    found: ['preflight-refuses-if-none-match'],
    fix: ['Access-Control-Allow-Headers: If-None-Match'],
  },
  {
    says: 'that the preflight refuses If-Modified-Since',
    faults: { allowed: ['if-none-match'] },
    fields: { 'last-modified': LONG_AGO },
    found: ['preflight-refuses-if-modified-since'],
    fix: ['Access-Control-Allow-Headers: If-Modified-Since'],
  },
  {
    says: 'that the preflight refuses Cache-Control',
    options: { crossOriginCacheControl: true },
    faults: { allowed: ['if-none-match'] },
    found: ['preflight-refuses-cache-control'],
    fix: ['Access-Control-Allow-Headers: Cache-Control'],
  },
  {
    says: 'all that the preflight refuses',
    options: { crossOriginCacheControl: true },
    faults: { allowed: [] },
    fields: { 'last-modified': LONG_AGO },
    found: [
      'preflight-refuses-if-none-match',
      'preflight-refuses-if-modified-since',
      'preflight-refuses-cache-control',
    ],
    fix: ['If-None-Match', 'If-Modified-Since', 'Cache-Control'].map(
      (name) => `Access-Control-Allow-Headers: ${name}`,
    ),
  },
  {
    says: 'that a 304 lacks the fields of CORS',
    faults: { corsOn304: false },
    found: ['304-without-cors-fields'],
    fix: [`Access-Control-Allow-Origin: ${PAGE}`],
  },
  {
    says: 'which of them a 304 to credentials needs',
    faults: { corsOn304: false },
    init: { credentials: 'include' },
    found: ['304-without-cors-fields'],
    fix: [`Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Credentials: true`],
  },
  {
    says: 'that Vary: * forbids reuse (RFC 9111 §4.1)',
    faults: { exposed: ['etag', 'vary'] },
    fields: { vary: '*' },
    found: ['vary-star/coins'],
    fix: ['Vary: <request fields that change the answer>'],
  },
]

describe('the doctor finds', () => {
  it.each(ROWS)('$says', async ({ path = '/coins', faults, fields, options, init, ...row }) => {
    const { network, doctor, ask, found, told, said } = open(options)
    network.faults = faults ?? {}
    network.fields = fields ?? {}
    await ask(path, 5, init)
    expect(found()).toEqual(row.found)
    expect(doctor.findings.map(({ fix }) => fix)).toEqual(row.fix ?? [])
    // Each is told and said once.
    expect(told).toEqual(doctor.findings)
    expect(said).toHaveLength(row.found.length)
  })

  it.each([
    { says: 'the own origin', path: `${PAGE}/coins`, fix: '304 Not Modified' },
    { says: 'another', path: '/coins', fix: 'Access-Control-Allow-Headers: Cache-Control' },
  ])('that $says sends what it need not (RFC 9110 §13.1.2)', async ({ path, fix }) => {
    const network = openCrossOriginNetwork(PAGE)
    const headers = { etag: '"1"', 'content-type': 'application/json' }
    const { ask, found, doctor } = open({ fetch: async () => new Response('1', { headers }) })
    await ask(path)
    expect(found()).toEqual(['wasted-validation'])
    expect(doctor.findings[0]?.fix).toBe(fix)
    expect(network.sent).toEqual([])
  })

  it('nothing, where the request forbids to store', async () => {
    const { ask, found } = open()
    await ask(`${PAGE}/coins`, 3, { headers: { 'cache-control': 'no-store' } })
    await ask(`${PAGE}/coins`, 3, { cache: 'no-store' })
    expect(found()).toEqual([])
  })

  it('for which page, and for requests with which credentials', async () => {
    const { network, ask, doctor } = open()
    network.faults = { allowed: allButIfNoneMatch }
    await ask('/coins', 3, { credentials: 'include' })
    network.fields = { etag: undefined }
    await ask(`${PAGE}/coins`)
    expect(doctor.findings).toMatchObject([
      { origin: API, page: PAGE, credentials: 'include' },
      { origin: PAGE },
    ])
    expect(doctor.findings[1]).not.toHaveProperty('page')
    expect(doctor.findings[1]).not.toHaveProperty('credentials')
  })

  it('that one endpoint has no validator, where another one shows that ETag is exposed', async () => {
    const { network, ask, found } = open()
    await ask('/coins')
    network.fields = { etag: undefined }
    await ask('/users/1')
    await ask('/users/2')
    await ask('/prices')
    expect(found()).toEqual(['no-validator/users/*', 'no-validator/prices'])
  })

  it('the same of each origin', async () => {
    const { network, ask, doctor } = open()
    network.faults = { exposed: [] }
    for (const origin of [API, 'https://other.test', API]) await ask(`${origin}/coins`)
    expect(doctor.findings.map(({ origin }) => origin)).toEqual([API, 'https://other.test'])
  })

  it('nothing of the app’s own preconditions, writes and errors', async () => {
    const { etagged, network, found, ask } = open()
    network.faults = { exposed: [] }
    await ask('/coins', 1, { headers: { 'if-none-match': '"x"' } })
    await ask('/coins', 1, { method: 'POST' })
    network.faults = { isOffline: true }
    await etagged.fetch('/coins').catch(() => undefined)
    await turn()
    expect(found()).toEqual([])
  })

  it('outside of a page no fault of CORS', async () => {
    const { network, ask, found } = open()
    vi.stubGlobal('location', undefined)
    network.faults = { exposed: [] }
    await ask('/coins')
    expect(found()).toEqual(['no-validator/coins'])
  })
})

describe('while it finds out why conditional requests fail', () => {
  /** Fails twice, so that the client falls back; what it asks meanwhile is the doctor's. */
  async function fallenBack(probe: typeof fetch) {
    const opened = open({}, { fetch: probe })
    opened.network.faults = { corsOn304: false }
    await opened.ask('/coins')
    return opened
  }

  it('the origin may not answer: it tries again with the next answer', async () => {
    const { network, ask, found } = await fallenBack(async (input, init) => {
      network.faults = { ...network.faults, isOffline: isAway, allowed: [] }
      return network.fetch(input, init)
    })
    let isAway = true
    expect(found()).toEqual([])
    isAway = false
    network.faults = {}
    await ask('/coins', 1)
    expect(found()).toEqual(['preflight-refuses-if-none-match'])
  })

  it('three times, and then says what it knows', async () => {
    const probe = vi.fn<typeof fetch>().mockRejectedValue(new TypeError('Failed to fetch'))
    const { ask, found, doctor } = await fallenBack(probe)
    await ask('/coins', 5)
    expect(found()).toEqual(['conditional-requests-fail'])
    expect(doctor.findings[0]?.fix).toBe(
      `Access-Control-Allow-Headers: If-None-Match\nAccess-Control-Allow-Origin: ${PAGE}`,
    )
    // With the field and without it.
    expect(probe).toHaveBeenCalledTimes(6)
  })

  it('no answer tells anything when the client was closed', async () => {
    const probe = vi.fn<typeof fetch>().mockRejectedValue(new Error('Closed'))
    const { found } = await fallenBack(probe)
    expect(found()).toEqual([])
  })

  it('what matches nothing is asked for, with the user’s credentials, and nobody stores that', async () => {
    const headers = ({ user }: { user?: string | null | undefined }) => ({
      authorization: `Bearer ${user}`,
    })
    const { etagged, network, ask, found } = open({ headers })
    network.faults = { corsOn304: false }
    await etagged.signIn('alice')
    await ask('/coins', 3, { credentials: 'include' })
    const probe = network.sent.find(({ fields }) => fields.get('if-none-match')?.includes('doctor'))
    expect(probe).toMatchObject({ url: `${API}/coins`, status: 200 })
    expect(probe?.fields.get('authorization')).toBe('Bearer alice')
    expect(etagged.stats()).toMatchObject({ entries: 1, requests: 3, bypassed: 1 })
    expect(found()).toEqual(['304-without-cors-fields'])
  })
})

it('what it says names the server, what happens, and the field that is missing', async () => {
  const { network, ask, said } = open()
  network.faults = { allowed: allButIfNoneMatch }
  await ask('/coins')
  expect(said).toEqual([
    '[etagged] preflight-refuses-if-none-match at https://api.test: The preflight refuses If-None-Match. Unchanged answers come in full. Send on every answer to OPTIONS, beside the names that are there: Access-Control-Allow-Headers: If-None-Match',
  ])
})

it('I43: no finding carries a credential, a query or an id', async () => {
  const headers = () => ({ authorization: 'Bearer CANARY' })
  const { network, ask, said, doctor } = open({ headers, crossOriginCacheControl: true })
  network.fields = { etag: '"CANARY"', 'x-secret': 'CANARY' }
  network.faults = { allowed: ['authorization'] }
  await ask('/coins/CANARYCANARYCANARYCANARY?token=CANARY')
  network.fields = { etag: undefined, 'set-cookie': 'CANARY' }
  await ask('/users/CANARYCANARYCANARYCANARY?token=CANARY')
  expect(doctor.findings).toHaveLength(3)
  expect(JSON.stringify(doctor.findings) + said.join('')).not.toContain('CANARY')
})

it('what it finds it says on the console, unless it is told where else', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const network = openCrossOriginNetwork(PAGE)
  const { etagged } = createRecordedClient({ fetch: network.fetch })
  createDoctor(etagged)
  network.faults = { exposed: [] }
  await etagged.fetch(`${API}/coins`)
  await turn()
  expect(warn.mock.calls).toEqual([[expect.stringContaining('etag-not-exposed')]])
  warn.mockRestore()
})

it('nothing is heard once it is stopped', async () => {
  const { doctor, network, ask, found } = open()
  network.faults = { exposed: [] }
  doctor.stop()
  await ask('/coins')
  expect(found()).toEqual([])
})

it('at most 100 faults are named', async () => {
  const { network, ask, found } = open()
  network.fields = { etag: undefined }
  for (let at = 0; at < 120; at++) await ask(`${PAGE}/coins/no-${at}`, 1)
  expect(found()).toHaveLength(100)
})

it('the id of the user is in no finding', async () => {
  const { etagged, network, ask, found } = open()
  await etagged.signIn('alice')
  network.fields = { etag: undefined }
  await ask(`${PAGE}/users/Alice/orders`, 1)
  expect(found()).toEqual(['no-validator/users/*/orders'])
})

it('what is told of a former session names no endpoint: its user is not known any more', async () => {
  const { etagged, network } = open()
  const events: CacheEvent[] = []
  let tell: (event: CacheEvent) => void = () => undefined
  const late = createDoctor(
    {
      fetch: etagged.fetch,
      subscribe(listener) {
        tell = listener
        return () => undefined
      },
      get session() {
        return etagged.session
      },
    },
    { log: () => undefined },
  )
  etagged.subscribe((event) => events.push(event))
  await etagged.signIn('alice')
  network.fields = { etag: undefined }
  await etagged.fetch(`${PAGE}/users/alice`)
  await etagged.signIn('eve')
  for (const event of events) tell(event)
  expect(late.findings).toEqual([])
  await etagged.fetch(`${PAGE}/coins`)
  for (const event of events) tell(event)
  expect(late.findings.map(({ endpoint }) => endpoint)).toEqual(['/coins'])
})

it('a client without a session is watched as well', async () => {
  const { etagged, network } = open()
  const { subscribe, fetch } = etagged
  const doctor = createDoctor({ subscribe, fetch }, { log: () => undefined })
  network.fields = { etag: undefined }
  await fetch(`${PAGE}/users/alice`)
  await turn()
  expect(doctor.findings.map(({ endpoint }) => endpoint)).toEqual(['/users/alice'])
})
