import { fly } from './fly.ts'
import type { RefusedRequest } from './query-request.ts'
import type { QuerySource } from './query-source.ts'

interface Given {
  readonly meta?: Record<string, unknown> | undefined
}

/** What the queries of `query()` and `infinite()` have in common: how they fly. */
export function flyingOptions<Options extends Given>(overrides: Options, source: QuerySource) {
  return {
    // Explicit, since TanStack drops the persister's default when the app sets one of its own.
    networkMode: 'offlineFirst',
    ...overrides,
    // `fly` waits instead: TanStack's own wait cannot be called off.
    retryDelay: 0,
    meta: { ...overrides.meta, etagged: source },
    persister: fly,
  } as const
}

/** The parameters will not do: the query fails, and sends nothing. */
export function refusedOptions<Options extends Given>(
  overrides: Options,
  { refused }: RefusedRequest,
) {
  const queryFn = (): Promise<never> => Promise.reject(refused)
  return { ...overrides, queryFn, retry: false } as const
}
