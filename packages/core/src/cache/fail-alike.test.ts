import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import { failAlike, type FailureOf } from './fail-alike.ts'

const reason = new Error('left')

/** A response whose body fails so that the engine would say something else. */
function failing(failureOf: FailureOf = () => ({ reason })): Response {
  const body = new ReadableStream({
    pull() {
      throw new TypeError('Failed to fetch')
    },
  })
  return failAlike(new Response(body), failureOf)
}

const readers = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

describe.each(readers.filter((name) => name in Response.prototype))('%s', (name) => {
  it('rejects with what the body failed with; so does a clone’s', async () => {
    const response = failing()
    const clone = response.clone()
    const second = clone.clone()
    for (const each of [response, clone, second]) {
      expect(await rejectionOf(each[name]())).toBe(reason)
    }
  })

  it('rejects as ever when the body has not failed', async () => {
    expect(await rejectionOf(failing(() => undefined)[name]())).toBeInstanceOf(TypeError)
  })

  it('rejects as ever when the body was read before, or has a reader', async () => {
    const read = failing()
    await rejectionOf(read.text())
    expect(await rejectionOf(read[name]())).not.toBe(reason)
    const locked = failing()
    locked.body?.getReader()
    expect(await rejectionOf(locked[name]())).not.toBe(reason)
  })
})

it('what does not fail is read as ever', async () => {
  const response = failAlike(Response.json({ a: 1 }), () => undefined)
  expect(await response.clone().text()).toBe('{"a":1}')
  expect(await response.json()).toEqual({ a: 1 })
  expect(response.bodyUsed).toBe(true)
})

it('what is wrong with the text itself is told, also by json', async () => {
  const response = failAlike(new Response('{'), () => undefined)
  expect(await rejectionOf(response.json())).toBeInstanceOf(SyntaxError)
})
