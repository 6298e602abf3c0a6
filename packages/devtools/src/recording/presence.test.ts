import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { formatPresence, parsePresence } from './presence-message.ts'
import { joinPresence } from './presence.ts'

/** As a browser's, but for waiting. */
class Channel extends EventTarget {
  static readonly open = new Set<Channel>()
  static readonly told: string[] = []
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
    Channel.open.add(this)
  }

  postMessage(data: unknown): void {
    Channel.told.push(`${this.name}: ${String(data)}`)
    for (const other of Channel.open) {
      if (other === this || other.name !== this.name) continue
      other.dispatchEvent(new MessageEvent('message', { data }))
    }
  }

  close(): void {
    Channel.open.delete(this)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  Channel.open.clear()
  Channel.told.length = 0
  vi.stubGlobal('BroadcastChannel', Channel)
})

afterEach(() => {
  vi.useRealTimers()
})

let pages = 0

/** From a page of its own. */
function join(partition = 'abc'): ReturnType<typeof joinPresence> {
  return joinPresence(partition, () => undefined, String(++pages).padStart(16, 'f'))
}

it('takes two clients of a page for one page, which is gone with the last of them', () => {
  const [one, two] = [joinPresence('abc', () => undefined), joinPresence('abc', () => undefined)]
  const elsewhere = join()
  expect([one.others(), two.others(), elsewhere.others()]).toEqual([1, 1, 1])
  one.stop()
  expect(elsewhere.others()).toBe(1)
  two.stop()
  two.stop()
  expect(elsewhere.others()).toBe(0)
})

it('counts the other pages of the same partition, and no others', () => {
  const [one, two, other] = [join(), join(), join('def')]
  expect([one.others(), two.others(), other.others()]).toEqual([1, 1, 0])
  two.stop()
  expect(one.others()).toBe(0)
  other.move('abc')
  expect(one.others()).toBe(1)
})

it('forgets who does not answer, as a page that was killed', () => {
  const one = join()
  join()
  const [, channel] = Channel.open
  channel?.close()
  vi.advanceTimersByTime(1000)
  expect(one.others()).toBe(1)
  one.ask()
  vi.advanceTimersByTime(1000)
  expect(one.others()).toBe(0)
})

it('keeps who answers', () => {
  const [one] = [join(), join()]
  vi.advanceTimersByTime(2000)
  one?.ask()
  vi.advanceTimersByTime(2000)
  expect(one?.others()).toBe(1)
})

it('leaves the channel while the page is in the back-forward cache', () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  const one = join()
  const two = join()
  page.dispatchEvent(new Event('pagehide'))
  expect(Channel.open.size).toBe(0)
  page.dispatchEvent(new Event('pageshow'))
  vi.advanceTimersByTime(1000)
  expect([one.others(), two.others()]).toEqual([1, 1])
  one.stop()
  two.stop()
  expect(Channel.open.size).toBe(0)
})

it('is not impressed by whatever anybody posts', () => {
  const one = join()
  const forger = new Channel('etagged-devtools-abc')
  const own = Channel.told[0]?.split(' ').at(-1) ?? ''
  const junk = [
    undefined,
    1,
    {},
    'x'.repeat(1e6),
    'etagged-devtools/1 here <b>',
    `etagged-devtools/2 here ${own}`,
  ]
  for (const data of [...junk, formatPresence({ type: 'here', page: own })])
    forger.postMessage(data)
  expect(one.others()).toBe(0)
  for (let at = 0; at < 1000; at++) {
    forger.postMessage(formatPresence({ type: 'ask', page: at.toString(16).padStart(16, '0') }))
  }
  expect(one.others()).toBe(64)
  expect(Channel.told.filter((text) => text.includes(`here ${own}`)).length).toBeLessThan(5)
})

it('tells nothing but that a page is there', () => {
  join()
  expect(Channel.told).toEqual([
    expect.stringMatching(/^etagged-devtools-abc: etagged-devtools\/1 ask [\da-f]{16}$/),
  ])
  const message = { type: 'here', page: '0123456789abcdef' } as const
  expect(parsePresence(formatPresence(message))).toEqual(message)
})

it('sees nobody where there are no channels', () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const one = join()
  one.ask()
  one.stop()
  expect(one.others()).toBeUndefined()
})

it('sees nobody where the browser refuses one', () => {
  vi.stubGlobal('BroadcastChannel', () => {
    throw new DOMException('No', 'SecurityError')
  })
  expect(join().others()).toBeUndefined()
})
