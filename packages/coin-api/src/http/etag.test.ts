import { describe, expect, it } from 'vitest'
import { etagOf, isNamedBy } from './etag.ts'

describe('etagOf', () => {
  it.each([
    { body: '', etag: 'W/"2jmj7l5rSw0yVb/vlWAYkK/YBwk="' },
    { body: '[]', etag: 'W/"l9Fw4VUO7kr8CvBlt4zaMCqXZ0w="' },
    { body: '{"coins":[],"count":0}', etag: 'W/"5DZZ+gejm6YGnrGTvOOY/LJbWyU="' },
  ])('tags the body $body as the service does', async ({ body, etag }) => {
    expect(await etagOf(new TextEncoder().encode(body))).toBe(etag)
  })
})

describe('isNamedBy', () => {
  it.each([
    { field: 'W/"a"', says: 'the same tag', named: true },
    { field: '"a"', says: 'the same tag without W/', named: true },
    { field: ' W/"a" ', says: 'the same tag in spaces', named: true },
    { field: 'W/"b"', says: 'another tag', named: false },
    { field: 'W/"b", W/"a"', says: 'a list with the tag', named: false },
    { field: '*', says: 'a star', named: false },
    { field: 'a', says: 'the tag without quotes', named: false },
    { field: '', says: 'nothing', named: false },
    { field: null, says: 'no field', named: false },
  ])('takes $says as $named', ({ field, named }) => {
    expect(isNamedBy('W/"a"', field)).toBe(named)
  })
})
