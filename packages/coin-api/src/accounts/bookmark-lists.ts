import { type BookmarkItem, Bookmarks } from '@etagged/pumpfun'
import { uuidFrom } from '../market/address.ts'
import type { Market } from '../market/market.ts'
import { pickFrom, randomFrom, seedOf } from '../market/prng.ts'
import { storedMap, type TextStorage, type ValueMap } from '../storage/stored-map.ts'

/** How many coins find room in a list. */
export const MOST_BOOKMARKS = 1000

/** Each user's default list. */
export interface BookmarkLists {
  /** The list of the user with this address; made at first sight, with a name and three coins. */
  of(address: string): Bookmarks
  /** Saves a coin, or finds it saved; nothing when {@link MOST_BOOKMARKS} others are. */
  add(address: string, mint: string): BookmarkItem | undefined
  /** Forgets a coin; nothing changes when it is not there. */
  remove(address: string, mint: string): void
}

const NAMES = [
  'Watchlist',
  'Moonshots',
  'Slow burners',
  'Sea creatures',
  'To read about',
  'Keepers',
]

/**
 * Lists whose beginnings depend on the address alone; changes are dated by `clock` (ms).
 *
 * @default storage memory
 */
export function createBookmarkLists(
  market: Market,
  clock: () => number,
  storage?: TextStorage,
): BookmarkLists {
  const lists: ValueMap<Bookmarks> = storage
    ? storedMap(storage, 'coin-api.bookmarks.', Bookmarks)
    : new Map<string, Bookmarks>()

  const of = (address: string): Bookmarks => {
    const list = lists.get(address) ?? firstList(address, market)
    lists.set(address, list)
    return list
  }

  return {
    of,
    add: (address, mint) => {
      const list = of(address)
      const saved = list.items.find((item) => item.item_id === mint)
      if (saved || list.items.length >= MOST_BOOKMARKS) return saved
      const added = { item_id: mint, created_at: new Date(clock()).toISOString() }
      lists.set(address, { ...list, items: [...list.items, added] })
      return added
    },
    remove: (address, mint) => {
      const list = of(address)
      const items = list.items.filter((item) => item.item_id !== mint)
      lists.set(address, { ...list, items })
    },
  }
}

function firstList(address: string, market: Market): Bookmarks {
  const random = randomFrom(seedOf(address))
  const created_at = '2026-11-20T00:00:00.000Z'
  const mints = new Set([
    pickFrom(random, market.trending),
    pickFrom(random, market.idle),
    pickFrom(random, market.idle),
  ])
  return {
    id: uuidFrom(random),
    user_id: address,
    name: pickFrom(random, NAMES),
    created_at,
    items: Array.from(mints, (item_id) => ({ item_id, created_at })),
  }
}
