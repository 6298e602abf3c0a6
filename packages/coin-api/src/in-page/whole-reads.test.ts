import { expect, it } from 'vitest'
import { wholeReads } from './whole-reads.ts'

const answer = (body: BodyInit | null, headers: Record<string, string> = {}) => {
  const response = new Response(body, { headers })
  return Object.defineProperties(response, wholeReads(response))
}

it('reads a body as every method would', async () => {
  const json = { 'content-type': 'application/json' }
  expect(await answer('é').text()).toBe('é')
  expect(await answer('{"a":1}').json()).toEqual({ a: 1 })
  expect(new Uint8Array(await answer('ab').arrayBuffer())).toEqual(Uint8Array.of(97, 98))
  expect(await answer('ab').bytes()).toEqual(Uint8Array.of(97, 98))
  expect(await answer('{}', json).blob()).toMatchObject({ size: 2, type: 'application/json' })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await answer('a=1', form).formData()).get('a')).toBe('1')
  expect(await answer(null).text()).toBe('')
})

it('reads it once', async () => {
  const once = answer('a')
  const first = once.text()
  await expect(once.text()).rejects.toThrow(TypeError)
  expect([await first, once.bodyUsed]).toEqual(['a', true])
  await expect(once.json()).rejects.toThrow(TypeError)
})

it('rejects with what broke it', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error('cut') })
  await expect(answer(body).text()).rejects.toBe('cut')
})
