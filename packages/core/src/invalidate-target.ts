import type { Partition } from './cache/partition.ts'
import type { Sessions } from './cache/session.ts'
import type { Meant } from './cache/single-flight.ts'
import { cacheKeysOf, urlOfKey } from './rules/cache-key.ts'

/** Which stored responses are meant: those of one URL, or of all URLs that begin alike. */
export type Target = { readonly url: string } | { readonly prefix: string }

interface Invalidation {
  /** Resolves to the URLs that were meant. */
  invalidate(target: Target): Promise<readonly string[]>
  remove(target: Target | 'all'): Promise<void>
}

interface InvalidationOptions {
  readonly sessions: Sessions<unknown>
  readonly resolve: (url: string) => string
}

/**
 * What an app may do to stored responses of the session that is open. Memory and requests under
 * way hear of it at once, the disk when it can.
 */
export function createInvalidation({ sessions, resolve }: InvalidationOptions): Invalidation {
  function meantBy(target: Target | 'all'): Meant {
    if (target === 'all') return () => true
    if ('url' in target) {
      const meant = resolve(target.url)
      return (url) => url === meant
    }
    const prefix = resolve(target.prefix)
    return (url) => url.startsWith(prefix)
  }

  /** Keys in memory that are meant; of one URL all that there can be. */
  function keysAtHand(
    { memory }: Partition<unknown>,
    target: Target | 'all',
    isMeant: Meant,
  ): readonly string[] {
    if (target !== 'all' && 'url' in target) return cacheKeysOf(resolve(target.url))
    return memory.keys().filter((key) => isMeant(urlOfKey(key)))
  }

  async function keysOnDisk(
    { disk }: Partition<unknown>,
    target: Target | 'all',
    isMeant: Meant,
  ): Promise<readonly string[]> {
    if (target !== 'all' && 'url' in target) return []
    const keys = (await disk?.keys()) ?? []
    return keys.filter((key) => isMeant(urlOfKey(key)))
  }

  return {
    async invalidate(target) {
      const { partition } = sessions.snapshot()
      const isMeant = meantBy(target)
      const atHand = keysAtHand(partition, target, isMeant).map(urlOfKey)
      const invalidated = partition.invalidate([...new Set(atHand)], isMeant)
      const onDisk = (await keysOnDisk(partition, target, isMeant)).map(urlOfKey)
      await invalidated
      partition.assertOpen()
      const others = [...new Set(onDisk)].filter((url) => !atHand.includes(url))
      if (others.length > 0) await partition.invalidate(others)
      return [...new Set([...atHand, ...others])]
    },
    async remove(target) {
      const { partition } = sessions.snapshot()
      const isMeant = meantBy(target)
      const removed = partition.remove(keysAtHand(partition, target, isMeant))
      const onDisk = await keysOnDisk(partition, target, isMeant)
      await removed
      partition.assertOpen()
      if (onDisk.length > 0) await partition.remove(onDisk)
    },
  }
}
