import { describe, expect, it } from 'vitest'
import { decideHead, type HeadNews } from './head.ts'
import { type Headers, storedWith } from './stored-response.test-fixture.ts'

interface Case {
  readonly says: string
  readonly stored?: Headers
  readonly head?: Headers
  readonly status?: number
  readonly redirected?: boolean
  readonly type?: ResponseType
  readonly is: HeadNews['kind']
}

describe('decideHead (RFC 9111 §4.3.5)', () => {
  it.each<Case>([
    {
      says: 'the same tag freshens',
      stored: { etag: '"1"' },
      head: { etag: '"1"' },
      is: 'freshen',
    },
    {
      says: 'another tag outdates',
      stored: { etag: '"1"' },
      head: { etag: '"2"' },
      is: 'invalidate',
    },
    { says: 'a tag where there was none outdates', head: { etag: '"2"' }, is: 'invalidate' },
    {
      says: 'another Last-Modified outdates, whatever the tag',
      stored: { etag: '"1"', 'last-modified': 'Fri, 15 Jan 2027 08:00:00 GMT' },
      head: { etag: '"1"', 'last-modified': 'Fri, 15 Jan 2027 08:00:01 GMT' },
      is: 'invalidate',
    },
    {
      says: 'another length outdates',
      stored: { 'content-length': '2' },
      head: { 'content-length': '3' },
      is: 'invalidate',
    },
    {
      says: 'the length that was told freshens, whatever that of the decoded body',
      stored: { 'content-length': '9', 'content-encoding': 'gzip' },
      head: { 'content-length': '9', 'content-encoding': 'gzip' },
      is: 'freshen',
    },
    {
      says: 'a length that was not told before is compared with that of the body: the same',
      head: { 'content-length': '2' },
      is: 'freshen',
    },
    {
      says: 'a length that was not told before is compared with that of the body: another',
      stored: { etag: '"1"' },
      head: { etag: '"1"', 'content-length': '3' },
      is: 'invalidate',
    },
    {
      says: 'not with that of a body which a content coding had made shorter',
      stored: { 'content-encoding': 'gzip' },
      head: { 'content-length': '3' },
      is: 'freshen',
    },
    {
      says: 'nor if the answer to HEAD tells that of a coded one',
      head: { 'content-length': '3', 'content-encoding': 'gzip' },
      is: 'freshen',
    },
    {
      says: 'nor across origins, where script does not see a coding',
      head: { 'content-length': '3' },
      type: 'cors',
      is: 'freshen',
    },
    { says: 'a length that is no number is none', head: { 'content-length': 'x' }, is: 'freshen' },
    { says: 'no validator received: nothing contradicts', stored: { etag: '"1"' }, is: 'freshen' },
    { says: '404: it is gone', status: 404, is: 'invalidate' },
    { says: '410: it is gone', status: 410, is: 'invalidate' },
    { says: '503 says nothing of the representation', status: 503, is: 'nothing' },
    { says: 'I22: 401 says nothing of the representation', status: 401, is: 'nothing' },
    { says: 'a redirected answer is about another URL', redirected: true, is: 'nothing' },
  ])('$says', ({ stored, head = {}, status = 200, redirected = false, type = 'basic', is }) => {
    const reply = { status, redirected, type, fields: Object.entries(head) }
    expect(decideHead(storedWith(stored), reply).kind).toBe(is)
  })
})
