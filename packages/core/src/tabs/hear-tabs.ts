import { tagsOf } from '../rules/tags.ts'
import type { MemoryStore } from '../stores/memory-store.ts'
import type { KeyRange } from '../stores/response-store.ts'
import { keyRangesOf, urlsOf } from '../cache/named-urls.ts'
import type { TabHost } from '../cache/other-tabs.ts'
import type { Meant } from '../cache/overlap.ts'
import type { Heard } from './tab-link.ts'
import type { Verification } from './verification.ts'

interface HearTabsOptions extends Pick<TabHost, 'partition' | 'clock' | 'changes' | 'tell'> {
  readonly verification: Verification
}

/** What other tabs did, taken over by this one. The disk has it already. */
export function hearTabs(options: HearTabsOptions): Heard {
  const { partition, clock, verification, changes, tell } = options
  function invalidate(ranges: readonly KeyRange[], urls: readonly string[]): void {
    const at = clock.now()
    changes?.note('invalidate', ranges)
    changes?.doubt(ranges, at)
    partition.memory.invalidate(ranges, at)
    if (urls.length > 0) tell({ type: 'invalidation', urls, because: 'another-tab' })
  }

  function remove(ranges: readonly KeyRange[], urls: readonly string[]): void {
    changes?.note('delete', ranges)
    partition.memory.delete(ranges)
    if (urls.length > 0) tell({ type: 'removal', urls, because: 'another-tab' })
  }

  return {
    // It may be forged, and lifts no doubt: what was requested later is above that anyway.
    stored: (key) => partition.refresh([key]),
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
      changes?.note(type === 'invalidated' ? 'invalidate' : 'delete', everything)
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
