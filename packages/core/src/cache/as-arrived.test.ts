import { expect, it } from 'vitest'
import { asArrived } from './as-arrived.ts'

const arrived = { url: 'https://api.test/me', type: 'cors', redirected: true } as const

it('a made response tells what only fetch can set, and so do its clone and the clone’s clone', async () => {
  const response = asArrived(new Response('{"a":1}', { status: 201 }), arrived)
  const clone = response.clone()
  const second = clone.clone()
  for (const each of [response, clone, second]) {
    expect(each).toMatchObject({ ...arrived, status: 201, bodyUsed: false })
    expect(each).toBeInstanceOf(Response)
    expect(await each.json()).toEqual({ a: 1 })
  }
})

it('a response that is read cannot be cloned, as ever', async () => {
  const response = asArrived(new Response('x'), arrived)
  await response.text()
  expect(() => response.clone()).toThrow(TypeError)
})
