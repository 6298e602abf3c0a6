/**
 * Provider, query options and hooks on TanStack Query.
 *
 * @module
 */
export {
  type CoinHooks,
  createCoinHooks,
  type SuspenseOverrides,
  useBookmarks,
  useCoin,
  useCoins,
  useCoinSearch,
  useInfiniteCoins,
  useLatestCoin,
  useSolPrice,
  useSuspenseCoin,
  useSuspenseCoins,
} from './coins/coin-hooks.ts'
export {
  type Bookmarked,
  type CoinMutationOverrides,
  coinMutations,
  type CoinMutations,
} from './coins/coin-mutations.ts'
export {
  type CoinPages,
  type CoinPagesOverrides,
  coinQueries,
  type CoinQueries,
  createCoinQueries,
  type EndlessCoinParams,
} from './coins/coin-queries.ts'
export { connect } from './connect.ts'
export {
  type EtaggedInfiniteOptions,
  infinite,
  type InfiniteOverrides,
  type Paging,
  type SkippableInfiniteOptions,
} from './infinite.ts'
export {
  type CacheMetric,
  type CacheMetricName,
  onCacheStats,
  type ReportOptions,
} from './insight/on-cache-stats.ts'
export { type CacheMeta, type CarriesSource, useCacheMeta } from './insight/use-cache-meta.ts'
export { useCacheStats } from './insight/use-cache-stats.ts'
export { edit, type Edit } from './mutations/edit.ts'
export type { AppliedEdits } from './mutations/edits.ts'
export {
  type EtaggedMutationOptions,
  mutation,
  type MutationOverrides,
} from './mutations/mutation.ts'
export { preload, type PreloadOptions } from './preload.ts'
export { EtaggedProvider, type EtaggedProviderProps } from './provider.tsx'
export {
  type EtaggedQueryOptions,
  query,
  type QueryOverrides,
  type SkippableQueryOptions,
} from './query.ts'
export type { EtaggedQueryKey } from './query-key.ts'
export { dehydrate } from './server/dehydrate.ts'
export { hydrate } from './server/hydrate.ts'
export type { GivenQueryClient } from './session-query-client.ts'
export { refresh } from './refresh.ts'
export { useEtagged } from './use-etagged.ts'
export { useRefresh } from './use-refresh.ts'
export { useSession } from './use-session.ts'
