import { describe, expect, it } from 'vitest'
import type { RowEnd } from '../recording/request-row.ts'
import {
  answered,
  AT,
  failed,
  forwardedWith,
  hitOf,
  url,
  validated,
} from '../recording/events.test-fixture.ts'
import { durationOf, groupOfRow, outcomeOf, shownUrl, sizeOf } from './row-words.ts'
import { rowWith } from './rows.test-fixture.ts'

const peek: RowEnd = { type: 'peek', at: AT, generation: 'g1', url, tier: 'disk' }
const shared = validated({ outcome: forwardedWith({ collapsed: true, fwdStatus: 304 }) })
const brought = hitOf('disk', {
  outcome: forwardedWith({ detail: 'another-tab', collapsed: true }),
})
const instead = validated({ outcome: forwardedWith({ fwdStatus: 503, detail: 'stale-if-error' }) })
const refused = answered({
  outcome: forwardedWith({ fwd: 'miss', detail: 'only-if-cached' }),
  bytes: { body: 0, received: 0 },
})
const written = answered({
  method: 'POST',
  outcome: forwardedWith({ fwd: 'method', fwdStatus: 201, stored: false, detail: 'method' }),
  bytes: { body: 0, received: 0 },
})

describe('a row says', () => {
  it.each<[string, RowEnd | undefined, string, string, string | undefined]>([
    ['what is under way', undefined, '(pending)', 'under way', undefined],
    ['what was in memory', hitOf('memory'), '(memory)', 'hit; ttl=12', 'memory'],
    ['what was on disk', hitOf('disk'), '(disk)', 'hit; ttl=12', 'disk'],
    [
      'what a 304 confirmed',
      validated(),
      '304',
      'fwd=stale; fwd-status=304; stored; ttl=60',
      'validated',
    ],
    ['what came', answered(), '100 B', 'fwd=uri-miss; fwd-status=200; stored; ttl=60', 'network'],
    [
      'what was shared',
      shared,
      '(shared)',
      'fwd=uri-miss; fwd-status=304; stored; collapsed; ttl=60',
      'validated',
    ],
    [
      'what another tab brought',
      brought,
      '(another tab)',
      'fwd=uri-miss; fwd-status=200; stored; collapsed; ttl=60',
      'disk',
    ],
    [
      'what stood in for a failed origin',
      instead,
      '(stale)',
      'fwd=uri-miss; fwd-status=503; stored; ttl=60',
      'failed',
    ],
    [
      'what the cache answered itself',
      refused,
      '(cache)',
      'fwd=miss; fwd-status=200; stored; ttl=60',
      'failed',
    ],
    ['what streamed past', written, '(stream)', 'fwd=method; fwd-status=201; ttl=60', 'network'],
    ['what failed', failed('TypeError: offline'), '(failed)', 'no answer', 'failed'],
    ['what was given up', failed('AbortError: left'), '(canceled)', 'no answer', undefined],
    ['what was peeked at', peek, '(disk)', 'peek', 'disk'],
  ])('%s', (_, end, size, outcome, group) => {
    const row = rowWith(end)
    expect([sizeOf(row), outcomeOf(row), groupOfRow(row)]).toStrictEqual([size, outcome, group])
  })

  it('the length of a stream, where the origin told it', () => {
    const received = { status: 201, fields: [['content-length', '1234']] } as const
    expect(sizeOf(rowWith(written, { received }))).toBe('1.23 kB')
    expect(sizeOf(rowWith(written, { received: { status: 204, fields: [] } }))).toBe('0 B')
  })

  it('how long it took, or is taking', () => {
    expect(durationOf(rowWith(answered()), AT + 9)).toBe(0.02)
    expect(durationOf(rowWith(undefined), AT + 9)).toBe(9)
    expect(durationOf(rowWith(undefined), AT - 9)).toBe(0)
    expect(durationOf(rowWith(peek), AT)).toBe(0)
  })
})

it.each([
  ['https://page.test/coins?a=1', '', '/coins?a=1'],
  ['https://api.test:8443/coins', 'api.test:8443', '/coins'],
  ['no url', '', 'no url'],
])('%s is shown as %s%s', (from, host, path) => {
  expect(shownUrl(from, 'https://page.test')).toStrictEqual({ host, path })
})
