import { describe, expect, it } from 'vitest'
import { answerConditionally } from './conditional.ts'

const TAG = 'W/"l9Fw4VUO7kr8CvBlt4zaMCqXZ0w="'
const ask = (method: string, ifNoneMatch?: string) =>
  new Request('http://coins.test/', {
    method,
    ...(ifNoneMatch !== undefined && { headers: { 'if-none-match': ifNoneMatch } }),
  })
const answer = (status = 200, headers: Record<string, string> = {}) =>
  new Response('[]', { status, headers: { 'content-type': 'application/json', ...headers } })

describe('answerConditionally', () => {
  it('tags an unconditional answer and leaves its body alone', async () => {
    const response = await answerConditionally(ask('GET'), answer())
    expect(response.headers.get('etag')).toBe(TAG)
    expect(await response.text()).toBe('[]')
  })

  it('turns a match into a 304 with the other fields and without a body', async () => {
    const response = await answerConditionally(ask('GET', TAG), answer(200, { vary: 'Origin' }))
    expect(response.status).toBe(304)
    expect(Object.fromEntries(response.headers)).toEqual({ etag: TAG, vary: 'Origin' })
    expect(response.body).toBeNull()
  })

  it.each([
    { says: 'another tag', request: ask('GET', 'W/"x"'), status: 200 },
    { says: 'two tags', request: ask('GET', `W/"x", ${TAG}`), status: 200 },
    { says: 'a star', request: ask('GET', '*'), status: 200 },
    { says: 'a HEAD with the tag', request: ask('HEAD', TAG), status: 304 },
    { says: 'a POST with the tag', request: ask('POST', TAG), status: 200 },
  ])('answers $says with $status', async ({ request, status }) => {
    expect((await answerConditionally(request, answer())).status).toBe(status)
  })

  it('tags an error but never turns it into a 304', async () => {
    const response = await answerConditionally(ask('GET', TAG), answer(404))
    expect(response.status).toBe(404)
    expect(response.headers.get('etag')).toBe(TAG)
    expect(await response.text()).toBe('[]')
  })

  it('keeps a tag that the answer brings along', async () => {
    const response = await answerConditionally(ask('GET', '"v1"'), answer(200, { etag: '"v1"' }))
    expect(response.status).toBe(304)
    expect(response.headers.get('etag')).toBe('"v1"')
  })

  it('answers a HEAD with the tag of the body that it leaves out', async () => {
    const response = await answerConditionally(ask('HEAD'), answer())
    expect(response.headers.get('etag')).toBe(TAG)
    expect(await response.text()).toBe('')
  })
})
