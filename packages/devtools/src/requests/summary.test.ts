import { expect, it } from 'vitest'
import {
  answered,
  AT,
  failed,
  forwardedWith,
  hitOf,
  url,
  validated,
} from '../recording/events.test-fixture.ts'
import type { RequestRow, RowEnd } from '../recording/request-row.ts'
import { rowWith } from './rows.test-fixture.ts'
import { summaryOf } from './summary.ts'

const stale: Partial<RequestRow> = { decisions: [{ kind: 'validate', because: 'stale' }] }
const miss: Partial<RequestRow> = { decisions: [{ kind: 'miss', because: 'nothing-stored' }] }
const bypass: Partial<RequestRow> = { decisions: [{ kind: 'bypass', because: 'method' }] }

it.each<[RowEnd | undefined, Partial<RequestRow>, string]>([
  [
    validated({ duration: 0.038, bytes: { body: 75_000, received: 0 } }),
    stale,
    'Validated: the stored response was stale; the origin said 304 in 38 ms. 75 kB were not sent again.',
  ],
  [
    hitOf('memory', { duration: 0 }),
    {},
    'Served from memory in 0 ms: the stored response was fresh. 100 B were not sent.',
  ],
  [
    answered(),
    miss,
    'Fetched: nothing was stored for this URL; the origin said 200 in 20 ms, and the answer is stored.',
  ],
  [
    answered({ outcome: forwardedWith({ stored: false, detail: 'response-no-store' }) }),
    miss,
    'Fetched: nothing was stored for this URL; the origin said 200 in 20 ms, and the answer is not stored: the response forbids to be stored.',
  ],
  [
    answered({
      outcome: forwardedWith({ fwd: 'method', fwdStatus: 201, stored: false, detail: 'method' }),
    }),
    bypass,
    'Sent past the cache: the method is not one whose answers are reused; the origin said 201 in 20 ms.',
  ],
  [failed('TypeError: offline'), miss, 'No answer after 500 ms: TypeError: offline'],
  [undefined, {}, 'Under way for 3 s.'],
  [
    { type: 'peek', at: AT, generation: 'g1', url, tier: 'disk' },
    {},
    'Read from disk, without asking whether it may answer.',
  ],
])('%#: it is said in a sentence what happened', (end, given, sentence) => {
  expect(summaryOf(rowWith(end, given), AT + 3)).toBe(sentence)
})
