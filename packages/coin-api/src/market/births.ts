import { addressFrom, ipfsUriFrom, pumpMintFrom } from './address.ts'
import { type Identity, wholeSeconds } from './coin.ts'
import { type Creator, creatorsFrom } from './creators.ts'
import { creatorCount } from './identities.ts'
import { type Naming, namingsFrom } from './names.ts'
import { randomFrom, seedAt } from './prng.ts'

/** How many coins can be added to an open market. */
export const MOST_NEW_COINS = 1000

/** Of so many scheduled trades the last is the first purchase of a new coin. */
export const TRADES_PER_BIRTH = 150

/** What somebody says of a coin to be made. */
export interface NewCoin {
  readonly name: string
  readonly symbol: string
  /** @default '' */
  readonly description?: string
  /** Absolute URL. @default an invented one */
  readonly imageUri?: string
  readonly twitter?: string
  readonly telegram?: string
  readonly website?: string
  /** Narrative word. @default 'new' */
  readonly meta?: string
}

/** The identity of new coin `number` (0, 1, 2, …) of a market, made at `at` (ms since the epoch). */
export function newIdentity(
  seed: number,
  number: number,
  { coin, creator, at }: { readonly coin: NewCoin; readonly creator: Creator; readonly at: number },
): Identity {
  const random = randomFrom(seedAt(seed ^ 0x2b7e1516, number))
  return {
    description: '',
    meta: 'new',
    imageUri: ipfsUriFrom(random),
    ...coin,
    creator,
    createdAt: wholeSeconds(at),
    mint: pumpMintFrom(random),
    metadataUri: ipfsUriFrom(random),
    bondingCurve: addressFrom(random),
    associatedBondingCurve: addressFrom(random),
    poolAddress: addressFrom(random),
    nsfw: false,
    live: false,
    verified: false,
    boosted: false,
    replyCount: 0,
  }
}

/** The names that `coinCount` coins of this market have left over. */
export function spareNamings(seed: number, coinCount: number): readonly Naming[] {
  // The same steps as for the coins themselves, up to their names.
  const random = randomFrom(seed)
  creatorsFrom(random, creatorCount(coinCount))
  return namingsFrom(random).slice(coinCount)
}
