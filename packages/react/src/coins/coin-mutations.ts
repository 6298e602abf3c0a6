import { type Bookmarks, type Coin, coinWrites, type CreateCoinRequest } from '@etagged/pumpfun'
import { edit, type Edit } from '../mutations/edit.ts'
import {
  type EtaggedMutationOptions,
  mutation,
  type MutationOverrides,
} from '../mutations/mutation.ts'
import { withVariables } from '../mutations/with-variables.ts'
import { coinQueries } from './coin-queries.ts'

/** A coin that a user saves, or forgets. */
export interface Bookmarked {
  /** The coin's mint address (base58, 32 bytes). */
  readonly mint: string
}

/** TanStack's mutation options, but for what is supplied. */
export type CoinMutationOverrides<Data, Variables> = Omit<
  MutationOverrides<Data, Variables>,
  'optimistic'
>

/** Mutation options for the coin API. All of its writes need a login. */
export interface CoinMutations {
  /** Makes a coin. Every list of coins and the latest coin are asked for again. */
  create(
    overrides?: CoinMutationOverrides<Coin, CreateCoinRequest>,
  ): EtaggedMutationOptions<Coin, CreateCoinRequest>
  /** Saves a coin: in `coinQueries.bookmarks()` it is at once. */
  bookmark(
    overrides?: CoinMutationOverrides<undefined, Bookmarked>,
  ): EtaggedMutationOptions<undefined, Bookmarked>
  /** Forgets a saved coin: from `coinQueries.bookmarks()` it is gone at once. */
  unbookmark(
    overrides?: CoinMutationOverrides<undefined, Bookmarked>,
  ): EtaggedMutationOptions<undefined, Bookmarked>
}

/** Mutation options for the coin API, for the queries of {@link coinQueries}. */
export const coinMutations: CoinMutations = {
  create: (overrides) =>
    mutation(
      withVariables(coinWrites.create, (body: CreateCoinRequest) => ({ body })),
      overrides,
    ),
  bookmark: (overrides) =>
    mutation(
      withVariables(coinWrites.bookmark, ({ mint }: Bookmarked) => ({ body: { itemId: mint } })),
      { ...overrides, optimistic: ({ mint }) => [inBookmarks(mint, true)] },
    ),
  unbookmark: (overrides) =>
    mutation(
      withVariables(coinWrites.unbookmark, ({ mint }: Bookmarked) => ({ itemId: mint })),
      { ...overrides, optimistic: ({ mint }) => [inBookmarks(mint, false)] },
    ),
}

function inBookmarks(mint: string, isSaved: boolean): Edit {
  return edit(coinQueries.bookmarks(), (list: Bookmarks) => {
    if (list.items.some(({ item_id }) => item_id === mint) === isSaved) return list
    const items = isSaved
      ? [...list.items, { item_id: mint }]
      : list.items.filter(({ item_id }) => item_id !== mint)
    return { ...list, items }
  })
}
