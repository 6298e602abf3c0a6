import { FollowEdge, FollowList, UserProfile } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { TEST_ADDRESSES } from '../accounts/wallet.ts'
import { createCoinApi } from '../create-coin-api.ts'
import { logIn, post, visit } from '../visitor.test-fixture.ts'
import { readAnswer } from './read-answer.test-fixture.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const MINE = `/following/${TEST_ADDRESSES.alice}`

const open = async () => {
  const api = createCoinApi({ clock: () => NOON, tradesPerSecond: 0 })
  const creators = api.market.sortedBy('market_cap').map(({ identity }) => identity.creator.address)
  const [one = '', other = ''] = new Set(creators)
  return { api, one, other, creators, alice: await logIn(api, 'alice') }
}

describe('following', () => {
  it('begins with nobody for a new user, and with some for those who made coins', async () => {
    const { api, creators } = await open()
    expect(await readAnswer(api, FollowList, MINE)).toEqual([])
    const edges = await Promise.all(
      creators.slice(0, 20).map((address) => readAnswer(api, FollowList, `/following/${address}`)),
    )
    expect(edges.flat().length).toBeGreaterThan(20)
    expect(edges.flat().every(({ timestamp }) => timestamp > 1e12 && timestamp < NOON)).toBe(true)
  })

  it('adds an edge, the latest first, and counts it on both sides', async () => {
    const { api, one, other, alice } = await open()
    const before = await readAnswer(api, UserProfile, `/users/${one}`)
    const init = { method: 'POST', headers: alice }
    const edge = await readAnswer(api, FollowEdge, `/following/${one}`, init)
    expect(edge).toMatchObject({
      address: one,
      timestamp: NOON,
      followers: (before.followers ?? 0) + 1,
    })
    await post(api, `/following/${other}`, {}, alice)
    const mine = await readAnswer(api, FollowList, MINE)
    expect(mine.map(({ address }) => address)).toEqual([other, one])
    expect(await readAnswer(api, FollowList, `${MINE}?limit=1&offset=1`)).toEqual([edge])
    expect((await readAnswer(api, UserProfile, '/users/alice')).following).toBe(2)
  })

  it('counts the same edge once, and none that was not there', async () => {
    const { api, one, alice } = await open()
    const followers = async () =>
      (await readAnswer(api, UserProfile, `/users/${one}`)).followers ?? 0
    const before = await followers()
    await post(api, `/following/${one}`, {}, alice)
    await post(api, `/following/${one}`, {}, alice)
    expect(await followers()).toBe(before + 1)
    const gone = await visit(api, `/following/${one}`, { method: 'DELETE', headers: alice })
    expect(gone).toMatchObject({ status: 200, text: one })
    await visit(api, `/following/${one}`, { method: 'DELETE', headers: alice })
    expect(await followers()).toBe(before)
    expect(await readAnswer(api, FollowList, MINE)).toEqual([])
  })

  it('refuses oneself', async () => {
    const { api, alice } = await open()
    expect(await post(api, MINE, {}, alice)).toMatchObject({
      status: 400,
      text: '{"message":"You cannot follow yourself","error":"Bad Request","statusCode":400}',
    })
  })
})
