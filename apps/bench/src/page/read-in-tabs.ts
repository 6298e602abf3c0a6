import { takeInTurn } from '../harness/in-turn.ts'
import { pathOf } from '../origin/door.ts'
import type { TabReaderName } from '../peers/tab-readers.ts'
import { tabReaders } from '../peers/tab-readers.ts'
import { CHANNEL, type TabMessage } from './tab.ts'
import { tabDoor } from './tab-door.ts'
import type { ReadInTabs, Task } from './task.ts'

type Reading = Extract<Task, { readonly kind: 'read-in-tabs' }>

type HasRead = Extract<TabMessage, { readonly kind: 'has-read' }>

/** Opens tabs, and lets all of them read the same at once; a sample is the time of the last. */
export async function readInTabs(reading: Reading, text: string): Promise<ReadInTabs> {
  const channel = new BroadcastChannel(CHANNEL)
  await opened(channel, Math.max(...reading.contestants.map(({ tabs }) => tabs)))

  async function readAt(name: TabReaderName, count: number): Promise<number> {
    const url = location.origin + pathOf(tabDoor(name, count, reading.latency)) + reading.path
    const answers = hearing(channel, 'has-read', count)
    channel.postMessage({ kind: 'read', tabs: count, reader: name, url } satisfies TabMessage)
    const heard = (await answers) as readonly HasRead[]
    if (heard.some((one) => one.text !== text)) throw new Error(`${name} gave other data in a tab`)
    return Math.max(...heard.map(({ elapsed }) => elapsed))
  }

  const { rounds, contestants } = reading
  const measured = await takeInTurn(contestants, { rounds, warmUp: true }, (one) =>
    readAt(one.reader, one.tabs),
  )
  channel.postMessage({ kind: 'close' } satisfies TabMessage)
  channel.close()
  return { kind: 'read-in-tabs', measured }
}

type ReadingAlone = Extract<Task, { readonly kind: 'read-alone' }>

/** The same question in a page that has no other tabs beside it. */
export async function readAlone(
  { rounds, contestants, path }: ReadingAlone,
  text: string,
): Promise<ReadInTabs> {
  const entrants = contestants.map((one) => ({
    ...one,
    tab: tabReaders[one.reader](),
    url: location.origin + pathOf(tabDoor(one.reader, 1, 0)) + path,
  }))
  const measured = await takeInTurn(entrants, { rounds, warmUp: true }, async ({ tab, url }) => {
    const start = performance.now()
    const data = await tab.read(url)
    const elapsed = performance.now() - start
    await tab.settle()
    if (JSON.stringify(data) !== text) throw new Error(`${url} gave other data`)
    return elapsed
  })
  return { kind: 'read-in-tabs', measured }
}

async function opened(channel: BroadcastChannel, tabs: number): Promise<void> {
  const ready = hearing(channel, 'ready', tabs)
  // Without an opener each has a process of its own.
  for (let tab = 0; tab < tabs; tab++) window.open(`/?tab=${tab}`, '_blank', 'noopener')
  await ready
}

/** What so many different tabs tell. */
function hearing(
  channel: BroadcastChannel,
  kind: 'ready' | 'has-read',
  tabs: number,
): Promise<readonly TabMessage[]> {
  const heard = new Map<number, TabMessage>()
  const all = Promise.withResolvers<readonly TabMessage[]>()
  const hear = ({ data }: MessageEvent<TabMessage>): void => {
    if (data.kind !== kind) return
    heard.set(data.tab, data)
    if (heard.size < tabs) return
    channel.removeEventListener('message', hear)
    all.resolve([...heard.values()])
  }
  channel.addEventListener('message', hear)
  return all.promise
}
