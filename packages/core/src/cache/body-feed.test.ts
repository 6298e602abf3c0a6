import { describe, expect, it, vi } from 'vitest'
import { rejectionOf, turn } from '../recorded.test-client.ts'
import { nextText, scriptedBody } from '../scripted-body.test-fixture.ts'
import { feedFrom } from './body-feed.ts'

function feed(limit = 100) {
  const network = scriptedBody()
  const onCancel = vi.fn<() => void>()
  return { network, onCancel, ...feedFrom(network.stream, { limit, onCancel }) }
}

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** Whether the promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const note = (): void => {
    settled = true
  }
  promise.then(note, note)
  await turn()
  return settled
}

describe('the reader', () => {
  it('has each chunk as soon as it arrives', async () => {
    const { network, stream } = feed()
    const reader = stream.getReader()
    const first = nextText(reader)
    network.send('one')
    expect(await first).toBe('one')
    network.send('two')
    network.send('three')
    expect(await nextText(reader)).toBe('two')
    expect(await nextText(reader)).toBe('three')
  })

  it('sees no end before it is told that there is one: then all is stored', async () => {
    const { network, stream, end, collected } = feed()
    const reader = stream.getReader()
    network.send('one')
    network.end()
    expect(await nextText(reader)).toBe('one')
    expect(textOf(await collected)).toBe('one')
    const last = nextText(reader)
    expect(await isSettled(last)).toBe(false)
    end()
    expect(await last).toBeUndefined()
  })

  it('who is late finds all that has arrived', async () => {
    const { network, stream, end, collected } = feed()
    for (const chunk of ['one', '', 'two']) network.send(chunk)
    network.end()
    await collected
    end()
    const reader = stream.getReader()
    expect([await nextText(reader), await nextText(reader), await nextText(reader)]).toEqual([
      'one',
      'two',
      undefined,
    ])
  })

  it('may bring a buffer of his own, as for a body of fetch', async () => {
    const { network, stream, end } = feed()
    const reader = stream.getReader({ mode: 'byob' })
    network.send('one and two')
    const first = await reader.read(new Uint8Array(3))
    const second = await reader.read(new Uint8Array(100))
    expect([textOf(first.value), textOf(second.value)]).toEqual(['one', ' and two'])
    network.end()
    end()
    expect((await reader.read(new Uint8Array(100))).done).toBe(true)
  })

  it.each([
    ['early', true],
    ['late', false],
  ])('I32: may change the bytes that he has: nobody else sees it (%s)', async (_, early) => {
    const { network, stream, end, collected } = feed()
    const reader = stream.getReader()
    async function spoil(): Promise<void> {
      const { value } = await reader.read()
      value?.fill(0)
    }
    network.send('one')
    if (early) await spoil()
    network.send('two')
    network.end()
    const whole = await collected
    if (!early) await spoil()
    await spoil()
    end()
    expect(textOf(whole)).toBe('onetwo')
  })

  it('I32: nor when the network gives Buffers, whose slice shares their memory', async () => {
    const given = Buffer.from('one')
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(given)
        controller.close()
      },
    })
    const { stream, collected } = feedFrom(body, { limit: 100, onCancel: vi.fn<() => void>() })
    const { value } = await stream.getReader().read()
    value?.fill(0)
    expect(given.toString()).toBe('one')
    expect(textOf(await collected)).toBe('one')
  })

  it('fails as the network does, after what had arrived', async () => {
    const { network, stream, collected } = feed()
    const reader = stream.getReader()
    network.send('one')
    expect(await nextText(reader)).toBe('one')
    const error = new TypeError('terminated')
    const next = rejectionOf(reader.read())
    network.fail(error)
    expect(await next).toBe(error)
    expect(await rejectionOf(collected)).toBe(error)
  })

  it('who is sent away fails with the reason, at once or at his next read; what arrives is collected', async () => {
    for (const isReading of [true, false]) {
      const { network, stream, collected, fail, onCancel } = feed()
      const reader = stream.getReader()
      const waiting = isReading ? rejectionOf(reader.read()) : undefined
      await turn()
      const reason = new Error('enough')
      fail(reason)
      expect(await (waiting ?? rejectionOf(reader.read()))).toBe(reason)
      network.send('one')
      network.end()
      expect(textOf(await collected)).toBe('one')
      expect(onCancel).not.toHaveBeenCalled()
    }
  })

  it('who is sent away while he waits for the end is rejected', async () => {
    const { network, stream, collected, fail } = feed()
    const reader = stream.getReader()
    network.end()
    await collected
    const last = rejectionOf(reader.read())
    await turn()
    const reason = new Error('ended')
    fail(reason)
    expect(await last).toBe(reason)
  })

  it('who cancels says so; what arrives is collected for those who stay', async () => {
    const { network, stream, collected, onCancel } = feed()
    network.send('one')
    await stream.cancel()
    expect(onCancel).toHaveBeenCalledOnce()
    network.send('two')
    network.end()
    expect(textOf(await collected)).toBe('onetwo')
    expect(network.cancelled()).toBeUndefined()
  })
})

