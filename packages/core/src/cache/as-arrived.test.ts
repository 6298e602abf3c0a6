import { expect, it } from 'vitest'
import { asArrived } from './as-arrived.ts'

const arrived = () =>
  ({
    url: 'https://api.test/me',
    type: 'cors',
    redirected: true,
    headers: new Headers({ etag: '"1"' }),
  }) as const

it('a made response tells what only fetch can set, and so do its clone and the clone’s clone', async () => {
  const response = asArrived(new Response('{"a":1}', { status: 201 }), arrived())
  const clone = response.clone()
  const second = clone.clone()
  const { url, type, redirected } = arrived()
  for (const each of [response, clone, second]) {
    expect(each).toMatchObject({ url, type, redirected, status: 201, bodyUsed: false })
    expect([...each.headers]).toEqual([['etag', '"1"']])
    expect(each).toBeInstanceOf(Response)
    expect(await each.json()).toEqual({ a: 1 })
  }
})

it('nobody changes the fields of a response, nor of its clone', () => {
  const response = asArrived(new Response('x'), arrived())
  for (const { headers } of [response, response.clone()]) {
    expect(() => headers.set('etag', '"2"')).toThrow(TypeError)
    expect(() => headers.append('x', 'y')).toThrow(TypeError)
    expect(() => headers.delete('etag')).toThrow(TypeError)
    expect(new Headers(headers).get('etag')).toBe('"1"')
  }
})

it('the same response can arrive twice', () => {
  const response = new Response(null, { status: 204 })
  asArrived(response, arrived())
  const headers = new Headers({ etag: '"2"' })
  expect(asArrived(response, { ...arrived(), headers }).headers.get('etag')).toBe('"2"')
})

it('a response that is read cannot be cloned, as ever', async () => {
  const response = asArrived(new Response('x'), arrived())
  await response.text()
  expect(() => response.clone()).toThrow(TypeError)
})
