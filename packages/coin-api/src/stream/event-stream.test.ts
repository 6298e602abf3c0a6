import { describe, expect, it, vi } from 'vitest'
import { eventStream } from './event-stream.ts'

const ask = (signal?: AbortSignal) => new Request('http://x.test/', { ...(signal && { signal }) })
const never = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')))
  })

describe('a stream of events', () => {
  it('is labelled as one, and nobody stores it', () => {
    const { headers, status } = eventStream(ask(), async function* none() {})
    expect([status, Object.fromEntries(headers)]).toEqual([
      200,
      { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    ])
  })

  it('has the pieces as its body, and ends after the last', async () => {
    const answer = eventStream(ask(), async function* two() {
      yield 'é'
      yield '!'
    })
    expect(await answer.text()).toBe('é!')
  })

  it('makes no piece before somebody reads it', async () => {
    const made = vi.fn()
    const answer = eventStream(ask(), async function* one() {
      made()
      yield 'a'
      made()
      yield 'b'
    })
    await new Promise(setImmediate)
    expect(made).not.toHaveBeenCalled()
    const reader = answer.body?.getReader()
    await reader?.read()
    await new Promise(setImmediate)
    expect(made).toHaveBeenCalledTimes(1)
    await reader?.cancel()
  })

  it('tells its source when the reader goes, and lets go of the request', async () => {
    const ended = vi.fn()
    const { signal } = new AbortController()
    const request = ask(signal)
    const removed = vi.spyOn(request.signal, 'removeEventListener')
    const waiting = Promise.withResolvers<undefined>()
    const answer = eventStream(request, async function* wait(gone) {
      yield 'a'
      waiting.resolve(undefined)
      await never(gone).finally(ended)
    })
    const reader = answer.body?.getReader()
    await reader?.read()
    const rest = reader?.read()
    await waiting.promise
    await reader?.cancel()
    expect(await rest).toEqual({ done: true, value: undefined })
    await vi.waitFor(() => expect(ended).toHaveBeenCalled())
    expect(removed).toHaveBeenCalled()
  })

  it('ends its source between two pieces when the reader goes', async () => {
    const ended = vi.fn()
    const answer = eventStream(ask(), async function* endless() {
      try {
        while (true) yield 'a'
      } finally {
        ended()
      }
    })
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect(ended).toHaveBeenCalled()
  })

  it.each(['before', 'while it waits'])('ends when the request is aborted %s', async (when) => {
    const abort = new AbortController()
    if (when === 'before') abort.abort()
    const answer = eventStream(ask(abort.signal), async function* wait(gone) {
      if (!gone.aborted) await never(gone)
      if (!gone.aborted) yield 'late'
    })
    const text = answer.text()
    abort.abort()
    expect(await text).toBe('')
  })

  it('breaks when its source does', async () => {
    const answer = eventStream(ask(), async function* fail() {
      yield 'a'
      throw new TypeError('gone')
    })
    await expect(answer.text()).rejects.toThrow('gone')
  })
})
