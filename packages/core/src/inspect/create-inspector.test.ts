import { expect, it } from 'vitest'
import { createEtagged } from '../create-etagged.ts'
import type { CacheEvent } from '../cache/events.ts'
import { createInspector } from './create-inspector.ts'
import type { Trace } from './traces.ts'

const URL_OF_COINS = 'https://api.test/coins'

function open() {
  const traces: Trace[] = []
  const events: CacheEvent[] = []
  const etagged = createEtagged({
    baseUrl: 'https://api.test',
    headers: () => ({ 'x-wallet': 'canary-wallet', authorization: 'Bearer canary-token' }),
    fetch: async (_, init) =>
      new Headers(init?.headers).has('if-none-match')
        ? new Response(null, { status: 304, headers: { etag: '"1"' } })
        : Response.json([1], { headers: { etag: '"1"', 'set-cookie': 'canary=cookie' } }),
  })
  etagged.subscribe((event) => events.push(event))
  const stop = etagged.inspect(createInspector((trace) => traces.push(trace)))
  return { etagged, traces, events, stop }
}

const told = (traces: readonly Trace[]): readonly string[] =>
  traces.map((trace) => {
    if (trace.type === 'phase') return trace.phase
    return trace.type === 'decided' ? `${trace.kind}: ${trace.because}` : trace.type
  })

it('tells how a request travels, under the number that its event has', async () => {
  const { etagged, traces, events } = open()
  await etagged.json(URL_OF_COINS)
  expect(told(traces)).toEqual([
    'begun',
    'lookup',
    'miss: nothing-stored',
    'sent',
    'network',
    'received',
    'replace: full-response',
    'network',
    'parse',
    'replaced',
  ])
  expect(traces.map(({ request }) => request)).toEqual(traces.map(() => 1))
  expect(events).toEqual([expect.objectContaining({ type: 'request', id: 1 })])
})

it('a 304 parses nothing and replaces nothing', async () => {
  const { etagged, traces } = open()
  await etagged.json(URL_OF_COINS)
  const { length } = traces
  await etagged.json(URL_OF_COINS)
  const second = traces.slice(length)
  expect(told(second)).toEqual([
    'begun',
    'lookup',
    'validate: stale',
    'sent',
    'network',
    'received',
    'freshen: not-modified',
  ])
  expect(second.every(({ request }) => request === 2)).toBe(true)
})

it('I43: no field that tells of a user is in a trace, nor what the app gives as its proof', async () => {
  const { etagged, traces } = open()
  await etagged.fetch('/coins', { headers: { connection: 'x-hop', 'x-hop': 'canary-hop' } })
  const fields = traces.flatMap((trace) => ('fields' in trace ? trace.fields : []))
  expect(fields).toContainEqual(['authorization', '(redacted)'])
  expect(fields).toContainEqual(['x-wallet', '(redacted)'])
  expect(fields).toContainEqual(['etag', '"1"'])
  expect(JSON.stringify(fields)).not.toContain('canary')
})

it('what begins after the end of an inspection is not traced', async () => {
  const { etagged, traces, events, stop } = open()
  stop()
  await etagged.json(URL_OF_COINS)
  expect(traces).toEqual([])
  expect(events).toEqual([expect.not.objectContaining({ id: 1 })])
})

it('one inspector at a time: the end of a former one does not end the next', async () => {
  const { etagged, stop } = open()
  const later: Trace[] = []
  etagged.inspect(createInspector((trace) => later.push(trace)))
  stop()
  await etagged.json(URL_OF_COINS)
  expect(later.length).toBeGreaterThan(0)
})
