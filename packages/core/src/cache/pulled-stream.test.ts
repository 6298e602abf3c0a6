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

function withoutByteStreams(): void {
  const Engine = ReadableStream
  vi.stubGlobal(
    'ReadableStream',
    function OlderStream(given: UnderlyingDefaultSource, strategy?: QueuingStrategy) {
      if ('type' in given) throw new TypeError('There is no such type')
      return new Engine(given, strategy)
    },
  )
}

describe.each([
  ['of bytes', () => undefined],
  ['where there are no streams of bytes', withoutByteStreams],
])('a stream %s', (_, setUp) => {
  it('makes a chunk when its reader asks for one, and not before', async () => {
    setUp()
    const { next, asked } = source('one', 'two')
    const { stream } = pulledStream({ next })
    await turn()
    expect(asked()).toBe(0)
    const reader = stream.getReader()
    expect(await nextText(reader)).toBe('one')
    await turn()
    expect(asked()).toBe(1)
    expect([await nextText(reader), await nextText(reader)]).toEqual(['two', undefined])
  })

  it('passes over what is empty', async () => {
    setUp()
    const { stream } = pulledStream(source('', '', 'one', ''))
    expect(await new Response(stream).text()).toBe('one')
  })

  it('fails its reader, waiting or not', async () => {
    setUp()
    const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
    const { stream, fail } = pulledStream({ next: () => promise })
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
    setUp()
    const onCancel = vi.fn<(reason: unknown) => void>()
    const { next, asked } = source('one', 'two')
    const { stream, fail } = pulledStream({ next, onCancel })
    await stream.cancel('enough')
    fail(new Error('too late'))
    expect(onCancel).toHaveBeenCalledExactlyOnceWith('enough')
    expect(asked()).toBe(0)
  })

  it('is a body that can be cloned', async () => {
    setUp()
    const response = new Response(pulledStream(source('one', 'two')).stream)
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
