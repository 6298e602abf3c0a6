export {
  type CoinHooks,
  createCoinHooks,
  useBookmarks,
  useCoin,
  useCoins,
  useSolPrice,
} from './coins/coin-hooks.ts'
export { coinQueries, type CoinQueries, createCoinQueries } from './coins/coin-queries.ts'
export { connect } from './connect.ts'
export {
  type EtaggedInfiniteOptions,
  infinite,
  type InfiniteOverrides,
  type Paging,
  type SkippableInfiniteOptions,
} from './infinite.ts'
export { edit, type Edit } from './mutations/edit.ts'
export type { AppliedEdits } from './mutations/edits.ts'
export {
  type EtaggedMutationOptions,
  mutation,
  type MutationOverrides,
} from './mutations/mutation.ts'
export { EtaggedProvider, type EtaggedProviderProps } from './provider.tsx'
export {
  type EtaggedQueryOptions,
  query,
  type QueryOverrides,
  type SkippableQueryOptions,
} from './query.ts'
export type { EtaggedQueryKey } from './query-key.ts'
export type { GivenQueryClient } from './session-query-client.ts'
export { useEtagged } from './use-etagged.ts'
export { useSession } from './use-session.ts'
