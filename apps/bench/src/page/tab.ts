import { type TabReader, type TabReaderName, tabReaders } from '../peers/tab-readers.ts'

/** What the page that measures tells its tabs, and hears of them. */
export type TabMessage =
  | { readonly kind: 'ready'; readonly tab: number }
  | {
      readonly kind: 'read'
      readonly tabs: number
      readonly reader: TabReaderName
      readonly url: string
    }
  | {
      readonly kind: 'has-read'
      readonly tab: number
      readonly elapsed: number
      readonly text: string
    }
  | { readonly kind: 'close' }

export const CHANNEL = 'bench-tabs'

/** A tab reads what it is told to, when it is told to: timers of a tab behind another one are late. */
export function liveAsTab(tab: number): void {
  const channel = new BroadcastChannel(CHANNEL)
  const readers = new Map<TabReaderName, TabReader>()
  const tell = (message: TabMessage): void => channel.postMessage(message)

  async function read(name: TabReaderName, url: string): Promise<void> {
    const reader = readers.get(name) ?? tabReaders[name]()
    readers.set(name, reader)
    const start = performance.now()
    const data = await reader.read(url)
    const elapsed = performance.now() - start
    await reader.settle()
    tell({ kind: 'has-read', tab, elapsed, text: JSON.stringify(data) })
  }

  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'read' && tab < data.tabs) void read(data.reader, data.url)
    if (data.kind === 'close') window.close()
  })
  tell({ kind: 'ready', tab })
}
