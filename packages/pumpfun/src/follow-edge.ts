import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** One user whom another follows. */
export interface FollowEdge {
  /** Wallet address of who is followed. */
  readonly address: string
  /** Since when; ms since the epoch. */
  readonly timestamp: number
  /** Display name of who is followed. */
  readonly username?: string
  /** URL of that user's picture. */
  readonly profile_image?: string
  /** How many follow that user. */
  readonly followers?: number
}

/** Reads what the type of this name says. */
export const FollowEdge: v.GenericSchema<unknown, FollowEdge> = objectOf<FollowEdge>({
  address: v.string(),
  timestamp: v.number(),
  username: absentable(v.string()),
  profile_image: absentable(v.string()),
  followers: absentable(v.number()),
})

/** Reads the answer of `GET /following/:id`: a bare array. */
export const FollowList: v.GenericSchema<unknown, readonly FollowEdge[]> = v.array(FollowEdge)
