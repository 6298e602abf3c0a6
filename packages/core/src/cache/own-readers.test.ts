import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import { asArrived } from './as-arrived.ts'
import { ownReaders, textReaders } from './own-readers.ts'

const headers = { 'content-type': 'application/json' }

function made(body: ReadableStream<Uint8Array<ArrayBuffer>> | null): Response {
  const response = new Response(body, { headers })
  const { url, type, redirected } = response
  return asArrived(response, { url, type, redirected, headers: response.headers }, ownReaders)
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

describe('a response that was made of a text', () => {
  const madeOf = (text: string): Response => {
    const response = new Response(text, { headers })
    const { url, type, redirected } = response
    const arrived = { url, type, redirected, headers: response.headers }
    return asArrived(response, arrived, (one) => textReaders(one, text))
  }

  it('is read by every reader', async () => {
    const text = '{"a":"é"}'
    expect(await madeOf(text).text()).toBe(text)
    expect(await madeOf(text).json()).toEqual({ a: 'é' })
    expect((await madeOf(text).arrayBuffer()).byteLength).toBe(10)
    expect((await madeOf(text).blob()).type).toBe('application/json')
    expect(await new Response(madeOf(text).body).text()).toBe(text)
  })

  it('is read once: then its body is used and locked, and each reader rejects', async () => {
    for (const read of ['json', 'text'] as const) {
      const response = madeOf('1')
      expect(response.bodyUsed).toBe(false)
      await response[read]()
      expect(response.bodyUsed).toBe(true)
      expect(response.body?.locked).toBe(true)
      expect(() => response.clone()).toThrow(TypeError)
      for (const again of ['json', 'text', 'arrayBuffer'] as const) {
        await expect(response[again]()).rejects.toThrow(TypeError)
      }
    }
  })

  it('is not read by its text where somebody reads its body', async () => {
    const response = madeOf('1')
    response.body?.getReader()
    await expect(response.text()).rejects.toThrow(TypeError)
  })

  it('gives each reader data of his own, and so does its clone', async () => {
    const response = madeOf('{"a":1}')
    const clone = response.clone()
    const one: unknown = await response.json()
    const other: unknown = await clone.json()
    expect(one).toEqual({ a: 1 })
    expect(other).toEqual(one)
    expect(other).not.toBe(one)
  })

  it('a clone is read whole after it, however long it is', async () => {
    const text = 'x'.repeat(3 * 2 ** 20)
    const response = madeOf(text)
    const clone = response.clone()
    expect(await response.text()).toHaveLength(text.length)
    expect((await clone.arrayBuffer()).byteLength).toBe(text.length)
  })

  it('is not JSON because of a cache, and has no byte order mark', async () => {
    await expect(madeOf('{"a":').json()).rejects.toThrow(SyntaxError)
    expect(await madeOf('\u{feff}1').text()).toBe('1')
    expect(await madeOf('\u{feff}1').json()).toBe(1)
  })
})
