import type { Clock } from '../clock.ts'
import { SessionEndedError } from '../errors.ts'
import { urlOfKey } from '../rules/cache-key.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import type { MemoryStore } from '../stores/memory-store.ts'
import type { KeyRange } from '../stores/response-store.ts'
import type { Changes } from './changes.ts'
import { keyRangesOf, urlsOf } from './named-urls.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import { reread } from './reread.ts'
import type { Meant } from './overlap.ts'
import type { Heard } from './tabs/tab-link.ts'
import type { Verification } from './verification.ts'

interface HearTabsOptions {
  readonly partition: Partition<unknown>
  readonly clock: Clock
  readonly pending: Pending
  readonly verification: Verification
  readonly changes: Changes
  readonly tell: (event: Told) => void
}

type Told =
  | { readonly type: 'update'; readonly url: string }
  | {
      readonly type: 'invalidation' | 'removal'
      readonly urls: readonly string[]
      readonly because: 'another-tab'
    }

/** What other tabs did, taken over by this one. The disk has it already. */
interface TabHearing extends Heard {
  /** Takes over what the disk has for these keys. */
  refresh(keys: readonly string[]): void
}

export function hearTabs(options: HearTabsOptions): TabHearing {
  const { partition, clock, pending, verification, changes, tell } = options
  const outdated = new Set<string>()
  let isRefreshing = false

  async function takeOver(key: string): Promise<void> {
    const before = partition.memory.get(key)
    await reread(partition, key, clock)
    const after = partition.memory.get(key)
    if (isOther(before, after)) tell({ type: 'update', url: urlOfKey(key) })
  }

  /** Whatever is announced while the disk is read is read together, once. */
  async function refreshAll(): Promise<void> {
    isRefreshing = true
    try {
      while (outdated.size > 0) {
        const keys = [...outdated]
        outdated.clear()
        await Promise.all(keys.map(takeOver))
      }
    } catch (error) {
      // Its end is the end of this, too.
      if (!(error instanceof SessionEndedError)) throw error
    } finally {
      isRefreshing = false
    }
  }

  function refresh(keys: readonly string[]): void {
    for (const key of keys) outdated.add(key)
    if (!isRefreshing && outdated.size > 0) pending.track(refreshAll())
  }

  function invalidate(ranges: readonly KeyRange[], urls: readonly string[]): void {
    const at = clock.now()
    changes.note('invalidate', ranges)
    changes.doubt(ranges, at)
    partition.memory.invalidate(ranges, at)
    if (urls.length > 0) tell({ type: 'invalidation', urls, because: 'another-tab' })
  }

  function remove(ranges: readonly KeyRange[], urls: readonly string[]): void {
    changes.note('delete', ranges)
    partition.memory.delete(ranges)
    if (urls.length > 0) tell({ type: 'removal', urls, because: 'another-tab' })
  }

  return {
    refresh,
    // It may be forged, and lifts no doubt: what was requested later is above that anyway.
    stored: (key) => refresh([key]),
    invalidated(isMeant, urls, prefix) {
      partition.flights.overlap(isMeant)
      invalidate(rangesOf(urls, prefix), urls)
    },
    removed(isMeant, urls, prefix) {
      partition.flights.forget(isMeant)
      remove(rangesOf(urls, prefix), urls)
    },
    tagged(type, isMeantTag) {
      const { memory, flights } = partition
      const ranges = tagsIn(memory)
        .filter(isMeantTag)
        .map((tag) => ({ tag }))
      const urls = urlsOf(memory.keys(ranges))
      // A row that is being read may have a tag that nothing in memory has.
      changes.note(type === 'invalidated' ? 'invalidate' : 'delete', everything)
      if (type === 'invalidated') {
        flights.overlap(noUrl, isMeantTag)
        invalidate(ranges, urls)
      } else {
        flights.forget(noUrl, isMeantTag)
        remove(ranges, urls)
      }
    },
    ended: (at) => verification.confirmEnd(at),
    woke: (how) => verification.wake(how),
  }
}

/** Of many URLs that begin alike each would be looked for by itself. */
function rangesOf(urls: readonly string[], prefix: string | undefined): readonly KeyRange[] {
  return keyRangesOf(prefix === undefined ? { urls } : { prefix })
}

const everything: readonly KeyRange[] = [{ prefix: '' }]

/** By a tag no URL is meant as such. */
const noUrl: Meant = () => false

/** All tags of what memory holds, each once. */
function tagsIn(memory: MemoryStore): readonly string[] {
  const tags = new Set<string>()
  for (const key of memory.keys()) {
    for (const stored of memory.get(key)) for (const tag of tagsOf(stored)) tags.add(tag)
  }
  return [...tags]
}

/** Did memory change in what a reader can tell? */
function isOther(before: readonly StoredResponse[], after: readonly StoredResponse[]): boolean {
  const isKept = (now: StoredResponse): boolean =>
    before.some(
      (then) =>
        then.body === now.body &&
        then.requestTime === now.requestTime &&
        then.responseTime === now.responseTime &&
        then.invalidated === now.invalidated,
    )
  return before.length !== after.length || !after.every(isKept)
}
