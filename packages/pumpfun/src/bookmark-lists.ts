import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** One of a user's lists, as `GET /bookmarks` tells of it. Needs a login. */
export interface BookmarkList {
  /** UUID of the list. */
  readonly id: string
  /** The owner's wallet address. */
  readonly user_id: string
  /** The list's name. */
  readonly name: string
  /** When the list was made; ISO 8601 text. */
  readonly created_at?: string
  /** Mints of the saved coins. */
  readonly bookmark_items?: readonly string[]
  /** URLs of some of their pictures. */
  readonly preview_images?: readonly string[]
}

/** Reads what the type of this name says. */
export const BookmarkList: v.GenericSchema<unknown, BookmarkList> = objectOf<BookmarkList>({
  id: v.string(),
  user_id: v.string(),
  name: v.string(),
  created_at: absentable(v.string()),
  bookmark_items: absentable(v.array(v.string())),
  preview_images: absentable(v.array(v.string())),
})

/** Reads the answer of `GET /bookmarks`: a bare array. */
export const BookmarkLists: v.GenericSchema<unknown, readonly BookmarkList[]> =
  v.array(BookmarkList)
