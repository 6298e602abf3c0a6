import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveSource } from './live-source.ts'
import { serverSentEvents } from './server-sent-events.ts'
import { collectUncaught } from './uncaught.test-tool.ts'

/** What the platform's does, but for the network. */
class FakeEventSource extends EventTarget {
  static latest: FakeEventSource
  readonly url: string
  readonly withCredentials: boolean
  isClosed = false

  constructor(url: string | URL, init?: EventSourceInit) {
    super()
    this.url = String(url)
    this.withCredentials = init?.withCredentials ?? false
    FakeEventSource.latest = this
  }

  send(type: string, data: string, lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(type, { data, lastEventId }))
  }

  close(): void {
    this.isClosed = true
  }
}

const Faked = FakeEventSource as unknown as typeof EventSource

let heard: unknown[]

beforeEach(() => {
  heard = []
})

function listen<Event>(source: LiveSource<Event>): () => void {
  return source.open({
    onOpen: () => heard.push('open'),
    onEvent: (event) => heard.push(event),
    onClose: () => heard.push('closed'),
  })
}

describe('Server-sent events', () => {
  it('are read as JSON, from the type that has none', () => {
    listen(serverSentEvents('/stream', { EventSource: Faked }))
    const { latest } = FakeEventSource
    expect([latest.url, latest.withCredentials]).toEqual(['/stream', false])
    latest.dispatchEvent(new Event('open'))
    latest.send('message', '{"mint":"a"}')
    latest.send('message', 'null')
    latest.send('message', 'no JSON')
    latest.send('trade', '{"mint":"b"}')
    expect(heard).toEqual(['open', { mint: 'a' }, null])
  })

  it('are of the types that are named, and what read makes of them', () => {
    const source = serverSentEvents('/stream', {
      EventSource: Faked,
      events: ['trade', 'reset'],
      withCredentials: true,
      read: ({ type, data, id }) => (data === '' ? undefined : `${type} ${data} ${id}`),
    })
    listen(source)
    const { latest } = FakeEventSource
    expect(latest.withCredentials).toBe(true)
    latest.send('message', 'x')
    latest.send('trade', 'x', '7')
    latest.send('trade', '', '8')
    latest.send('reset', 'y', '8')
    expect(heard).toEqual(['trade x 7', 'reset y 8'])
  })

  it('end with the first error: the platform does not connect by itself', () => {
    listen(serverSentEvents('/stream', { EventSource: Faked }))
    FakeEventSource.latest.dispatchEvent(new Event('error'))
    expect(FakeEventSource.latest.isClosed).toBe(true)
    expect(heard).toEqual(['closed'])
  })

  it('end when they are not wanted any more', () => {
    const close = listen(serverSentEvents('/stream', { EventSource: Faked }))
    close()
    expect(FakeEventSource.latest.isClosed).toBe(true)
    expect(heard).toEqual([])
  })

  it('go on after one on which read fails, and its author hears of it', async () => {
    const uncaught = collectUncaught()
    const source = serverSentEvents('/stream', {
      EventSource: Faked,
      read({ data }) {
        if (data === 'bad') throw new Error('mine')
        return data
      },
    })
    listen(source)
    FakeEventSource.latest.send('message', 'bad')
    FakeEventSource.latest.send('message', 'good')
    await Promise.resolve()
    expect(heard).toEqual(['good'])
    expect(uncaught).toEqual([new Error('mine')])
  })

  it("come by the platform's EventSource, and not where there is none", () => {
    vi.stubGlobal('EventSource', undefined)
    const source = serverSentEvents(new URL('https://api.test/stream'))
    expect(() => listen(source)).toThrow('Pass an EventSource')
    vi.stubGlobal('EventSource', FakeEventSource)
    listen(source)
    expect(FakeEventSource.latest.url).toBe('https://api.test/stream')
  })
})
