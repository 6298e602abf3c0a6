import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** A user, as `GET /users/:id` answers to an address or a name. */
export interface UserProfile {
  /** Wallet address. */
  readonly address: string
  /** Display name. */
  readonly username?: string
  /** URL of a picture. */
  readonly profile_image?: string
  /** Free text. */
  readonly bio?: string
  /** How many follow this user. */
  readonly followers?: number
  /** How many this user follows. */
  readonly following?: number
  /** Likes that this user's replies got. */
  readonly likes_received?: number
  /** How often replies name this user. */
  readonly mentions_received?: number
  /** Notifications that this user has not seen. */
  readonly unread_notifs_count?: number
  /** When the name was last changed; probably ms since the epoch. */
  readonly last_username_update_timestamp?: number
  /** Name on X. */
  readonly x_username?: string
}

/** Reads what the type of this name says. */
export const UserProfile: v.GenericSchema<unknown, UserProfile> = objectOf<UserProfile>({
  address: v.string(),
  username: absentable(v.string()),
  profile_image: absentable(v.string()),
  bio: absentable(v.string()),
  followers: absentable(v.number()),
  following: absentable(v.number()),
  likes_received: absentable(v.number()),
  mentions_received: absentable(v.number()),
  unread_notifs_count: absentable(v.number()),
  last_username_update_timestamp: absentable(v.number()),
  x_username: absentable(v.string()),
})
