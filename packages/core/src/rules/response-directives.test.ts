import { describe, expect, it } from 'vitest'
import {
  hasResponseDirective,
  needsValidation,
  permits,
  responseDeltaSeconds,
  responseDirectives,
} from './response-directives.ts'
import { storedWith } from './stored-response.test-fixture.ts'

const saying = (control: string) => storedWith({ 'cache-control': control })

describe('I23: permits, by a well-formed directive alone (RFC 9111 §5.2.2)', () => {
  it.each([
    {
      clause: '§5.2.2.9',
      name: 'public',
      yes: ['public'],
      no: ['public=""', 'public=1', '"public'],
    },
    {
      clause: '§5.2.2.1',
      name: 'max-age',
      yes: ['max-age=0', 'max-age="60"'],
      no: ['max-age', 'max-age=', 'max-age=x', 'max-age=-1', '"max-age=60'],
    },
    {
      clause: '§5.2.2.10',
      name: 's-maxage',
      yes: ['s-maxage=60'],
      no: ['s-maxage', 's-maxage=1.5'],
    },
    {
      clause: '§5.2.2.7',
      name: 'private',
      yes: ['private', 'private="x-user"', 'private=x-user'],
      no: [
        'private=""',
        'private=","',
        'private="vary"',
        'private, private="x-user"',
        'x="private',
      ],
    },
    {
      clause: '§5.2.2.3',
      name: 'must-understand',
      yes: ['must-understand'],
      no: ['must-understand='],
    },
    {
      clause: '§5.2.2.2',
      name: 'must-revalidate',
      yes: ['must-revalidate'],
      no: ['must-revalidate=0'],
    },
    {
      clause: 'RFC 8246 §2',
      name: 'immutable',
      yes: ['immutable'],
      no: ['immutable=60', 'no-store'],
    },
  ])('$clause: $name', ({ name, yes, no }) => {
    expect(yes.filter((control) => !permits(saying(control), name))).toEqual([])
    expect(no.filter((control) => permits(saying(control), name))).toEqual([])
  })
})

it.each([
  { says: 'no-cache counts for all', control: 'no-cache', is: true },
  { says: 'no-cache with fields counts for these', control: 'no-cache="x-user"', is: false },
  { says: 'without it there is no need', control: 'max-age=0, must-revalidate', is: false },
])('needsValidation (RFC 9111 §5.2.2.4): $says', ({ control, is }) => {
  expect(needsValidation(saying(control))).toBe(is)
})

it('names and seconds are those of Cache-Control (RFC 9111 §5.2)', () => {
  const stored = saying('max-age=60, public')
  expect(hasResponseDirective(stored, 'public')).toBe(true)
  expect(hasResponseDirective(stored, 'private')).toBe(false)
  expect(responseDeltaSeconds(stored, 'max-age')).toBe(60)
  expect(responseDeltaSeconds(stored, 's-maxage')).toBeUndefined()
})

it('one message is read once', () => {
  const stored = saying('max-age=60')
  expect(responseDirectives({ ...stored })).toBe(responseDirectives(stored))
})
