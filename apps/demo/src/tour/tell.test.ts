import { describe, expect, it } from 'vitest'
import { type Evidence, NO_EVIDENCE } from './evidence.ts'
import {
  rendersBetween,
  tellEntered,
  tellLeft,
  tellList,
  tellRefresh,
  tellReload,
  tellWhy,
} from './tell.ts'
import { answered, sessionBegan, shownFromDisk, unanswered } from './told-events.test-fixture.ts'

const evidence = (told: Partial<Evidence>): Evidence => ({ ...NO_EVIDENCE, ...told })
const [whole, unchanged] = [answered(200), answered(304)]
const hit = answered(200, { outcome: { kind: 'hit', ttl: 5, detail: 'fresh' }, tier: 'memory' })

describe('The first load is told', () => {
  it.each([
    [{}, 'The server has not answered yet.'],
    [{ first: whole, list: whole }, '200: 41.3 kB over the network in 35 ms.'],
    [
      { shown: shownFromDisk, first: unchanged, list: unchanged },
      'First from disk. Then: 304: unchanged, 41.3 kB not sent again.',
    ],
    [{ shown: shownFromDisk }, 'First from disk. Then: The server has not answered yet.'],
    [{ first: unchanged, list: whole }, '200: 41.3 kB over the network in 35 ms.'],
    [{ first: whole, list: hit }, 'Fresh in memory, no request.'],
    [{ first: unanswered, list: unanswered }, 'No answer: TypeError: Failed to fetch.'],
  ])('by %o', (told, text) => {
    expect(tellList(evidence(told))).toBe(text)
  })
})

describe('A reload is told', () => {
  it.each([
    [{}, 'Waiting for the first data …'],
    [
      { shown: shownFromDisk },
      'From disk 400 ms after the page began. The server has not answered yet.',
    ],
    [
      { shown: shownFromDisk, first: unchanged },
      'From disk 400 ms after the page began. The server’s answer came 100 ms later. 304: unchanged, 41.3 kB not sent again.',
    ],
    [{ first: whole }, 'Nothing came from disk. 200: 41.3 kB over the network in 35 ms.'],
    [
      { shown: { ...shownFromDisk, at: 11 }, first: whole },
      'Nothing came from disk. 200: 41.3 kB over the network in 35 ms.',
    ],
  ])('by %o', (told, text) => {
    expect(tellReload(evidence(told), 9.5)).toBe(text)
  })
})

describe('A refresh is told', () => {
  it('with what it made React render', () => {
    expect(tellRefresh(unchanged, {}, 1)).toBe('304: unchanged, 41.3 kB not sent again, 0 renders.')
    expect(tellRefresh(whole, { CoinTable: 1, CoinRow: 2 }, 1)).toBe(
      '200: 41.3 kB over the network in 35 ms, rendered 1 × CoinTable, 2 × CoinRow.',
    )
  })

  it('with how often the market had moved meanwhile', () => {
    expect(tellRefresh(unchanged, {}, 3)).toMatch(/^The market had moved 2 ×; then: 304/)
  })

  it('counts what rendered between, and nothing else', () => {
    const before = { CoinTable: 1, CoinRow: 50 }
    expect(rendersBetween(before, { CoinTable: 1, CoinRow: 51, PriceChart: 1 })).toEqual({
      CoinRow: 1,
      PriceChart: 1,
    })
  })
})

describe('The reason is told', () => {
  it.each([
    [undefined, 'Nothing has been asked yet in this session.'],
    [
      unchanged,
      'The newest was sent on to the server because of “stale”; what came: “stale”. etagged; fwd=stale; fwd-status=304; detail=stale',
    ],
    [
      hit,
      'The newest was answered from memory because of “fresh”. etagged; hit; ttl=5; detail=fresh',
    ],
  ])('for %o', (newest, text) => {
    expect(tellWhy({ newest })).toBe(text)
  })
})

describe('A change of user is told', () => {
  const signedOut = evidence({ session: sessionBegan('sign-out', '3') })
  const ended = 'sign-out: part 12345678 has ended, with'

  it.each([
    [
      4,
      undefined,
      `${ended} the 4 responses that it held in memory; nothing of it can be read from disk.`,
    ],
    [
      1,
      undefined,
      `${ended} the response that it held in memory; nothing of it can be read from disk.`,
    ],
    [
      4,
      'AbortError',
      `${ended} the 4 responses that it held in memory. The disk could not be cleared (AbortError): the next start does that.`,
    ],
  ])('by the %d responses that are gone, and by a fault of the disk: %s', (held, fault, text) => {
    const partition = `12345678${'0'.repeat(24)}`
    expect(tellLeft({ partition, held, fault }, signedOut)).toBe(text)
  })

  it('by the part that is open now', () => {
    expect(tellEntered('Wallet 1', evidence({ session: sessionBegan('sign-in', '2') }))).toBe(
      'sign-in: Wallet 1 has part 22345678, and nobody else’s. Now sign out.',
    )
  })
})
