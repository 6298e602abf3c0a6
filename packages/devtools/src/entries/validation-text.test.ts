import { expect, it } from 'vitest'
import { parseValidation, validationText } from './validation-text.ts'

it.each([
  {
    field: 'etagged; fwd=request; fwd-status=304; ttl=60; detail=not-modified',
    text: '/a is unchanged (304): fresh again for as long as the answer says.',
  },
  {
    field: 'CDN; hit, etagged; fwd=request; fwd-status=200; stored; ttl=60; detail=full-response',
    text: '/a came in full (200) and took the place of what was stored.',
  },
  {
    field: 'etagged; fwd=request; fwd-status=200; detail=response-no-store',
    text: '/a came in full (200) and is not stored: the response forbids to be stored. What was stored stays as it was.',
  },
  {
    field: 'etagged; fwd=request; fwd-status=200; detail=who-knows',
    text: '/a came in full (200) and is not stored: who-knows. What was stored stays as it was.',
  },
  {
    field: 'etagged; fwd=request; fwd-status=404; ttl=0; detail=error-status',
    text: '/a: the origin answered 404. What is stored must be validated before its next use.',
  },
  {
    field: 'etagged; fwd=request; fwd-status=410; stored; ttl=9; detail=full-response',
    text: '/a came in full (410) and took the place of what was stored.',
  },
  {
    field: 'etagged; fwd=request; fwd-status=500; ttl=0; detail=error-status',
    text: '/a: the origin answered 500. What is stored stays as it was.',
  },
  {
    field: 'etagged; fwd=request; collapsed; ttl=60; detail=another-tab',
    text: '/a: another tab had asked at the same time, and its answer is stored.',
  },
  {
    field: 'etagged; fwd=request; ttl=-4; detail=stale-if-error',
    text: '/a: the origin was not reached, and what is stored was used.',
  },
  {
    field: 'etagged; hit; ttl=4; detail=fresh',
    text: '/a: the origin was not reached, and what is stored was used.',
  },
])('of $field is told: $text', ({ field, text }) => {
  expect(validationText('/a', parseValidation(field))).toBe(text)
})
