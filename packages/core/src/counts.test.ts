import { expect, it } from 'vitest'
import { aFailure, aHit, aMiss, anEviction, aValidation } from './events.test-fixture.ts'
import type { CacheEvent } from './cache/events.ts'
import { count, createTally, ratesOf, type Tally } from './counts.ts'

const told = { at: 0, generation: 'g', url: 'https://api.test/coins' }
const nothingReceived = { bytes: { body: 10, received: 0 } }

interface Row {
  readonly says: string
  readonly events: readonly CacheEvent[]
  readonly counted: Partial<Tally>
}

it.each<Row>([
  {
    says: 'a full response is a miss, and stored',
    events: [aMiss()],
    counted: { requests: 1, misses: 1, bytesReceived: 10, stored: 1 },
  },
  {
    says: 'a hit keeps its body off the network, in memory, on disk and stale',
    events: [aHit(), aHit({}, 'disk'), aHit({ ttl: -1, detail: 'max-stale' })],
    counted: { requests: 3, hits: 3, bytesSaved: 30 },
  },
  {
    says: 'a 304 keeps its body off the network, and stores none anew',
    events: [aValidation()],
    counted: { requests: 1, validated: 1, bytesSaved: 10 },
  },
  {
    says: 'what another tab brought is a hit',
    events: [aMiss({ detail: 'another-tab', stored: false, collapsed: true }, nothingReceived)],
    counted: { requests: 1, hits: 1, bytesSaved: 10 },
  },
  {
    says: 'who shares an exchange receives nothing and stores nothing himself',
    events: [aMiss(), aMiss({ collapsed: true }, nothingReceived)],
    counted: { requests: 2, misses: 2, bytesReceived: 10, bytesSaved: 10, stored: 1 },
  },
  {
    says: 'a response that may not be kept is not stored',
    events: [aMiss({ stored: false, detail: 'response-no-store' })],
    counted: { requests: 1, misses: 1, bytesReceived: 10 },
  },
  {
    says: 'stale-if-error is a miss: the origin was asked, and had nothing to keep off the network',
    events: [aMiss({ detail: 'stale-if-error', stored: false, fwdStatus: 503 }, nothingReceived)],
    counted: { requests: 1, misses: 1 },
  },
  {
    says: 'a 304 that the cache refuses has validated nothing',
    events: [
      aMiss(
        { fwd: 'miss', fwdStatus: 304, stored: false, detail: 'unsolicited-304' },
        { bytes: { body: 0, received: 0 } },
      ),
    ],
    counted: { requests: 1, misses: 1 },
  },
  {
    says: 'a write is no read',
    events: [
      aMiss(
        { fwd: 'method', stored: false, detail: 'method' },
        { bytes: { body: 0, received: 0 } },
      ),
    ],
    counted: { bypassed: 1 },
  },
  {
    says: 'a validation in the background is nobody’s request; what it brings is received and stored',
    events: [
      aHit({ ttl: -1, detail: 'stale-while-revalidate' }),
      aMiss({ fwd: 'stale' }, { inBackground: true }),
    ],
    counted: { requests: 1, hits: 1, bytesSaved: 10, bytesReceived: 10, stored: 1 },
  },
  {
    says: 'a 304 in the background saves what its caller’s hit has saved already',
    events: [
      aHit({ ttl: -1, detail: 'stale-while-revalidate' }),
      aValidation({ inBackground: true }),
    ],
    counted: { requests: 1, hits: 1, bytesSaved: 10 },
  },
  {
    says: 'a call without an answer is a failure; a validation in the background is no call',
    events: [aFailure(), aFailure({ inBackground: true })],
    counted: { failures: 1 },
  },
  {
    says: 'a wasted validation is counted beside its miss, also in the background',
    events: [
      aMiss({ fwd: 'stale', detail: 'wasted-validation' }),
      { ...told, type: 'wasted-validation', bytes: 10 },
      aMiss({ fwd: 'stale', detail: 'wasted-validation' }, { inBackground: true }),
      { ...told, type: 'wasted-validation', bytes: 10 },
    ],
    counted: { requests: 1, misses: 1, wastedValidations: 2, bytesReceived: 20, stored: 2 },
  },
  {
    says: 'evictions are counted by tier',
    events: [anEviction('memory'), anEviction('disk'), anEviction('disk')],
    counted: { evictions: 3, diskEvictions: 2 },
  },
  {
    says: 'what is no answer is not counted',
    events: [
      { ...told, type: 'peek', tier: 'memory' },
      { ...told, type: 'update' },
      { ...told, type: 'damage' },
      { ...told, type: 'removal', urls: [], because: 'app' },
      { ...told, type: 'reopening' },
    ],
    counted: {},
  },
])('$says', ({ events, counted }) => {
  const tally = createTally()
  for (const event of events) count(tally, event)
  expect(tally).toEqual({ ...createTally(), ...counted })
  expect(tally.requests).toBe(tally.hits + tally.validated + tally.misses)
})

it('rates are parts of what there was, and 0 when there was nothing', () => {
  expect(ratesOf(createTally())).toEqual({ hitRate: 0, validatedRate: 0, evictionRate: 0 })
  const tally = { ...createTally(), requests: 8, hits: 4, validated: 1, stored: 3, evictions: 6 }
  expect(ratesOf(tally)).toEqual({ hitRate: 0.5, validatedRate: 0.125, evictionRate: 2 })
})
