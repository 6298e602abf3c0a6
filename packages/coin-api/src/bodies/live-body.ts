import type { MarketCoin } from '../market/coin.ts'
import { integerBetween, randomFrom, seedOf } from '../market/prng.ts'

/** How many watch a coin's stream: always as many for one coin. */
export function watchersOf({ identity }: MarketCoin): number {
  return integerBetween(randomFrom(seedOf(identity.mint)), 3, 900)
}

/** What a row of a coin on air has in addition. */
export function liveMembers(coin: MarketCoin): object {
  const { identity } = coin
  const watchers = watchersOf(coin)
  return {
    thumbnail: `https://media.example.com/livestreams/${identity.mint}.jpg`,
    thumbnail_updated_at: identity.createdAt + watchers * 1000,
    num_participants: watchers,
    downrank_score: 0,
    livestream_title: watchers % 3 === 0 ? undefined : `${identity.name.trim()} on air`,
  }
}
