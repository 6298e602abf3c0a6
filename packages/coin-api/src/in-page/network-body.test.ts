import { describe, expect, it, vi } from 'vitest'
import { networkBody } from './network-body.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const source = (act: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>>) => new ReadableStream(act)
const textOf = (body: ReadableStream) => new Response(body).text()

describe('a body from the network', () => {
  it('has the bytes of its source', async () => {
    const body = new Response('one and two').body
    if (!body) throw new Error('no body')
    expect(await textOf(networkBody(body, null))).toBe('one and two')
  })

  it('asks for a piece when somebody reads, and no sooner', async () => {
    const pull = vi.fn((controller: ReadableStreamDefaultController) =>
      controller.enqueue(bytes('x')),
    )
    const body = networkBody(
      new ReadableStream<Uint8Array<ArrayBuffer>>({ pull }, { highWaterMark: 0 }),
      null,
    )
    await Promise.resolve()
    expect(pull).not.toHaveBeenCalled()
    await body.getReader().read()
    expect(pull).toHaveBeenCalledTimes(1)
  })

  it('breaks with a TypeError, after the bytes that came', async () => {
    const pieces = [bytes('half')]
    const body = networkBody(
      source({
        pull: (controller) => {
          const piece = pieces.pop()
          if (piece) controller.enqueue(piece)
          else controller.error(new RangeError('cut'))
        },
      }),
      null,
    )
    const reader = body.getReader()
    expect((await reader.read()).value).toEqual(bytes('half'))
    await expect(reader.read()).rejects.toThrow(new TypeError('network error'))
  })

  it('ends with the reason of an abort, and tells its source', async () => {
    const cancel = vi.fn()
    const abort = new AbortController()
    const body = networkBody(source({ cancel }), abort.signal)
    const read = body.getReader().read()
    abort.abort('enough')
    await expect(read).rejects.toBe('enough')
    expect(cancel).toHaveBeenCalledWith('enough')
  })

  it('tells its source when the reader has enough', async () => {
    const cancel = vi.fn()
    await networkBody(source({ cancel }), null).cancel('enough')
    expect(cancel).toHaveBeenCalledWith('enough')
  })

  it('listens to its signal only as long as it goes on', async () => {
    const { signal } = new AbortController()
    const removed = vi.spyOn(signal, 'removeEventListener')
    await textOf(networkBody(source({ start: (controller) => controller.close() }), signal))
    expect(removed).toHaveBeenCalledTimes(1)
  })
})
