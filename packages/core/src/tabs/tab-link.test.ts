import { describe, expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { turn } from '../recorded.test-client.ts'
import type { Meant } from '../cache/overlap.ts'
import { formatMessage, hashOf } from './messages.ts'
import { createSimulatedOrigin } from './simulated.test-tabs.ts'
import { openTabLink } from './tab-link.ts'

const url = 'https://api.test/coins'
const keyOf = (of: string, credentials = 'same-origin') => `${credentials} GET ${of}`
const key = keyOf(url)

/** A tab that writes down what it hears. */
function world() {
  const clock = createManualClock()
  const origin = createSimulatedOrigin()

  function open(partition = 'p') {
    const heard: unknown[][] = []
    const meant: Meant[] = []
    const tab = origin.open()
    const link = openTabLink({
      tabs: tab.factory,
      partition,
      clock,
      heard: {
        stored: (what) => heard.push(['stored', what]),
        invalidated(isMeant, urls) {
          meant.push(isMeant)
          heard.push(['invalidated', ...urls])
        },
        removed(isMeant, urls) {
          meant.push(isMeant)
          heard.push(['removed', ...urls])
        },
        tagged(type, isMeantTag) {
          meant.push(isMeantTag)
          heard.push(['tagged', type])
        },
        ended: (at) => heard.push(['ended', at]),
        woke: (how) => heard.push(['woke', how]),
      },
    })
    return { tab, link, heard, meant }
  }

  /** Whoever posts into the partition's channel. */
  const stranger = (partition = 'p') =>
    origin.open().factory({ partition, onMessage() {}, onWake() {} })

  return { clock, origin, open, stranger }
}

describe('a tab hears', () => {
  it('of what another tab stored, by the keys that it knows itself', async () => {
    const { open } = world()
    const [one, other, ignorant] = [open(), open(), open()]
    other.link.know(key)
    other.link.know(keyOf(url, 'include'))
    other.link.know(keyOf(`${url}/1`))
    one.link.announceStored(key)
    await turn()
    expect(other.heard).toEqual([
      ['stored', key],
      ['stored', keyOf(url, 'include')],
    ])
    expect(ignorant.heard).toEqual([])
    expect(one.heard).toEqual([])
  })

  it('of invalidated URLs, each by itself', async () => {
    const { open } = world()
    const [one, other] = [open(), open()]
    for (const known of [url, `${url}/1`, `${url}/2`]) other.link.know(keyOf(known))
    one.link.announceInvalidated({ urls: [url, `${url}/2`, `${url}/unknown`] })
    await turn()
    expect(other.heard).toEqual([['invalidated', url, `${url}/2`]])
    const [isMeant] = other.meant
    expect(isMeant?.(url)).toBe(true)
    expect(isMeant?.(`${url}/1`)).toBe(false)
    // A request under way may be meant although its URL is not known yet.
    expect(isMeant?.(`${url}/unknown`)).toBe(true)
  })

  it('of removed URLs that begin alike', async () => {
    const { open } = world()
    const [one, other] = [open(), open()]
    for (const known of [url, `${url}/1`, 'https://api.test/coin']) other.link.know(keyOf(known))
    one.link.announceRemoved({ prefix: url })
    await turn()
    expect(other.heard).toEqual([['removed', url, `${url}/1`]])
    expect(other.meant[0]?.(`${url}/2`)).toBe(true)
    expect(other.meant[0]?.('https://api.test/coin/2')).toBe(false)
    one.link.announceRemoved({ prefix: '' })
    await turn()
    expect(other.heard[1]).toEqual(['removed', url, `${url}/1`, 'https://api.test/coin'])
  })

  it('of more URLs than one message holds', async () => {
    const { open, origin } = world()
    const [one, other] = [open(), open()]
    const urls = Array.from({ length: 1000 }, (_, index) => `${url}/${index}`)
    for (const known of urls) other.link.know(keyOf(known))
    one.link.announceInvalidated({ urls })
    await turn()
    expect(origin.posted).toHaveLength(4)
    expect(other.heard.flatMap(([, ...meant]) => meant)).toEqual(urls)
  })

  it('that the generation ended, and when', async () => {
    const { open, clock } = world()
    const [one, other] = [open(), open()]
    clock.advance(1.5)
    one.link.announceEnd(clock.now())
    await turn()
    expect(other.heard).toEqual([['ended', clock.now()]])
  })

  it('of no end that is yet to come (I45)', async () => {
    const { open, clock } = world()
    const [one, other] = [open(), open()]
    one.link.announceEnd(clock.now() + 0.001)
    one.link.announceEnd(clock.now() + 1e9)
    await turn()
    expect(other.heard).toEqual([])
  })

  it('that its own page woke', () => {
    const { open } = world()
    const { tab, heard } = open()
    tab.wake('restored')
    expect(heard).toEqual([['woke', 'restored']])
  })

  it('nothing of another partition', async () => {
    const { open } = world()
    const [one, other] = [open('p'), open('q')]
    other.link.know(key)
    one.link.announceStored(key)
    one.link.announceInvalidated({ prefix: '' })
    one.link.announceEnd(1)
    await turn()
    expect(other.heard).toEqual([])
  })

  it('what came while it was frozen once it thaws', async () => {
    const { open } = world()
    const [one, other] = [open(), open()]
    other.link.know(key)
    other.tab.freeze()
    one.link.announceStored(key)
    await turn()
    expect(other.heard).toEqual([])
    other.tab.thaw()
    expect(other.heard).toEqual([['stored', key]])
  })

  it('and says nothing once it is closed', async () => {
    const { open, origin, stranger, clock } = world()
    const [one, other] = [open(), open()]
    other.link.know(key)
    stranger().post(formatMessage({ type: 'stored', url: hashOf(url) }))
    stranger().post(formatMessage({ type: 'stored', url: hashOf(url) }))
    other.link.close()
    await turn()
    clock.advance(1)
    other.link.announceStored(key)
    other.link.announceRemoved({ urls: [url] })
    other.link.announceEnd(1)
    other.tab.wake('shown')
    await turn()
    expect(other.heard).toEqual([])
    expect(one.heard).toEqual([])
    expect(origin.posted).toHaveLength(2)
  })
})

describe('what is posted', () => {
  it('names no URL, no key and no query (I43, I45)', async () => {
    const { open, origin } = world()
    const { link } = open()
    const secret = `${url}?token=canary`
    link.know(keyOf(secret))
    link.announceStored(keyOf(secret))
    link.announceInvalidated({ urls: [secret] })
    link.announceInvalidated({ prefix: secret })
    link.announceRemoved({ urls: [secret] })
    link.announceRemoved({ prefix: secret })
    link.announceEnd(1)
    await link.lead({
      name: keyOf(secret),
      url: secret,
      signal: new AbortController().signal,
      onOverlap() {},
      accept: async () => undefined,
      go: async () => 'answer',
    })
    await turn()
    expect(origin.posted).toHaveLength(7)
    expect(JSON.stringify(origin.posted)).not.toMatch(/canary|api\.test|coins|GET/)
  })

  it.each([
    undefined,
    null,
    1,
    '',
    'etagged/2 ended 1',
    { type: 'ended', at: 1 },
    `etagged/1 stored ${url}`,
  ])('by somebody else and is no message has no effect: %j (I45)', async (message) => {
    const { open, stranger } = world()
    const { link, heard } = open()
    link.know(key)
    stranger().post(message)
    await turn()
    expect(heard).toEqual([])
  })
})

describe('a flood of 10,000 messages', () => {
  const flood = (line: (index: number) => string) => {
    const { open, clock } = world()
    const { link, heard } = open()
    const known = Array.from({ length: 1000 }, (_, index) => `${url}/${index}`)
    for (const one of known) link.know(keyOf(one))
    let receive: ((message: unknown) => void) | undefined
    const flooded = openTabLink({
      tabs: ({ onMessage }) => {
        receive = onMessage
        return { post() {}, hold: async (_lock, _how, work) => work(true), close() {} }
      },
      partition: 'p',
      clock,
      heard: {
        stored: (what) => heard.push(['stored', what]),
        invalidated: (_, urls) => heard.push(['invalidated', urls.length]),
        removed: (_, urls) => heard.push(['removed', urls.length]),
        tagged: (type) => heard.push(['tagged', type]),
        ended: (at) => heard.push(['ended', at]),
        woke() {},
      },
    })
    for (const one of known) flooded.know(keyOf(one))
    for (let index = 0; index < 10_000; index++) receive?.(line(index))
    clock.advance(1)
    return { heard, receive, clock, close: () => flooded.close() }
  }

  it('about one URL is heard a few times at once, and when it is over', () => {
    const { heard } = flood(() => formatMessage({ type: 'stored', url: hashOf(`${url}/1`) }))
    const one = ['stored', keyOf(`${url}/1`)]
    expect(heard).toEqual(Array.from({ length: 9 }, () => one))
  })

  it('about URLs that nobody knows is heard not at all', () => {
    const { heard } = flood((index) =>
      formatMessage({ type: 'stored', url: hashOf(`unknown ${index}`) }),
    )
    expect(heard).toEqual([])
  })

  it('about locks is heard not at all', () => {
    const { heard } = flood(() => formatMessage({ type: 'alone', lock: hashOf('lock') }))
    expect(heard).toEqual([])
  })

  it('is over when the tab is closed', () => {
    const { heard, receive, close, clock } = flood(() => '')
    const message = formatMessage({ type: 'ended', at: 1 })
    receive?.(message)
    receive?.(message)
    close()
    clock.advance(1)
    receive?.(message)
    expect(heard).toEqual([
      ['ended', 1],
      ['ended', 1],
    ])
  })

  it('about prefixes means, after a few, everything', () => {
    const aboutPrefix = (index: number): string => {
      const meaning = { length: url.length, hash: hashOf(`${index}`) }
      return formatMessage({ type: 'invalidated', meaning })
    }
    const { heard, receive } = flood(aboutPrefix)
    expect(heard).toEqual([
      ...Array.from({ length: 8 }, () => ['invalidated', 0]),
      ...Array.from({ length: 9 }, () => ['invalidated', 1000]),
    ])
    receive?.(aboutPrefix(1))
    expect(heard.at(-1)).toEqual(['invalidated', 0])
  })
})

describe('a tag', () => {
  it('is told by its hash, in messages of 256, and URLs apart from it', async () => {
    const { open, origin } = world()
    const [one, other] = [open(), open()]
    other.link.know(key)
    const tags = Array.from({ length: 257 }, (_, index) => `* coin:${index}`)
    one.link.announceInvalidated({ urls: [url], tags })
    one.link.announceRemoved({ urls: [], tags: ['* coin:0'] })
    await turn()
    expect(other.heard).toEqual([
      ['invalidated', url],
      ['tagged', 'invalidated'],
      ['tagged', 'invalidated'],
      ['tagged', 'removed'],
    ])
    const [byUrl, first, second, removed] = other.meant
    const told = [byUrl, first, second, removed].map((isMeant) =>
      ['* coin:0', '* coin:255', '* coin:256', '* coin:257'].map((tag) => isMeant?.(tag)),
    )
    expect(told).toEqual([
      [false, false, false, false],
      [true, true, false, false],
      [false, false, true, false],
      [true, false, false, false],
    ])
    expect(origin.posted.join()).not.toContain('coin:')
  })

  it('of more tags at a time than 64 all is meant (I45)', async () => {
    const { open, clock } = world()
    const [one, other] = [open(), open()]
    other.link.know(key)
    const name = (index: number): void =>
      one.link.announceRemoved({ urls: [], tags: [`* ${index}`] })
    for (let index = 0; index < 65; index++) name(index)
    await turn()
    expect(other.heard.slice(0, 64)).toEqual(
      Array.from({ length: 64 }, () => ['tagged', 'removed']),
    )
    expect(other.heard.slice(64)).toEqual([['removed', url]])
    clock.advance(1)
    name(0)
    await turn()
    expect(other.heard.at(-1)).toEqual(['tagged', 'removed'])
  })
})

it('a prefix is known again by a URL that begins so', async () => {
  const clock = createManualClock()
  const origin = createSimulatedOrigin()
  const heard: unknown[][] = []
  const tell = (_: Meant, ...how: unknown[]): void => void heard.push(how)
  const open = () => {
    const nothing = (): void => {}
    const hearing = { stored: nothing, invalidated: tell, removed: tell, ended: nothing }
    const tabs = origin.open().factory
    const others = { tagged: nothing, woke: nothing }
    return openTabLink({ tabs, partition: 'p', clock, heard: { ...hearing, ...others } })
  }
  const [one, other] = [open(), open()]
  one.announceRemoved({ prefix: '' })
  one.announceRemoved({ prefix: url })
  await turn()
  other.know(keyOf(`${url}/1`))
  one.announceRemoved({ prefix: url })
  one.announceInvalidated({ urls: [`${url}/1`] })
  await turn()
  expect(heard).toEqual([
    [[], ''],
    [[], undefined],
    [[`${url}/1`], url],
    [[`${url}/1`], undefined],
  ])
})

it('of 10,000 keys a tab forgets the one that was not asked for the longest', async () => {
  const { open } = world()
  const [one, other] = [open(), open()]
  for (let index = 0; index < 10_000; index++) other.link.know(keyOf(`${url}/${index}`))
  other.link.know(keyOf(`${url}/0`))
  other.link.know(keyOf(`${url}/new`))
  for (const index of [0, 1, 2]) one.link.announceStored(keyOf(`${url}/${index}`))
  await turn()
  expect(other.heard).toEqual([
    ['stored', keyOf(`${url}/0`)],
    ['stored', keyOf(`${url}/2`)],
  ])
})

it('a tab remembers 10,000 keys, and forgets the oldest', async () => {
  const { open } = world()
  const [one, other] = [open(), open()]
  for (let index = 0; index <= 10_000; index++) other.link.know(keyOf(`${url}/${index}`))
  one.link.announceStored(keyOf(`${url}/0`))
  one.link.announceStored(keyOf(`${url}/1`))
  one.link.announceStored(keyOf(`${url}/10000`))
  await turn()
  expect(other.heard).toEqual([
    ['stored', keyOf(`${url}/1`)],
    ['stored', keyOf(`${url}/10000`)],
  ])
})
