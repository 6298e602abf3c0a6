import { afterEach, describe, expect, it, vi } from 'vitest'
import { browserTabs } from './browser-tabs.ts'
import type { Tabs, Waking } from './tabs.ts'

const opened: Tabs[] = []
afterEach(() => {
  for (const tabs of opened.splice(0)) tabs.close()
  for (const frame of document.querySelectorAll('iframe')) frame.remove()
})

let partitions = 0
const aPartition = (): string => `test-${performance.timeOrigin}-${partitions++}`

/** One of the tabs of a partition; `next` waits for a message. */
function open(partition: string) {
  const messages: unknown[] = []
  const wakings: Waking[] = []
  let onNext: (() => void) | undefined
  const tabs = browserTabs({
    partition,
    onMessage(message) {
      messages.push(message)
      onNext?.()
    },
    onWake: (how) => wakings.push(how),
  })
  opened.push(tabs)
  const next = (count: number) =>
    new Promise<readonly unknown[]>((resolve) => {
      onNext = () => {
        if (messages.length >= count) resolve(messages)
      }
      onNext()
    })
  return { tabs, messages, wakings, next }
}

/** Another page of the same origin. */
function openFrame(): Window & typeof globalThis {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const { contentWindow } = frame
  if (contentWindow === null) throw new Error('The frame has no window')
  return contentWindow as Window & typeof globalThis
}

it('who waits for a lock has heard, when it is granted, what its former holder said before', async () => {
  const missed: number[] = []
  for (let time = 0; time < 100; time++) {
    const partition = aPartition()
    const [holder, waiter] = [open(partition), open(partition)]
    const { promise, resolve } = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    void holder.tabs.hold('turn', {}, async () => {
      taken.resolve()
      await promise
    })
    await taken.promise
    const { signal } = new AbortController()
    const granted = waiter.tabs.hold('turn', { signal }, async () => waiter.messages.length)
    for (let count = 0; count < 5; count++) holder.tabs.post(count)
    resolve()
    const heard = await granted
    if (heard < 5) missed.push(heard)
    holder.tabs.close()
    waiter.tabs.close()
  }
  expect(missed).toEqual([])
})

describe('messages', () => {
  it('reach every other tab of the partition, and no tab of another', async () => {
    const partition = aPartition()
    const [one, two, three] = [open(partition), open(partition), open(partition)]
    const stranger = open(aPartition())
    one.tabs.post('first')
    one.tabs.post('second')
    expect(await two.next(2)).toEqual(['first', 'second'])
    expect(await three.next(2)).toEqual(['first', 'second'])
    three.tabs.post('back')
    expect(await one.next(1)).toEqual(['back'])
    expect(stranger.messages).toEqual([])
  })

  it('come from another page, too', async () => {
    const partition = aPartition()
    const { next } = open(partition)
    const page = openFrame()
    new page.BroadcastChannel(`etagged-${partition}`).postMessage('from there')
    expect(await next(1)).toEqual(['from there'])
  })

  it('end when the tab is closed', async () => {
    const partition = aPartition()
    const [one, two, three] = [open(partition), open(partition), open(partition)]
    two.tabs.close()
    two.tabs.post('unheard')
    one.tabs.post('heard by one')
    expect(await three.next(1)).toEqual(['heard by one'])
    expect(two.messages).toEqual([])
  })
})

describe('locks', () => {
  it('are held by one tab at a time', async () => {
    const partition = aPartition()
    const [one, other] = [open(partition).tabs, open(partition).tabs]
    const { promise: held, resolve: release } = Promise.withResolvers<string>()
    const order: string[] = []
    const first = one.hold('lock', { ifAvailable: true }, async (granted) => {
      order.push(`one ${granted}`)
      return held
    })
    const refused = await other.hold('lock', { ifAvailable: true }, async (granted) => granted)
    expect(refused).toBe(false)
    const second = other.hold('lock', {}, async (granted) => {
      order.push(`other ${granted}`)
      return 'other'
    })
    order.push('released')
    release('one')
    expect(await Promise.all([first, second])).toEqual(['one', 'other'])
    expect(order).toContain('one true')
    expect(order.at(-1)).toBe('other true')
  })

  it('of one name are others in another partition', async () => {
    const [one, other] = [open(aPartition()).tabs, open(aPartition()).tabs]
    const inside = await one.hold('lock', {}, () =>
      other.hold('lock', { ifAvailable: true }, async (granted) => granted),
    )
    expect(inside).toBe(true)
  })

  it('are no longer waited for when the signal aborts, which afterwards has no effect', async () => {
    const partition = aPartition()
    const [one, other] = [open(partition).tabs, open(partition).tabs]
    const controller = new AbortController()
    const reason = new Error('enough')
    await one.hold('lock', { signal: controller.signal }, async () => {
      const waiting = new AbortController()
      const second = other.hold('lock', { signal: waiting.signal }, async () => undefined)
      waiting.abort(reason)
      await expect(second).rejects.toBe(reason)
      controller.abort(new Error('too late'))
      const refused = await other.hold('lock', { ifAvailable: true }, async (granted) => granted)
      expect(refused).toBe(false)
    })
  })

  it('are free at once when the page that holds them is gone', async () => {
    const partition = aPartition()
    const { tabs } = open(partition)
    const page = openFrame()
    const { promise: taken, resolve: take } = Promise.withResolvers<void>()
    void page.navigator.locks
      .request(`etagged-${partition} lock`, async () => {
        take()
        await new Promise(() => {})
      })
      // Its page is gone.
      .catch(() => undefined)
    await taken
    const next = tabs.hold('lock', {}, async (granted) => granted)
    page.frameElement?.remove()
    expect(await next).toBe(true)
  })
})

describe('a page wakes', () => {
  const dispatch = (persisted: boolean) =>
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))

  it('from the back-forward cache, from a freeze and from the background', () => {
    const { wakings } = open(aPartition())
    const visibility = vi.spyOn(document, 'visibilityState', 'get')
    dispatch(false)
    dispatch(true)
    document.dispatchEvent(new Event('resume'))
    visibility.mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    visibility.mockReturnValue('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    visibility.mockRestore()
    expect(wakings).toEqual(['restored', 'resumed', 'shown'])
  })

  it.each(['resume', 'visibilitychange'])('and hears of %s before the app does', (type) => {
    const order: string[] = []
    const app = (): void => void order.push('app')
    document.addEventListener(type, app, { once: true })
    const { wakings } = open(aPartition())
    const push = wakings.push.bind(wakings)
    wakings.push = (...how) => {
      order.push('cache')
      return push(...how)
    }
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
    document.dispatchEvent(new Event(type))
    visibility.mockRestore()
    expect(order).toEqual(['cache', 'app'])
  })

  it('and a tab that is closed does not hear of it', () => {
    const { tabs, wakings } = open(aPartition())
    tabs.close()
    dispatch(true)
    document.dispatchEvent(new Event('resume'))
    expect(wakings).toEqual([])
  })
})
