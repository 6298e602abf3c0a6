import { meantBy, tagRangesOf, urlsOf } from './named-urls.ts'
import type { Partition } from './partition.ts'
import type { Named } from './named-urls.ts'
import type { Sessions } from './session.ts'

export type ChangeType = 'invalidation' | 'removal'

/** Hears of the URLs that memory knew, at once, and later of those that only the disk knew. */
export type OnChange = (type: ChangeType, urls: readonly string[], generation: string) => void

export type ChangeNamed = (type: ChangeType, named: Named, onChange: OnChange) => Promise<void>

/**
 * Invalidates or removes what is named, in the session's part of the cache and in everyone's, and says
 * of which URLs that is. Memory and requests under way hear of it at once; resolves when the disk has,
 * and rejects when the session has ended by then.
 */
export function changingParts({ parts }: Pick<Sessions<unknown>, 'parts'>): ChangeNamed {
  return async (type, named, onChange) => {
    await Promise.all(parts().map((part) => changeIn(part, type, named, onChange)))
  }
}

async function changeIn(
  partition: Partition<unknown>,
  type: ChangeType,
  named: Named,
  onChange: OnChange,
): Promise<void> {
  const { generation } = partition
  const known = urlsInMemory(partition, named)
  // The store answers in order: what is to be removed is listed first.
  const listing = urlsOnDisk(partition, named)
  const changing = type === 'removal' ? partition.removeNamed(named) : partition.invalidate(named)
  if (known.length > 0) onChange(type, known, generation)
  const [listed] = await Promise.all([listing, changing])
  partition.assertOpen()
  const told = new Set(known)
  const others = listed.filter((url) => !told.has(url))
  if (others.length > 0) onChange(type, others, generation)
}

function urlsInMemory({ memory }: Partition<unknown>, named: Named): readonly string[] {
  if ('prefix' in named) return urlsOf(memory.keys()).filter(meantBy(named))
  const tagged = urlsOf(memory.keys(tagRangesOf(named)))
  return [...new Set([...named.urls, ...tagged])]
}

async function urlsOnDisk(partition: Partition<unknown>, named: Named): Promise<readonly string[]> {
  if ('prefix' in named) {
    const listed = await partition.openDisk()?.keys()
    return urlsOf(listed ?? []).filter(meantBy(named))
  }
  const ranges = tagRangesOf(named)
  // A URL that is meant by itself is named already.
  const listed = ranges.length > 0 ? await partition.openDisk()?.keys(ranges) : undefined
  return urlsOf(listed ?? [])
}
