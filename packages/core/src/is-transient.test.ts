import { expect, it } from 'vitest'
import { BodyError, SessionEndedError, StatusError, UsageError } from './errors.ts'
import { isTransient } from './is-transient.ts'

const status = (code: number, retryAfter?: number): StatusError =>
  new StatusError({ status: code, url: '/x', body: undefined, retryAfter })

it.each([
  { says: 'the network failed', error: new TypeError('Failed to fetch'), again: true },
  { says: 'the server failed (500)', error: status(500), again: true },
  { says: 'the request timed out (408)', error: status(408), again: true },
  { says: 'there were too many (429)', error: status(429), again: true },
  { says: 'it may come back in a minute', error: status(429, 60), again: true },
  { says: 'it may come back in an hour', error: status(503, 3600), again: false },
  { says: 'it is not there (404)', error: status(404), again: false },
  { says: 'it is not allowed (401)', error: status(401), again: false },
  { says: 'the body was cut', error: new BodyError('/x', 'cut-short'), again: true },
  { says: 'the body took too long', error: new BodyError('/x', 'overdue'), again: true },
  { says: 'the body is no JSON', error: new BodyError('/x', 'not-json'), again: false },
  { says: 'the session ended', error: new SessionEndedError(), again: false },
  { says: 'the call is wrong', error: new UsageError('no'), again: false },
])('a request that failed because $says may succeed later: $again', ({ error, again }) => {
  expect(isTransient(error)).toBe(again)
})
