import type { ChangeNamed, ChangeType, OnChange } from './cache/change-named.ts'
import type { Sessions } from './cache/session.ts'
import type { Named } from './cache/named-urls.ts'
import { tagOf } from './rules/tags.ts'

/**
 * Which stored responses are meant: those of one URL, of all URLs that begin alike, or with a tag.
 * That is a tag of the app's own, or a group of that name on any origin (`Cache-Groups`, RFC 9875).
 */
export type Target =
  | { readonly url: string }
  | { readonly prefix: string }
  | { readonly tag: string }

/**
 * What made the app invalidate: `live` what comes in a stream, and may come faster than answers.
 *
 * @inline
 */
type Because = 'app' | 'live'

/** How `invalidate` is to be told of. */
export interface InvalidateOptions {
  /**
   * What the `invalidation` event says. `live`: a stream of events told, and may tell more often
   * than answers come, so that who shows the data may wait with asking again.
   * @default 'app'
   */
  readonly because?: Because
}

interface Invalidation {
  /** Resolves when the disk knows. */
  invalidate(target: Target, options?: InvalidateOptions): Promise<void>
  remove(target: Target | 'all'): Promise<void>
}

interface InvalidationOptions {
  readonly sessions: Sessions<unknown>
  readonly changeNamed: ChangeNamed
  readonly resolve: (url: string) => string
  readonly onChange: (...change: [...Parameters<OnChange>, because: Because]) => void
}

/** What an app may do to stored responses: those of the session that is open, and everyone's. */
export function createInvalidation({
  sessions,
  changeNamed,
  resolve,
  onChange,
}: InvalidationOptions): Invalidation {
  function namedBy(target: Target | 'all'): Named {
    if (target === 'all') return { prefix: '' }
    if ('tag' in target) return { urls: [], tags: [tagOf(target.tag)] }
    return 'url' in target ? { urls: [resolve(target.url)] } : { prefix: resolve(target.prefix) }
  }

  function change(
    type: ChangeType,
    target: Target | 'all',
    { because = 'app' }: InvalidateOptions = {},
  ): Promise<void> {
    sessions.enter()
    return changeNamed(type, namedBy(target), (...told) => onChange(...told, because))
  }

  return {
    invalidate: async (target, options) => change('invalidation', target, options),
    remove: async (target) => change('removal', target),
  }
}
