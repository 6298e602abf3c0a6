import { describe, expect, it } from 'vitest'
import { portionFor } from './part.ts'
import { type Headers, requestWith, storedWith } from './stored-response.test-fixture.ts'

const body = { id: 'digits', content: '0123456789', bytes: 10 }

describe('portionFor (RFC 9110 §14.2, RFC 9111 §3.3)', () => {
  it.each([
    { says: 'bytes=0-1 are the first two', range: 'bytes=0-1', first: 0, last: 1 },
    { says: 'without last it goes to the end', range: 'bytes=8-', first: 8, last: 9 },
    { says: 'last beyond the end is the end', range: 'bytes=8-99', first: 8, last: 9 },
    { says: 'a suffix is counted from the end', range: 'bytes=-3', first: 7, last: 9 },
    { says: 'a suffix longer than the body is the body', range: 'bytes=-99', first: 0, last: 9 },
  ])('$says', ({ range, first, last }) => {
    expect(portionFor(requestWith({ range }), storedWith({}, { body }))).toEqual({
      kind: 'part',
      part: { first, last, length: 10 },
    })
  })

  it.each<{ says: string; range?: string; fields?: Headers; status?: number }>([
    { says: 'a range beyond the end is for the origin to refuse', range: 'bytes=10-' },
    { says: 'a suffix of nothing is for the origin to refuse', range: 'bytes=-0' },
    { says: 'several ranges are for the origin', range: 'bytes=0-1,3-4' },
    { says: 'another unit is for the origin', range: 'lines=0-1' },
    { says: 'a coded body is not what ranges count', fields: { 'content-encoding': 'gzip' } },
    { says: 'a length of another body tells of a coding', fields: { 'content-length': '7' } },
    { says: 'only a 200 has parts', status: 203 },
  ])('$says', ({ range = 'bytes=0-1', fields, status = 200 }) => {
    expect(portionFor(requestWith({ range }), storedWith(fields, { body, status }))).toEqual({
      kind: 'unavailable',
      because: 'range',
    })
  })

  it('a Content-Length of the very body is no obstacle', () => {
    const stored = storedWith({ 'content-length': '10' }, { body })
    expect(portionFor(requestWith({ range: 'bytes=0-0' }), stored).kind).toBe('part')
  })

  it('HEAD asks for all but the body, whatever its Range says (RFC 9110 §14.2)', () => {
    const request = requestWith({ range: 'bytes=0-1' }, { method: 'HEAD' })
    expect(portionFor(request, storedWith())).toEqual({ kind: 'head' })
  })

  it('without Range it is the whole', () => {
    expect(portionFor(requestWith(), storedWith())).toEqual({ kind: 'whole' })
  })
})
