import { meantBy, urlsOf } from './cache/named-urls.ts'
import type { Sessions } from './cache/session.ts'
import type { Named } from './cache/tabs/tab-link.ts'

/** Which stored responses are meant: those of one URL, or of all URLs that begin alike. */
export type Target = { readonly url: string } | { readonly prefix: string }

interface Invalidation {
  /** Resolves when the disk knows. */
  invalidate(target: Target): Promise<void>
  remove(target: Target | 'all'): Promise<void>
}

interface InvalidationOptions {
  readonly sessions: Sessions<unknown>
  readonly resolve: (url: string) => string
  /** Told of the URLs that are meant: at once, and again of those that only the disk knew. */
  readonly onChange: (
    type: 'invalidation' | 'removal',
    urls: readonly string[],
    generation: string,
  ) => void
}

/**
 * What an app may do to stored responses of the session that is open. Memory and requests under
 * way hear of it at once, the disk when it can.
 */
export function createInvalidation({
  sessions,
  resolve,
  onChange,
}: InvalidationOptions): Invalidation {
  function namedBy(target: Target | 'all'): Named {
    if (target === 'all') return { prefix: '' }
    return 'url' in target ? { urls: [resolve(target.url)] } : { prefix: resolve(target.prefix) }
  }

  async function change(target: Target | 'all', type: 'invalidation' | 'removal'): Promise<void> {
    const { partition } = sessions.enter()
    const { memory, generation } = partition
    const named = namedBy(target)
    const isMeant = meantBy(named)
    const known = 'urls' in named ? named.urls : urlsOf(memory.keys()).filter(isMeant)
    // The store answers in order: what is to be removed is listed first.
    const listing = 'prefix' in named ? partition.openDisk()?.keys() : undefined
    const changing = type === 'removal' ? partition.removeNamed(named) : partition.invalidate(named)
    if (known.length > 0) onChange(type, known, generation)
    const [listed = []] = await Promise.all([listing, changing])
    partition.assertOpen()
    const told = new Set(known)
    const others = urlsOf(listed).filter((url) => isMeant(url) && !told.has(url))
    if (others.length > 0) onChange(type, others, generation)
  }

  return {
    invalidate: (target) => change(target, 'invalidation'),
    remove: (target) => change(target, 'removal'),
  }
}
