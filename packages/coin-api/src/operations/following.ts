import { FollowEdge, FollowList } from '@etagged/pumpfun'
import type { Follow, Follows } from '../accounts/follows.ts'
import type { Profiles } from '../accounts/profiles.ts'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import { ApiError } from '../http/errors.ts'
import { jsonText } from '../http/json.ts'
import { textAnswer } from '../http/text-answer.ts'
import { pageOf } from '../market/select.ts'
import { defineOperation, type Operation } from './operation.ts'
import { paging, userInPath } from './params.ts'

/** `GET`, `POST` and `DELETE /following/:id` */
export function followingOperations(
  follows: Follows,
  profiles: Profiles,
  bodies: CoinBodies,
): readonly Operation[] {
  const edgeOf = ({ address, at }: Follow): object => {
    const { username, profileImage } = profiles.personAt(address)
    const followers = follows.followersOf(address)
    return { username, profile_image: profileImage, address, timestamp: at, followers }
  }
  const params = { id: userInPath }

  return [
    defineOperation({
      operationId: 'listFollowing',
      method: 'GET',
      path: '/following/:id',
      summary: 'Whom a user follows, latest first; nobody for an unknown user',
      params: { ...params, ...paging },
      limit: 60,
      response: FollowList,
      answer: ({ params: { id, ...page } }) =>
        jsonText(bodies.json(pageOf(follows.of(id), page).map(edgeOf))),
    }),
    defineOperation({
      operationId: 'follow',
      method: 'POST',
      path: '/following/:id',
      summary: 'Follows a user',
      params,
      login: 'required',
      status: 201,
      response: FollowEdge,
      errors: [404],
      answer: ({ params: { id }, claims: { address } }) => {
        if (id === address) throw new ApiError(400, 'You cannot follow yourself')
        if (!profiles.find(id)) throw new ApiError(404, 'User not found')
        follows.add(address, id)
        const edge = follows.of(address).find((follow) => follow.address === id)
        return jsonText(bodies.json(edge && edgeOf(edge)), 201)
      },
    }),
    defineOperation({
      operationId: 'unfollow',
      method: 'DELETE',
      path: '/following/:id',
      summary: 'Follows a user no more',
      params,
      login: 'required',
      response: 'text',
      answer: ({ params: { id }, claims }) => {
        follows.remove(claims.address, id)
        return textAnswer(id, { headers: { 'content-type': 'text/html; charset=utf-8' } })
      },
    }),
  ]
}
