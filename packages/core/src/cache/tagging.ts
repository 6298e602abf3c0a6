import { UsageError } from '../errors.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { areTags, LONGEST_TAG, MOST_TAGS } from '../rules/tags.ts'
import type { Partition } from './partition.ts'
import type { Pending } from './pending.ts'
import { diskFor } from './write.ts'

/** The tags that a caller gives to a response with these data; `undefined`: there is no telling. */
export type Tagger = (data: unknown) => readonly string[] | undefined

/**
 * How a caller tags what he asks for; `undefined`: he has no say in it.
 *
 * @throws UsageError for a list that cannot be tags. What a function gives is known when the answer
 *   has come, which must not fail for that.
 */
export function taggerOf(
  tags: readonly string[] | ((data: never) => readonly string[]) | undefined,
): Tagger | undefined {
  if (tags === undefined) return undefined
  if (typeof tags === 'function') return (data) => tagsFrom(() => tags(data as never))
  const listed = tagsFrom(() => tags)
  if (listed !== undefined) return () => listed
  throw new UsageError(
    `tags are texts that are not empty: at most ${MOST_TAGS}, of at most ${LONGEST_TAG} characters each`,
  )
}

function tagsFrom(make: () => unknown): readonly string[] | undefined {
  try {
    const made = make()
    return areTags(made) ? [...new Set(made)] : undefined
  } catch {
    // Nothing is stored that could not be invalidated; the outcome says why.
    return undefined
  }
}

/**
 * A response about to be stored, with its tags: the caller's, or without his say those of what it
 * replaces. `undefined`: there is no telling.
 */
export function tagged(
  stored: StoredResponse,
  {
    tag,
    data,
    former,
  }: {
    readonly tag: Tagger | undefined
    readonly data: unknown
    readonly former: StoredResponse | undefined
  },
): StoredResponse | undefined {
  const tags = tag === undefined ? (former?.tags ?? []) : tag(data)
  return tags && (tags.length === 0 ? stored : { ...stored, tags })
}

/** Gives a stored response the tags of who was answered with it, if it has not got them. */
export function addTags(
  partition: Partition<unknown>,
  pending: Pending,
  { key, body }: StoredResponse,
  tags: readonly string[],
): void {
  const { memory } = partition
  const held = memory.get(key).find((variant) => variant.body === body)
  const former = new Set(held?.tags)
  if (held === undefined || tags.every((each) => former.has(each))) return
  const extended = { ...held, tags: [...new Set([...tags, ...former])].slice(0, MOST_TAGS) }
  memory.freshen(extended)
  const disk = diskFor(partition, extended)
  if (disk === undefined) return
  const writing = disk.freshen(extended).then((isWritten) => {
    // Other tabs hold it as it was, and would not find it by its new tags.
    if (isWritten) partition.joinTabs()?.announceStored(key)
  })
  pending.track(writing)
}
