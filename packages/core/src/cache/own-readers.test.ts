import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import { asArrived } from './as-arrived.ts'

const headers = { 'content-type': 'application/json' }

function made(body: ReadableStream<Uint8Array<ArrayBuffer>> | null): Response {
  const response = new Response(body, { headers })
  const { url, type, redirected } = response
  return asArrived(response, { url, type, redirected, headers: response.headers }, true)
}

/** A stream of these parts, which then fails, if it is given a reason. */
function streamOf(parts: readonly string[], reason?: unknown) {
  const left = [...parts]
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const part = left.shift()
      if (part !== undefined) controller.enqueue(new TextEncoder().encode(part))
      else if (reason === undefined) controller.close()
      else controller.error(reason)
    },
  })
}

const json = () => made(streamOf(['{"a"', ':1}']))

describe('a response that was made of a stream', () => {
  it('is read by every reader', async () => {
    expect(await json().text()).toBe('{"a":1}')
    expect(await json().json()).toEqual({ a: 1 })
    expect((await json().arrayBuffer()).byteLength).toBe(7)
    expect((await json().blob()).type).toBe('application/json')
    await expect(json().formData()).rejects.toThrow(TypeError)
  })

  it.runIf('bytes' in Response.prototype)('is read by bytes, where there is that', async () => {
    expect(await json().bytes()).toHaveLength(7)
  })

  it('fails with the error of the stream, its clone too', async () => {
    for (const reason of [new RangeError('never mind'), 'a string', undefined]) {
      const given = reason ?? new DOMException('', 'AbortError')
      const response = made(streamOf(['{"a"'], given))
      const clone = response.clone()
      expect(await rejectionOf(response.json())).toBe(given)
      expect(await rejectionOf(clone.text())).toBe(given)
    }
  })

  it('is used by the first reader, at once', async () => {
    const response = json()
    const first = response.text()
    expect(response.bodyUsed).toBe(true)
    await expect(response.json()).rejects.toThrow(TypeError)
    expect(await first).toBe('{"a":1}')
    await expect(response.text()).rejects.toThrow(TypeError)
  })

  it('cannot be read beside a reader of its body, nor after one', async () => {
    const response = json()
    const reader = response.body?.getReader()
    await expect(response.text()).rejects.toThrow(TypeError)
    await reader?.read()
    reader?.releaseLock()
    await expect(response.text()).rejects.toThrow(TypeError)
  })

  it('may have no body', async () => {
    expect(await made(null).text()).toBe('')
  })
})
