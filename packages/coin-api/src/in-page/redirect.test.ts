import { describe, expect, it } from 'vitest'
import { decideRedirect, type Trip } from './redirect.ts'

const BODY = new TextEncoder().encode('{}').buffer
const trip = (change: Partial<Trip> = {}): Trip => ({
  url: new URL('https://page.test/api/coins?a=1#f'),
  method: 'GET',
  headers: new Headers({ authorization: 'Bearer t', 'content-type': 'application/json' }),
  body: undefined,
  hops: 0,
  ...change,
})
const follow = (from: Trip, status: number, location = '/api/x') => {
  const redirect = decideRedirect(from, status, location)
  if (redirect.kind !== 'follow') throw new Error(redirect.kind)
  return redirect.trip
}

describe('a redirect (Fetch, 4.4)', () => {
  it.each([
    { status: 301, method: 'GET', becomes: 'GET' },
    { status: 301, method: 'POST', becomes: 'GET' },
    { status: 301, method: 'DELETE', becomes: 'DELETE' },
    { status: 302, method: 'POST', becomes: 'GET' },
    { status: 303, method: 'POST', becomes: 'GET' },
    { status: 303, method: 'DELETE', becomes: 'GET' },
    { status: 303, method: 'HEAD', becomes: 'HEAD' },
    { status: 307, method: 'POST', becomes: 'POST' },
    { status: 308, method: 'POST', becomes: 'POST' },
  ])('of status $status sends a $method on as $becomes', ({ status, method, becomes }) => {
    const keeps = method === becomes && method === 'POST'
    const next = follow(trip({ method, ...(method === 'POST' && { body: BODY }) }), status)
    expect({ method: next.method, body: next.body }).toEqual({
      method: becomes,
      body: keeps ? BODY : undefined,
    })
    expect(next.headers.has('content-type')).toBe(method === becomes)
  })

  it.each([
    { location: '?a=2', leads: 'https://page.test/api/coins?a=2#f' },
    { location: '/x', leads: 'https://page.test/x#f' },
    { location: 'y#g', leads: 'https://page.test/api/y#g' },
    { location: 'https://other.test/', leads: 'https://other.test/#f' },
  ])('to $location leads to $leads', ({ location, leads }) => {
    expect(follow(trip(), 302, location).url.href).toBe(leads)
  })

  it('takes the credentials along on its own origin only', () => {
    expect(follow(trip(), 302).headers.get('authorization')).toBe('Bearer t')
    expect(follow(trip(), 302, 'https://other.test/').headers.has('authorization')).toBe(false)
  })

  it('counts its hops and ends after 20', () => {
    expect(follow(trip({ hops: 19 }), 302).hops).toBe(20)
    expect(decideRedirect(trip({ hops: 20 }), 302, '/')).toEqual({
      kind: 'fail',
      because: 'too-many',
    })
  })

  it.each(['http://', 'data:text/plain,x', 'javascript:0'])(
    'fails at the address %s',
    (location) => {
      const failure = { kind: 'fail', because: 'no-address' }
      expect(decideRedirect(trip(), 302, location)).toEqual(failure)
    },
  )

  it.each([
    { status: 200, location: '/x' },
    { status: 300, location: '/x' },
    { status: 304, location: '/x' },
    { status: 302, location: null },
  ])('is none: $status with Location $location', ({ status, location }) => {
    expect(decideRedirect(trip(), status, location)).toEqual({ kind: 'none' })
  })
})
