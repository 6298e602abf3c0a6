import { formatPresence, parsePresence, type PresenceMessage } from './presence-message.ts'

/** So many pages are told from each other: whoever posts more names wastes no memory. */
const MOST_PAGES = 64
/** Who has not answered by then is gone, or frozen; ms. */
const PATIENCE = 1000
/** However often it is asked, a page answers only so often; ms. */
const LEAST_BETWEEN = 250

/** The other pages that have a panel, or a recording, of the same partition. */
export interface Presence {
  /** `undefined`: there is no BroadcastChannel. */
  readonly others: () => number | undefined
  /** Asks all of them anew: who does not answer is no longer counted. */
  readonly ask: () => void
  /** Goes to another partition. */
  readonly move: (partition: string) => void
  readonly stop: () => void
}

/** Random, of this page, however many clients it has. Not made at import: some servers refuse that. */
let thisPage: string | undefined

/** How many of a page's clients are in a partition: the last one that leaves says so. */
const members = new Map<string, number>()

type Channel = BroadcastChannel & { readonly unref?: () => void }

/**
 * Joins the pages of a partition until it is stopped. The channel is named by the partition's hash,
 * and closed while the page is in the back-forward cache, which it would else be kept out of.
 *
 * @param page its random name. @default this page
 */
export function joinPresence(
  first: string,
  onChange: () => void,
  page: string = (thisPage ??= randomName()),
): Presence {
  const pages = new Set<string>()
  let partition = first
  let channel: Channel | undefined
  let silent: Set<string> | undefined
  let patience: ReturnType<typeof setTimeout> | undefined
  let answering: ReturnType<typeof setTimeout> | undefined
  let lastAnswer = -Infinity

  const post = (type: PresenceMessage['type']): void =>
    channel?.postMessage(formatPresence({ type, page }))

  function hear(data: unknown): void {
    const message = parsePresence(data)
    if (message === undefined || message.page === page) return
    const before = pages.size
    if (message.type === 'gone') pages.delete(message.page)
    else if (pages.size < MOST_PAGES) pages.add(message.page)
    silent?.delete(message.page)
    if (message.type === 'ask') answer()
    if (pages.size !== before) onChange()
  }

  function answer(): void {
    const wait = lastAnswer + LEAST_BETWEEN - performance.now()
    if (wait > 0) {
      answering ??= setTimeout(answer, wait)
      return
    }
    clearTimeout(answering)
    answering = undefined
    lastAnswer = performance.now()
    post('here')
  }

  function ask(): void {
    if (silent !== undefined) return
    silent = new Set(pages)
    post('ask')
    patience = setTimeout(() => {
      const before = pages.size
      for (const gone of silent ?? []) pages.delete(gone)
      silent = undefined
      if (pages.size !== before) onChange()
    }, PATIENCE)
  }

  function open(): void {
    if (channel === undefined) {
      channel = openChannel(`etagged-devtools-${partition}`, hear)
      if (channel !== undefined) countMembers(`${page} ${partition}`, 1)
    }
    ask()
  }

  function close(): void {
    if (channel !== undefined && countMembers(`${page} ${partition}`, -1) === 0) post('gone')
    channel?.close()
    channel = undefined
    clearTimeout(patience)
    clearTimeout(answering)
    answering = undefined
    silent = undefined
    pages.clear()
  }

  // In a test in Node there is none.
  const window = globalThis as Partial<Window & typeof globalThis>
  window.addEventListener?.('pagehide', close)
  window.addEventListener?.('pageshow', open)
  open()
  return {
    others: () => (channel === undefined ? undefined : pages.size),
    ask,
    move(to) {
      if (to === partition) return
      close()
      partition = to
      open()
    },
    stop() {
      close()
      window.removeEventListener?.('pagehide', close)
      window.removeEventListener?.('pageshow', open)
    },
  }
}

/** Where cookies are blocked, a browser may refuse a channel. */
function openChannel(name: string, hear: (data: unknown) => void): Channel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  try {
    const channel: Channel = new BroadcastChannel(name)
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data))
    // In a test the channel would keep the process.
    channel.unref?.()
    return channel
  } catch {
    return undefined
  }
}

function randomName(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(8)))
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** How many there are after this change. */
function countMembers(name: string, change: 1 | -1): number {
  const count = (members.get(name) ?? 0) + change
  if (count === 0) members.delete(name)
  else members.set(name, count)
  return count
}
