import { describe, expect, it, vi } from 'vitest'
import { browserTabs, defaultTabs } from './browser-tabs.ts'

const join = () => browserTabs({ partition: 'p', onMessage() {}, onWake() {} })

describe('tabs by default', () => {
  it('are none on a server, although it has channels and locks', () => {
    expect(globalThis).toHaveProperty('BroadcastChannel')
    expect(globalThis.navigator).toHaveProperty('locks')
    expect(defaultTabs()).toBeUndefined()
  })

  it.each(['document', 'WorkerGlobalScope'])("are the browser's where there is a %s", (global) => {
    vi.stubGlobal(global, {})
    expect(defaultTabs()).toBe(browserTabs)
  })
})

describe('tabs of a browser that lacks', () => {
  it('locks, as on plain http, have every lock granted at once', async () => {
    vi.stubGlobal('navigator', {})
    const tabs = join()
    const work = vi.fn(async (granted: boolean) => granted)
    const answers = [
      tabs.hold('lock', { ifAvailable: true }, work),
      tabs.hold('lock', { signal: AbortSignal.abort() }, work),
    ]
    expect(work).toHaveBeenCalledTimes(2)
    expect(await Promise.all(answers)).toEqual([true, true])
    tabs.close()
  })

  it('channels post to nobody', () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    const tabs = join()
    expect(() => tabs.post('etagged/1 ended 1')).not.toThrow()
    tabs.close()
  })
})

it('a browser that refuses a channel, since cookies are blocked, leaves the page alone (I34)', () => {
  vi.stubGlobal('BroadcastChannel', function refuse() {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  const tabs = join()
  expect(() => tabs.post('etagged/1 ended 1')).not.toThrow()
  tabs.close()
})

it('a channel keeps no process running', () => {
  const unref = vi.fn()
  const post = vi.fn()
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      unref = unref
      postMessage = post
      close(): void {}
    },
  )
  const tabs = join()
  expect(unref).toHaveBeenCalledOnce()
  tabs.close()
  tabs.post('after the end')
  expect(post).not.toHaveBeenCalled()
})
