import type { CacheEvent, Etagged } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { createEvidence, type Evidence, evidenceAfter, NO_EVIDENCE } from './evidence.ts'
import { answered, sessionBegan, shownFromDisk, unanswered } from './told-events.test-fixture.ts'

const after = (...events: readonly CacheEvent[]): Evidence =>
  events.reduce(evidenceAfter, NO_EVIDENCE)

describe('The evidence of the tour', () => {
  it('keeps how the list was there at first, and how it was asked for last', () => {
    const [first, second] = [answered(200), answered(304)]
    const again = { ...shownFromDisk, at: 12 }
    expect(after(shownFromDisk, first, again, second)).toMatchObject({
      shown: shownFromDisk,
      first,
      list: second,
      newest: second,
    })
  })

  it('has requests for something else as the newest only', () => {
    const other = answered(200, { url: 'http://site.test/api/coins/abc' })
    expect(after(other)).toEqual({ ...NO_EVIDENCE, newest: other })
  })

  it('has further pages as what was asked for last only', () => {
    const first = answered(200)
    const next = answered(304, { url: `${first.url}&offset=50` })
    expect(after(first, next)).toMatchObject({ newest: next, asked: next, first, list: first })
    const peeked = { ...shownFromDisk, url: next.url }
    expect(after(peeked)).toBe(NO_EVIDENCE)
  })

  it('takes a page without rows before it for the first one', () => {
    const list = answered(200, { url: 'http://site.test/api/coins?limit=50&offset=0' })
    expect(after(list)).toMatchObject({ first: list, list })
  })

  it('begins anew with each other list that is asked for', () => {
    const url = 'http://site.test/api/coins?limit=50&searchTerm=cat'
    const [first, found, again] = [answered(200), answered(200, { url }), answered(304, { url })]
    expect(after(shownFromDisk, first)).toMatchObject({ isFromStart: true })
    expect(after(shownFromDisk, first, found, again)).toMatchObject({
      shown: undefined,
      first: found,
      list: again,
      isFromStart: false,
    })
  })

  it('begins no other list by a look at what is stored', () => {
    const peeked = { ...shownFromDisk, url: 'http://site.test/api/coins?limit=50&sort=reply_count' }
    const known = after(shownFromDisk, answered(200))
    expect(evidenceAfter(known, peeked)).toBe(known)
    expect(after(answered(200), peeked)).toMatchObject({ shown: undefined, isFromStart: true })
  })

  it('takes no notice of what nobody waits for, and of what is no request', () => {
    expect(after(answered(304, { inBackground: true }))).toBe(NO_EVIDENCE)
    expect(after({ type: 'reopening', at: 1, generation: '1' })).toBe(NO_EVIDENCE)
  })

  it('counts a failure as an answer to the question for the list', () => {
    expect(after(unanswered)).toMatchObject({ first: unanswered, list: unanswered })
  })

  it('begins with nothing in each session, and goes on in one that is only verified', () => {
    const session = sessionBegan('sign-in', '2')
    expect(after(answered(200), session)).toEqual({ ...NO_EVIDENCE, session })
    const verified = { ...session, verifying: true }
    const answer = answered(200)
    expect(after(session, answer, verified)).toMatchObject({ session: verified, list: answer })
  })

  it('knows a session that the page began with, whoever’s it is, from those after it', () => {
    const [restored, next] = [sessionBegan('sign-in', '1'), sessionBegan('sign-out', '2')]
    expect(after(restored, answered(200))).toMatchObject({ isFromStart: true })
    const verified = { ...restored, verifying: true }
    expect(after(restored, verified)).toMatchObject({ isFromStart: true })
    expect(after(restored, next, answered(200))).toMatchObject({ isFromStart: false })
  })

  it('hears nothing of a former session’s requests', () => {
    let tell: (event: CacheEvent) => void = () => undefined
    const client = {
      session: { generation: '2' },
      subscribe(listener: (event: CacheEvent) => void) {
        tell = listener
        return () => undefined
      },
    } as Pick<Etagged, 'session' | 'subscribe'>
    const evidence = createEvidence(client)
    let changes = 0
    evidence.subscribe(() => changes++)
    tell(answered(200, { generation: '1' }))
    expect([evidence.current(), changes]).toEqual([NO_EVIDENCE, 0])
    tell(answered(200, { generation: '2' }))
    expect([evidence.current().list?.generation, changes]).toEqual(['2', 1])
  })
})
