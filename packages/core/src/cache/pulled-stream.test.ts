import { afterEach, describe, expect, it, vi } from 'vitest'
import { rejectionOf, turn } from '../recorded.test-client.ts'
import { nextText } from '../scripted-body.test-fixture.ts'
import { pulledStream } from './pulled-stream.ts'

afterEach(() => vi.unstubAllGlobals())

/** Chunks of these texts, and how many were asked for. */
function source(...texts: readonly string[]) {
  let asked = 0
  const next = () => {
    const chunk = texts[asked++]
    return chunk === undefined ? undefined : new TextEncoder().encode(chunk)
  }
  return { next, asked: () => asked }
}

/** The stream that an engine makes which knows no streams of bytes. */
const withoutByteStreams: typeof pulledStream = (given) => {
  const Engine = ReadableStream
  vi.stubGlobal(
    'ReadableStream',
    function OlderStream(underlying: UnderlyingDefaultSource, strategy?: QueuingStrategy) {
      if ('type' in underlying) throw new TypeError('There is no such type')
      return new Engine(underlying, strategy)
    },
  )
  const stream = pulledStream(given)
  vi.unstubAllGlobals()
  return stream
}

describe.each([
  ['of bytes', pulledStream],
  ['where there are no streams of bytes', withoutByteStreams],
])('a stream %s', (_, make) => {
  it('makes a chunk when its reader asks for one, and not before', async () => {
    const { next, asked } = source('one', 'two')
    const { stream } = make({ next })
    await turn()
    expect(asked()).toBe(0)
    const reader = stream.getReader()
    expect(await nextText(reader)).toBe('one')
    await turn()
    expect(asked()).toBe(1)
    expect([await nextText(reader), await nextText(reader)]).toEqual(['two', undefined])
  })

  it('passes over what is empty', async () => {
    const { stream } = make(source('', '', 'one', ''))
    expect(await new Response(stream).text()).toBe('one')
  })

  it('fails its reader, waiting or not', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
    const { stream, fail } = make({ next: () => promise })
    const reader = stream.getReader()
    const waiting = rejectionOf(reader.read())
    await turn()
    const reason = new Error('enough')
    fail(reason)
    expect(await waiting).toBe(reason)
    resolve(new Uint8Array(1))
    await turn()
    expect(await rejectionOf(reader.read())).toBe(reason)
  })

  it('tells that its reader wants no more, and hears no more of him', async () => {
    const onCancel = vi.fn<(reason: unknown) => void>()
    const { next, asked } = source('one', 'two')
    const { stream, fail } = make({ next, onCancel })
    await stream.cancel('enough')
    fail(new Error('too late'))
    expect(onCancel).toHaveBeenCalledExactlyOnceWith('enough')
    expect(asked()).toBe(0)
  })

  it('is a body that can be cloned', async () => {
    const response = new Response(make(source('one', 'two')).stream)
    const clone = response.clone()
    expect([await response.text(), await clone.text()]).toEqual(['onetwo', 'onetwo'])
  })
})

it('gives a buffer back to who brought it, also when there is no more', async () => {
  const { stream } = pulledStream(source('one'))
  const reader = stream.getReader({ mode: 'byob' })
  const { value } = await reader.read(new Uint8Array(10))
  expect(new TextDecoder().decode(value)).toBe('one')
  const last = await reader.read(new Uint8Array(10))
  expect(last.done).toBe(true)
  expect(last.value?.buffer.byteLength).toBe(10)
})

it('what else is wrong with a stream is not hidden', () => {
  vi.stubGlobal(
    'ReadableStream',
    vi.fn<() => void>().mockImplementation(() => {
      throw new Error('another fault')
    }),
  )
  expect(() => pulledStream(source())).toThrow('another fault')
})
