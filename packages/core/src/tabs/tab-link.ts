import type { Clock } from '../clock.ts'
import { urlOfKey } from '../rules/cache-key.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Named } from '../cache/named-urls.ts'
import type { TabLink } from '../cache/other-tabs.ts'
import type { Meant } from '../cache/overlap.ts'
import { createKnownKeys } from './known-keys.ts'
import { type Acts, createLead } from './lead.ts'
import {
  formatMessage,
  type Hash,
  HASHES_PER_MESSAGE,
  hashOf,
  type Meaning,
  type Message,
  parseMessage,
} from './messages.ts'
import { rememberHashes } from './remembered-hash.ts'
import type { TabsFactory, Waking } from './tabs.ts'

/** What a partition hears of its other tabs. All of it is untrusted. Nothing of it may throw. */
export interface Heard {
  /** What is stored under this key was stored or validated elsewhere. This tab knows the key. */
  stored(key: string): void
  /**
   * @param urls of those that this tab knows, the ones that are meant
   * @param prefix how they all begin, if all that begin so are meant
   */
  invalidated(isMeant: Meant, urls: readonly string[], prefix: string | undefined): void
  removed(isMeant: Meant, urls: readonly string[], prefix: string | undefined): void
  /** What has these tags was; the tags of this tab's own responses tell which they are. */
  tagged(type: 'invalidated' | 'removed', isMeantTag: Meant): void
  /** A tab says that it ended the partition's generation then. That is not in the future. */
  ended(at: Seconds): void
  woke(how: Waking): void
}

interface TabLinkOptions {
  readonly tabs: TabsFactory
  readonly partition: string
  readonly clock: Clock
  readonly heard: Heard
}

/** A message about what is stored. */
type Hint = Exclude<Message, { type: 'alone' }>
type UrlMeaning = Exclude<Meaning, { readonly tags: readonly Hash[] }>

const MAX_KNOWN_KEYS = 10_000
const MAX_KNOWN_TAGS = 10_000
/** What repeats itself more often than this within so long a time is heard again at its end only. */
const REPEATS_PER_WINDOW = 8
const REPEAT_WINDOW: Seconds = 0.1
/** To look for a prefix takes a hash of every known URL. Who names more at a time means all. */
const PREFIXES_PER_WINDOW = 8
/** To look for a tag takes a look at all that memory holds. */
const TAGS_PER_WINDOW = 64

const everything: Meaning = { length: 0, hash: hashOf('') }

