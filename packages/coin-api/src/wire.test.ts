import { describe, expect, it } from 'vitest'
import { fieldWire } from './wire.ts'

const ask = (cookie?: string) =>
  new Request('http://coins.test/', cookie === undefined ? {} : { headers: { cookie } })

describe('the wire of a request over HTTP', () => {
  it.each([
    { cookie: undefined, value: undefined },
    { cookie: '', value: undefined },
    { cookie: 'auth_token=abc', value: 'abc' },
    { cookie: 'theme=dark; auth_token=a.b-c_d; x=1', value: 'a.b-c_d' },
    { cookie: 'xauth_token=abc', value: undefined },
    { cookie: 'auth_token=%41%20', value: 'A ' },
  ])('reads auth_token in "$cookie" as $value', ({ cookie, value }) => {
    expect(fieldWire(ask(cookie)).cookies.get('auth_token')).toBe(value)
  })

  it('says which address asks', () => {
    expect(fieldWire(ask(), '127.0.0.1').address).toBe('127.0.0.1')
  })

  it('puts each cookie that was set into a field of its own', () => {
    const wire = fieldWire(ask())
    wire.cookies.set('auth_token', 'abc', { maxAge: 60 })
    wire.cookies.set('theme', '', { maxAge: 0 })
    const answer = new Response('x', { status: 201, headers: { etag: '"1"' } })
    expect(wire.withCookies(answer).headers.getSetCookie()).toEqual([
      'auth_token=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
      'theme=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ])
  })

  it('keeps status, fields and body of an answer that it adds cookies to', async () => {
    const wire = fieldWire(ask())
    wire.cookies.set('auth_token', 'abc', { maxAge: 60 })
    const answer = wire.withCookies(new Response('x', { status: 201, headers: { etag: '"1"' } }))
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([
      201,
      '"1"',
      'x',
    ])
  })

  it('leaves an answer alone when no cookie was set', () => {
    const answer = new Response('x')
    expect(fieldWire(ask()).withCookies(answer)).toBe(answer)
  })

  it('leaves a network failure one, which no field can be added to', () => {
    const wire = fieldWire(ask())
    wire.cookies.set('auth_token', 'abc', { maxAge: 60 })
    expect(wire.withCookies(Response.error()).type).toBe('error')
  })
})
