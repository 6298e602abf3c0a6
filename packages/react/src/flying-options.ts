import type { NetworkMode } from '@tanstack/react-query'
import { fly } from './fly.ts'
import type { RefusedRequest } from './query-request.ts'
import type { QuerySource } from './query-source.ts'

interface Given {
  readonly meta?: Record<string, unknown> | undefined
  readonly networkMode?: NetworkMode
}

interface Flying {
  readonly networkMode: NetworkMode
  readonly retryDelay: 0
  readonly meta: Record<string, unknown>
  readonly persister: typeof fly
}

/** What the queries of `query()` and `infinite()` have in common: how they fly. */
export function flyingOptions<Options extends Given>(
  overrides: Options,
  source: QuerySource,
): Omit<Options, keyof Flying> & Flying {
  return {
    // Explicit, since TanStack drops the persister's default when the app sets one of its own.
    networkMode: 'offlineFirst',
    ...overrides,
    // `fly` waits instead: TanStack's own wait cannot be called off.
    retryDelay: 0,
    meta: { ...overrides.meta, etagged: source },
    persister: fly,
  }
}

interface Refused {
  readonly queryFn: () => Promise<never>
  readonly retry: false
}

/** The parameters will not do: the query fails, and sends nothing. */
export function refusedOptions<Options extends object>(
  overrides: Options,
  { refused }: RefusedRequest,
): Omit<Options, keyof Refused> & Refused {
  return { ...overrides, queryFn: () => Promise.reject(refused), retry: false }
}
