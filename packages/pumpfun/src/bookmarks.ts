import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** One saved coin. */
export interface BookmarkItem {
  /** The coin's mint. */
  readonly item_id: string
  /** When it was saved; ISO 8601 text. */
  readonly created_at?: string
}

/** A user's default list, as `GET /bookmarks/default` answers. Needs a login. */
export interface Bookmarks {
  /** UUID of the list. */
  readonly id: string
  /** The owner's wallet address. */
  readonly user_id: string
  /** The list's name. */
  readonly name: string
  /** When the list was made; ISO 8601 text. */
  readonly created_at?: string
  /** The saved coins. */
  readonly items: readonly BookmarkItem[]
}

/** Reads what the type of this name says. */
export const BookmarkItem: v.GenericSchema<unknown, BookmarkItem> = objectOf<BookmarkItem>({
  item_id: v.string(),
  created_at: absentable(v.string()),
})

/** Reads what the type of this name says. */
export const Bookmarks: v.GenericSchema<unknown, Bookmarks> = objectOf<Bookmarks>({
  id: v.string(),
  user_id: v.string(),
  name: v.string(),
  created_at: absentable(v.string()),
  items: v.array(BookmarkItem),
})
