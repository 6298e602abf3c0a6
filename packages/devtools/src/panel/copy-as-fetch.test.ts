import { REDACTED } from '@etagged/core/inspect'
import { describe, expect, it } from 'vitest'
import { copyAsFetch } from './copy-as-fetch.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl'

describe('a request as a call of fetch', () => {
  it('is its URL alone when there is nothing to say of it', () => {
    expect(copyAsFetch({ method: 'GET', url: 'https://api.test/coins?limit=3' })).toBe(
      'await fetch("https://api.test/coins?limit=3")',
    )
  })

  it('has the method, the fields and the credentials mode, and says what is missing', () => {
    expect(
      copyAsFetch({
        method: 'POST',
        url: 'https://api.test/coins',
        fields: [['content-type', 'application/json']],
        credentials: 'include',
      }),
    ).toBe(`await fetch("https://api.test/coins", {
  method: "POST",
  headers: {
    "content-type": "application/json",
  },
  credentials: "include",
  // The body is not recorded.
})`)
  })

  it('has no field that was redacted, proves an identity, or that the cache added', () => {
    const text = copyAsFetch({
      method: 'GET',
      url: 'https://api.test/coins',
      fields: [
        ['accept', 'application/json'],
        ['x-wallet', REDACTED],
        ['authorization', 'Bearer abc'],
        ['cookie', 'sid=1'],
        ['x-api-key', 'k'],
        ['x-proof', jwt],
        ['if-none-match', '"v1"'],
        ['if-modified-since', 'Fri, 15 Jan 2027 08:00:00 GMT'],
        ['cache-control', 'max-age=0'],
      ],
    })
    expect(text).toBe(`await fetch("https://api.test/coins", {
  headers: {
    "accept": "application/json",
  },
})`)
  })

  it("keeps the caller's own Cache-Control", () => {
    const fields = [['cache-control', 'max-age=0']] as const
    expect(copyAsFetch({ method: 'GET', url: 'https://api.test/', fields })).toContain('max-age=0')
  })

  it('is one text whatever a field holds', () => {
    const fields = [['x-note', 'a"b\\c\n`${1}`']] as const
    expect(copyAsFetch({ method: 'GET', url: 'https://api.test/', fields })).toContain(
      String.raw`"x-note": "a\"b\\c\n${'`${1}`'}",`,
    )
  })
})

it('the id of the user is in nothing that is copied: no segment, no parameter, no field', () => {
  const text = copyAsFetch({
    method: 'GET',
    url: 'https://api.test/users/0xabc/orders?owner=0xabc&page=1&note=0xabcd',
    fields: [
      ['x-owner', '0xabc'],
      ['accept', '*/*'],
    ],
    user: '0xabc',
  })
  expect(text)
    .toBe(`await fetch("https://api.test/users/REDACTED/orders?owner=REDACTED&page=1&note=0xabcd", {
  headers: {
    "accept": "*/*",
  },
})`)
})
