import type { Creator } from './creators.ts'
import { pickFrom, randomFrom, seedAt } from './prng.ts'

/** Everybody who made a coin, and therefore trades too. */
export interface People {
  /** Somebody by wallet address, or else by name; of two with one name the first. */
  readonly find: (addressOrName: string) => Creator | undefined
  readonly add: (somebody: Creator) => void
  /** Who does the trade with this number. */
  readonly trader: (number: number) => Creator
}

/** These people; the traders are chosen by `seed` among who was there from the beginning. */
export function createPeople(seed: number, creators: Iterable<Creator>): People {
  const byAddress = new Map<string, Creator>()
  const byName = new Map<string, Creator>()
  const add = (somebody: Creator): void => {
    if (byAddress.has(somebody.address)) return
    byAddress.set(somebody.address, somebody)
    const { username } = somebody
    if (username !== undefined && !byName.has(username)) byName.set(username, somebody)
  }
  for (const creator of creators) add(creator)
  const traders = [...byAddress.values()]

  return {
    find: (addressOrName) => byAddress.get(addressOrName) ?? byName.get(addressOrName),
    add,
    trader: (number) => pickFrom(randomFrom(seedAt(~seed, number)), traders),
  }
}
