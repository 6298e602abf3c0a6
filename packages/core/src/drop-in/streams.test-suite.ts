import { expect } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import type { Behaviour } from './behaviour.test-fixture.ts'
import { BY_STORING, STORABLE } from './storing.test-fixture.ts'

type Bytes = Uint8Array<ArrayBuffer>

const decode = (value: Bytes | undefined): string => new TextDecoder().decode(value)

async function readerOf(answer: Promise<Response>): Promise<ReadableStreamDefaultReader<Bytes>> {
  const { body } = await answer
  if (body === null) throw new Error('There is no body')
  return body.getReader()
}

async function rest(reader: ReadableStreamDefaultReader<Bytes>): Promise<string> {
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decode(part.value)
  }
  return text
}

/** A body that is read while it comes. */
export const STREAMS: readonly Behaviour[] = [
  ...BY_STORING.flatMap(({ which, headers }): readonly Behaviour[] => [
    {
      says: `an answer that ${which} is there when its head is, before its body`,
      exceptions: { firefox: 'waits for the first bytes of the body' },
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const answer = fetch(channel.url)
        await channel.arrived()
        await channel.head()
        const response = await answer
        expect([response.status, response.url]).toEqual([200, channel.url])
        expect(response.headers.get('cache-control')).toBe(headers['cache-control'])
        await channel.write('body')
        await channel.end()
        expect(await response.text()).toBe('body')
      },
    },
    {
      says: `the parts of a body that ${which} come as they are sent`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const answer = fetch(channel.url)
        await channel.write('one')
        const reader = await readerOf(answer)
        expect(decode((await reader.read()).value)).toBe('one')
        for (const part of ['two', 'three']) {
          await channel.write(part)
          expect(decode((await reader.read()).value)).toBe(part)
        }
        await channel.end()
        expect(await reader.read()).toEqual({ done: true, value: undefined })
      },
    },
    {
      says: `who cancels a body that ${which} ends its transfer, with the next part at the latest`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const answer = fetch(channel.url)
        await channel.write('one')
        const response = await answer
        await response.body?.cancel()
        await channel.write('two')
        await channel.closed()
        expect(response.bodyUsed).toBe(true)
      },
    },
    {
      says: `who cancels his reader of a body that ${which} after a part ends its transfer, with the next part at the latest`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const answer = fetch(channel.url)
        await channel.write('one')
        const reader = await readerOf(answer)
        expect(decode((await reader.read()).value)).toBe('one')
        await reader.cancel('enough')
        await channel.write('two')
        await channel.closed()
        expect(await reader.read()).toEqual({ done: true, value: undefined })
      },
    },
    {
      says: `a body that ${which} and is cut short fails its reading, after what came of it`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens({ ...headers, 'content-length': '10' })
        const answer = fetch(channel.url)
        await channel.write('one')
        const reader = await readerOf(answer)
        expect(decode((await reader.read()).value)).toBe('one')
        await channel.cut()
        expect(await rejectionOf(rest(reader))).toBeInstanceOf(TypeError)
      },
    },
    {
      says: `a clone of a body that ${which} follows while it comes`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const answer = fetch(channel.url)
        await channel.write('one')
        const response = await answer
        const clone = response.clone()
        const readers = await Promise.all([readerOf(answer), readerOf(Promise.resolve(clone))])
        for (const reader of readers) expect(decode((await reader.read()).value)).toBe('one')
        await channel.write('two')
        await channel.end()
        expect(await Promise.all(readers.map(rest))).toEqual(['two', 'two'])
      },
    },
    {
      says: `one branch of a body that ${which} can be cancelled while the other is read`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const answer = fetch(channel.url)
        await channel.write('one, ')
        const response = await answer
        const clone = response.clone()
        // A branch’s cancellation waits for the other’s.
        void response.body?.cancel()
        await channel.write('two')
        await channel.end()
        expect(await clone.text()).toBe('one, two')
      },
    },
  ]),
  {
    says: 'a body is walked through by for await',
    exceptions: { webkit: 'has no asynchronous iteration of streams' },
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, pattern: 100_000 })
      for (let time = 0; time < 2; time++) {
        const { body } = await fetch(url)
        let bytes = 0
        for await (const part of body as unknown as AsyncIterable<Bytes>) bytes += part.length
        expect(bytes).toBe(100_000)
      }
    },
  },
  {
    says: 'a body goes through a TextDecoderStream',
    assert: async ({ fetch, origin }) => {
      const text = 'caf\u{e9} \u{1f375} '.repeat(100)
      const url = origin.gives({ headers: STORABLE, coding: 'gzip', text })
      for (let time = 0; time < 2; time++) {
        const { body } = await fetch(url)
        const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
        let read = ''
        for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
          read += part.value
        }
        expect(read === text).toBe(true)
      }
    },
  },
  {
    says: 'a body goes into a WritableStream',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'into it' })
      for (let time = 0; time < 2; time++) {
        let read = ''
        const { body } = await fetch(url)
        await body?.pipeTo(
          new WritableStream<Bytes>({ write: (part) => void (read += decode(part)) }),
        )
        expect(read).toBe('into it')
      }
    },
  },
  {
    says: 'a body can be teed',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'in two' })
      for (let time = 0; time < 2; time++) {
        const branches = (await fetch(url)).body?.tee() ?? []
        const texts = await Promise.all(branches.map((branch) => new Response(branch).text()))
        expect(texts).toEqual(['in two', 'in two'])
      }
    },
  },
  {
    says: 'a body fills the reader’s own buffer',
    exceptions: { webkit: 'has no byte streams' },
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'abc' })
      for (let time = 0; time < 2; time++) {
        const reader = (await fetch(url)).body?.getReader({ mode: 'byob' })
        const part = await reader?.read(new Uint8Array(2))
        expect(decode(part?.value)).toBe('ab')
        await reader?.cancel()
      }
    },
  },
  {
    says: 'the body is the same stream each time it is asked for, made of Uint8Arrays',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'x' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        expect(response.body).toBeInstanceOf(ReadableStream)
        expect(response.body).toBe(response.body)
        const reader = response.body?.getReader()
        expect((await reader?.read())?.value).toBeInstanceOf(Uint8Array)
      }
    },
  },
  {
    says: 'a body with a reader is locked: other readings reject with TypeError',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'x' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        const reader = response.body?.getReader()
        expect(response.body?.locked).toBe(true)
        expect(response.bodyUsed).toBe(false)
        await expect(response.text()).rejects.toBeInstanceOf(TypeError)
        expect((await reader?.read())?.done).toBe(false)
      }
    },
  },
  {
    says: 'a reader that lets go leaves the body to others',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'x' })
      for (let time = 0; time < 2; time++) {
        const response = await fetch(url)
        response.body?.getReader().releaseLock()
        expect([response.body?.locked, response.bodyUsed]).toEqual([false, false])
        expect(await response.text()).toBe('x')
      }
    },
  },
]
