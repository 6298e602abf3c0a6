import { describe, expect, it } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import { feedFrom } from './body-feed.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A body of which each part comes when it is asked for. */
function bodyOf(...parts: readonly string[]) {
  const left = [...parts]
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const part = left.shift()
        if (part === undefined) controller.close()
        else controller.enqueue(bytes(part))
      },
    },
    { highWaterMark: 0 },
  )
}

const feed = (body: ReadableStream<Uint8Array<ArrayBuffer>>, limit = 100) =>
  feedFrom(body, { limit, onCancel: () => undefined })

describe('a body on its way', () => {
  it('reaches its reader, and is collected', async () => {
    const { stream, collected, end } = feed(bodyOf('one', '', 'two'))
    end()
    expect(await new Response(stream).text()).toBe('onetwo')
    expect(await collected).toEqual(bytes('onetwo'))
  })

  it('fills a reader’s own buffer, to the end', async () => {
    const { stream, end } = feed(bodyOf('one', '', 'two'))
    end()
    const reader = stream.getReader({ mode: 'byob' })
    let text = ''
    for (
      let part = await reader.read(new Uint8Array(2));
      !part.done;
      part = await reader.read(new Uint8Array(2))
    ) {
      text += new TextDecoder().decode(part.value)
    }
    expect(text).toBe('onetwo')
  })

  it('beyond the limit, too, where nothing is collected', async () => {
    const { stream, collected, end } = feed(bodyOf('one', '', 'two', '', 'three'), 4)
    end()
    expect(await new Response(stream).text()).toBe('onetwothree')
    expect(await collected).toBeUndefined()
  })

  it('is not changed by its reader, nor by the reader of a branch', async () => {
    const { stream, collected, end } = feed(bodyOf('one'))
    end()
    const branches = stream.tee().map((branch) => branch.getReader())
    for (const reader of branches) {
      const { value } = await reader.read()
      expect(value).toEqual(bytes('one'))
      value?.fill(0)
    }
    expect(await collected).toEqual(bytes('one'))
  })

  it('fails as the network does, also when the failure comes with a part', async () => {
    const reason = new TypeError('cut')
    const { stream, collected } = feed(
      new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          pull(controller) {
            controller.enqueue(bytes('one'))
            controller.error(reason)
          },
        },
        { highWaterMark: 0 },
      ),
    )
    const reader = stream.getReader()
    const all = async () => {
      while (!(await reader.read()).done) continue
    }
    expect(await rejectionOf(all())).toBe(reason)
    expect(await rejectionOf(collected)).toBe(reason)
  })
})
