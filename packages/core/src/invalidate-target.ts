import type { Sessions } from './cache/session.ts'
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

/** What an app may do to stored responses of the session that is open. */
export function createInvalidation({ sessions, resolve }: InvalidationOptions): Invalidation {
  async function keysBy(isMeant: (url: string) => boolean): Promise<readonly string[]> {
    const { partition } = sessions.snapshot()
    const onDisk = (await partition.disk?.keys()) ?? []
    partition.assertOpen()
    const keys = new Set([...partition.memory.keys(), ...onDisk])
    return [...keys].filter((key) => isMeant(urlOfKey(key)))
  }

  async function keysOf(target: Target | 'all'): Promise<readonly string[]> {
    if (target === 'all') return keysBy(() => true)
    if ('url' in target) return cacheKeysOf(resolve(target.url))
    const prefix = resolve(target.prefix)
    return keysBy((url) => url.startsWith(prefix))
  }

  return {
    async invalidate(target) {
      const { partition } = sessions.snapshot()
      const urls = [...new Set((await keysOf(target)).map(urlOfKey))]
      await partition.invalidate(urls)
      return urls
    },
    async remove(target) {
      const { partition } = sessions.snapshot()
      await partition.remove(await keysOf(target))
    },
  }
}
