import { UserProfile } from '@etagged/pumpfun'
import type { Profile, Profiles } from '../accounts/profiles.ts'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { jsonText } from '../http/json.ts'
import { defineOperation, type Operation } from './operation.ts'
import { idInPath } from './params.ts'

/** `GET /users/:id` */
export function userOperations(profiles: Profiles, bodies: CoinBodies): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getUser',
      method: 'GET',
      path: '/users/:id',
      summary: 'A user by wallet address or name; whoever is logged in has a profile too',
      params: { id: idInPath('Wallet address or name') },
      login: 'optional',
      response: UserProfile,
      errors: [404],
      answer: ({ params, claims }) => {
        const profile = profiles.find(params.id, claims?.address)
        if (!profile) throw new ApiError(404, 'User not found')
        return jsonText(bodies.json(profileBody(profile)))
      },
    }),
  ]
}

function profileBody(profile: Profile): object {
  return {
    address: profile.address,
    username: profile.username,
    profile_image: profile.profileImage,
    bio: profile.bio,
    followers: profile.followers,
    following: profile.following,
    likes_received: profile.likesReceived,
    mentions_received: profile.mentionsReceived,
    unread_notifs_count: 0,
    last_username_update_timestamp: undefined,
    x_username: undefined,
  }
}
