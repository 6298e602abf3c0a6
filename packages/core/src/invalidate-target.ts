import { meantBy, urlsOf } from './cache/named-urls.ts'
import type { Partition } from './cache/partition.ts'
import type { Sessions } from './cache/session.ts'
import type { Named } from './cache/tabs/tab-link.ts'

/** Which stored responses are meant: those of one URL, or of all URLs that begin alike. */
export type Target = { readonly url: string } | { readonly prefix: string }

interface Invalidation {
  /** Resolves to the URLs that were meant, as far as memory and disk know them. */
  invalidate(target: Target): Promise<readonly string[]>
  remove(target: Target | 'all'): Promise<readonly string[]>
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
  function namedBy(target: Target | 'all'): Named {
    if (target === 'all') return { prefix: '' }
    return 'url' in target ? { urls: [resolve(target.url)] } : { prefix: resolve(target.prefix) }
  }

  /** Those that are there now. */
  async function urlsMeant(
    { memory, disk }: Partition<unknown>,
    named: Named,
  ): Promise<readonly string[]> {
    if ('urls' in named) return named.urls
    const atHand = memory.keys()
    const onDisk = (await disk?.keys()) ?? []
    return urlsOf([...atHand, ...onDisk]).filter(meantBy(named))
  }

  async function change(
    target: Target | 'all',
    operation: 'invalidate' | 'removeNamed',
  ): Promise<readonly string[]> {
    const { partition } = sessions.snapshot()
    const named = namedBy(target)
    // The store answers in order: what is to be removed is listed first.
    const urls = urlsMeant(partition, named)
    const [meant] = await Promise.all([urls, partition[operation](named)])
    partition.assertOpen()
    return meant
  }

  return {
    invalidate: (target) => change(target, 'invalidate'),
    remove: (target) => change(target, 'removeNamed'),
  }
}
