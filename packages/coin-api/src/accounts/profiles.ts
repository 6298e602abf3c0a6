import type { Creator } from '../market/creators.ts'
import type { Market } from '../market/market.ts'
import { integerBetween, randomFrom, seedOf } from '../market/prng.ts'
import type { Follows } from './follows.ts'
import { foundersOf } from './founders.ts'
import { TEST_ADDRESSES } from './wallet.ts'

/** A user. */
export interface Profile extends Creator {
  readonly bio?: string
  readonly followers: number
  readonly following: number
  readonly likesReceived: number
  readonly mentionsReceived: number
}

/** Who the users are. */
export interface Profiles {
  /**
   * Somebody by wallet address or name: who made a coin, a test wallet, or `self`, the address of
   * who asks.
   */
  readonly find: (addressOrName: string, self?: string) => Profile | undefined
  /** Somebody with this address, known or not. */
  readonly personAt: (address: string) => Creator
}

const TESTERS: readonly Creator[] = Object.entries(TEST_ADDRESSES).map(([username, address]) => ({
  address,
  username,
}))

/** The people of a market and the test wallets. */
export function createProfiles(market: Market, follows: Follows): Profiles {
  const founders = foundersOf(market)
  const find = (id: string): Creator | undefined =>
    TESTERS.find(({ address, username }) => address === id || username === id) ??
    market.findPerson(id)

  const profileOf = (person: Creator): Profile => {
    const random = randomFrom(seedOf(`profile of ${person.address}`))
    const isFounder = founders.has(person.address)
    return {
      ...person,
      ...(isFounder && random() < 0.5 && { bio: 'Here for the tea.' }),
      followers: follows.followersOf(person.address),
      following: follows.of(person.address).length,
      likesReceived: isFounder ? integerBetween(random, 0, 400) : 0,
      mentionsReceived: isFounder ? integerBetween(random, 0, 60) : 0,
    }
  }

  return {
    find: (id, self) => {
      const person = find(id) ?? (id === self ? { address: id } : undefined)
      return person && profileOf(person)
    },
    personAt: (address) => find(address) ?? { address },
  }
}