/** Joins the tabs of a partition. */
export function openTabLink(options: TabLinkOptions): Omit<TabLink, 'verification'> {
  const { tabs: join, partition, clock, heard } = options
  const known = createKnownKeys(MAX_KNOWN_KEYS)
  const followers = new Set<Acts>()
  /** What was heard in this window, and how often. */
  const recent = new Map<string, { readonly hint: Hint; times: number }>()
  const hashOfTag = rememberHashes(MAX_KNOWN_TAGS)
  let prefixes = 0
  let tagged = 0
  let closed = false

  const tabs = join({
    partition,
    onMessage(line) {
      const message = parseMessage(line)
      if (message !== undefined && !closed) hear(message)
    },
    onWake(how) {
      if (!closed) heard.woke(how)
    },
  })

  function post(message: Message): void {
    if (!closed) tabs.post(formatMessage(message))
  }

  function announce(type: 'invalidated' | 'removed', named: Named): void {
    if ('prefix' in named) {
      const { prefix } = named
      return post({ type, meaning: { length: prefix.length, hash: hashOf(prefix) } })
    }
    for (const urls of inMessages(named.urls)) post({ type, meaning: urls })
    for (const tags of inMessages(named.tags ?? [])) post({ type, meaning: { tags } })
  }

  function hear(message: Message): void {
    if (message.type === 'alone') return tellFollowers(message.lock)
    const hint = inBounds(message)
    const line = formatMessage(hint)
    if (recent.size === 0) clock.after(REPEAT_WINDOW, endWindow)
    const heardBefore = recent.get(line) ?? { hint, times: 0 }
    heardBefore.times++
    recent.set(line, heardBefore)
    if (heardBefore.times <= REPEATS_PER_WINDOW) tell(hint)
  }

  /** Tells those who follow a lock, or wait for what is stored for a URL. */
  function tellFollowers(of: Hash): void {
    for (const acts of followers) acts[of]?.()
  }

  function inBounds(message: Hint): Hint {
    if (!('meaning' in message)) return message
    const { meaning } = message
    const isTooMuch =
      ('hash' in meaning && ++prefixes > PREFIXES_PER_WINDOW) ||
      ('tags' in meaning && ++tagged > TAGS_PER_WINDOW)
    return isTooMuch ? { ...message, meaning: everything } : message
  }

  function endWindow(): void {
    const again = [...recent.values()]
    recent.clear()
    prefixes = 0
    tagged = 0
    for (const { hint, times } of again) if (times > REPEATS_PER_WINDOW && !closed) tell(hint)
  }

  function tell(message: Hint): void {
    switch (message.type) {
      case 'stored':
        for (const key of known.named(message.url)) heard.stored(key)
        return tellFollowers(message.url)
      case 'invalidated':
      case 'removed': {
        const { type, meaning } = message
        if ('tags' in meaning) {
          const tags = new Set(meaning.tags)
          return heard.tagged(type, (tag) => tags.has(hashOfTag(tag)))
        }
        const isMeant = meantByHash(meaning)
        const urls = knownAmong(meaning, isMeant)
        return heard[type](isMeant, urls, prefixOf(meaning, urls))
      }
      case 'ended':
        // Nobody has seen that yet: forged, or the clock was set back. Where rows are, they tell.
        return message.at > clock.now() ? undefined : heard.ended(message.at)
    }
  }

  /** Of the URLs that this tab knows, those that are meant. */
  function knownAmong(meaning: UrlMeaning, isMeant: Meant): readonly string[] {
    if ('hash' in meaning) return [...new Set(Array.from(known.keys(), urlOfKey))].filter(isMeant)
    const keys = meaning.flatMap((url) => known.named(url))
    return [...new Set(keys.map(urlOfKey))]
  }

  const lead = createLead({
    tabs,
    clock,
    callOff: (lock) => post({ type: 'alone', lock }),
    onHint(acts) {
      followers.add(acts)
      return () => followers.delete(acts)
    },
  })

  return {
    announceStored: (key) => post({ type: 'stored', url: known.urlHashOf(key) }),
    announceInvalidated: (named) => announce('invalidated', named),
    announceRemoved: (named) => announce('removed', named),
    announceEnd: (at) => post({ type: 'ended', at }),
    know: (key) => known.know(key),
    lead: (sharing) => lead(hashOf(sharing.name), sharing),
    close() {
      closed = true
      tabs.close()
    },
  }
}

function inMessages(texts: readonly string[]): readonly (readonly Hash[])[] {
  const messages: (readonly Hash[])[] = []
  for (let from = 0; from < texts.length; from += HASHES_PER_MESSAGE) {
    messages.push(texts.slice(from, from + HASHES_PER_MESSAGE).map(hashOf))
  }
  return messages
}

/** The prefix that is meant, if a URL that begins so is known: what travelled is its hash. */
function prefixOf(meaning: UrlMeaning, meant: readonly string[]): string | undefined {
  if (!('hash' in meaning)) return undefined
  const { length, hash } = meaning
  return length === 0 && hash === hashOf('') ? '' : meant[0]?.slice(0, length)
}

function meantByHash(meaning: UrlMeaning): Meant {
  if (!('hash' in meaning)) return (url) => meaning.includes(hashOf(url))
  const { length, hash } = meaning
  const hashes = new Map<string, Hash>()
  return (url) => {
    if (url.length < length) return false
    const beginning = url.slice(0, length)
    const known = hashes.get(beginning) ?? hashOf(beginning)
    hashes.set(beginning, known)
    return known === hash
  }
}