describe('what is collected', () => {
  it('does not wait for the reader', async () => {
    const { network, collected } = feed()
    network.send('one')
    network.send('two')
    network.end()
    expect(textOf(await collected)).toBe('onetwo')
  })

  it('is a buffer of its own, and no part of a larger one', async () => {
    const large = new Uint8Array(1000).fill(65)
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(large.subarray(0, 3))
        controller.close()
      },
    })
    const { collected } = feedFrom(body, { limit: 100, onCancel: vi.fn<() => void>() })
    expect((await collected)?.buffer.byteLength).toBe(3)
  })

  it('is nothing when the network gives what is no bytes', async () => {
    const body = new ReadableStream<never>({
      start: (controller) => controller.enqueue('text' as never),
    })
    const { stream, collected } = feedFrom(body, { limit: 100, onCancel: vi.fn<() => void>() })
    expect(await rejectionOf(collected)).toBeInstanceOf(TypeError)
    expect(await rejectionOf(stream.getReader().read())).toBeInstanceOf(TypeError)
  })
})

describe('I33: over the limit', () => {
  it('up to it is not over it', async () => {
    const { network, collected } = feed(6)
    for (const chunk of ['one', 'two']) network.send(chunk)
    network.end()
    expect(textOf(await collected)).toBe('onetwo')
  })

  it('nothing is collected, and the reader sets the pace', async () => {
    const { network, stream, end, collected } = feed(5)
    network.send('one')
    network.send('two')
    expect(await collected).toBeUndefined()
    const asked = network.asked()
    await turn()
    expect(network.asked()).toBe(asked)
    const reader = stream.getReader()
    expect([await nextText(reader), await nextText(reader)]).toEqual(['one', 'two'])
    expect(network.asked()).toBe(asked)
    const third = nextText(reader)
    await turn()
    expect(network.asked()).toBe(asked + 1)
    network.send('three')
    expect(await third).toBe('three')
    network.end()
    end()
    expect(await nextText(reader)).toBeUndefined()
  })

  it('the network’s failure is the reader’s', async () => {
    const { network, stream, collected } = feed(2)
    network.send('one')
    await collected
    const reader = stream.getReader()
    await reader.read()
    const error = new TypeError('terminated')
    const next = rejectionOf(reader.read())
    network.fail(error)
    expect(await next).toBe(error)
  })

  it.each<[string, (given: ReturnType<typeof feed>) => unknown]>([
    ['cancels', ({ stream }) => stream.cancel()],
    ['was sent away', ({ fail }) => fail(new Error('left'))],
  ])('the network is let go when its reader %s, before or after', async (_, leave) => {
    for (const before of [true, false]) {
      const given = feed(2)
      if (before) await leave(given)
      given.network.send('one')
      expect(await given.collected).toBeUndefined()
      if (!before) await leave(given)
      await turn()
      expect(given.network.cancelled()).toBeDefined()
    }
  })
})

const encoded = (text: string) => new TextEncoder().encode(text)

/** A body of which each part comes when it is asked for. */
function partsOf(...parts: readonly string[]) {
  const left = [...parts]
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const part = left.shift()
        if (part === undefined) controller.close()
        else controller.enqueue(encoded(part))
      },
    },
    { highWaterMark: 0 },
  )
}

const fed = (body: ReadableStream<Uint8Array<ArrayBuffer>>, limit = 100) =>
  feedFrom(body, { limit, onCancel: () => undefined })

describe('a body whose parts come when they are asked for', () => {
  it('reaches its reader, and is collected', async () => {
    const { stream, collected, end } = fed(partsOf('one', '', 'two'))
    end()
    expect(await new Response(stream).text()).toBe('onetwo')
    expect(await collected).toEqual(encoded('onetwo'))
  })

  it('fills a reader’s own buffer, to the end', async () => {
    const { stream, end } = fed(partsOf('one', '', 'two'))
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
    const { stream, collected, end } = fed(partsOf('one', '', 'two', '', 'three'), 4)
    end()
    expect(await new Response(stream).text()).toBe('onetwothree')
    expect(await collected).toBeUndefined()
  })

  it('is not changed by its reader, nor by the reader of a branch', async () => {
    const { stream, collected, end } = fed(partsOf('one'))
    end()
    const branches = stream.tee().map((branch) => branch.getReader())
    for (const reader of branches) {
      const { value } = await reader.read()
      expect(value).toEqual(encoded('one'))
      value?.fill(0)
    }
    expect(await collected).toEqual(encoded('one'))
  })

  it('fails as the network does, also when the failure comes with a part', async () => {
    const reason = new TypeError('cut')
    const { stream, collected } = fed(
      new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          pull(controller) {
            controller.enqueue(encoded('one'))
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
