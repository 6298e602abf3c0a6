import { addressFrom, ipfsUriFrom, pumpMintFrom } from './address.ts'
import { type Identity, wholeSeconds } from './coin.ts'
import { type Creator, creatorsFrom } from './creators.ts'
import { type Naming, namingsFrom } from './names.ts'
import { integerBetween, pickFrom, type Random } from './prng.ts'

const SECOND = 1000
const YOUNGEST = 2 * 60 * SECOND
const OLDEST = 400 * 24 * 3600 * SECOND

/** How many people make `coins` coins. */
export function creatorCount(coins: number): number {
  return Math.ceil(coins / 3)
}

/** Invented coins, made between 400 days and two minutes before `genesis` (ms since the epoch). */
export function identitiesFrom(
  random: Random,
  count: number,
  genesis: number,
): readonly Identity[] {
  const creators = creatorsFrom(random, creatorCount(count))
  return namingsFrom(random)
    .slice(0, count)
    .map((naming) => identityFrom(random, naming, pickFrom(random, creators), genesis))
}

function identityFrom(random: Random, naming: Naming, creator: Creator, genesis: number): Identity {
  const createdAt = wholeSeconds(genesis - YOUNGEST * (OLDEST / YOUNGEST) ** random())
  return {
    ...naming,
    creator,
    createdAt,
    mint: random() < 0.98 ? pumpMintFrom(random) : addressFrom(random),
    imageUri: ipfsUriFrom(random),
    metadataUri: ipfsUriFrom(random),
    bondingCurve: addressFrom(random),
    associatedBondingCurve: addressFrom(random),
    poolAddress: addressFrom(random),
    nsfw: random() < 0.03,
    live: random() < 0.02,
    verified: random() < 0.04,
    boosted: random() < 0.02,
    ...linksFrom(random, naming.name.trim().toLowerCase().replace(' ', '-')),
    ...repliesFrom(random, createdAt, genesis),
  }
}

function linksFrom(random: Random, slug: string): Partial<Identity> {
  return {
    ...(random() < 0.6 && { twitter: `https://x.example.com/${slug}` }),
    ...(random() < 0.2 && { telegram: `https://t.example.com/${slug}` }),
    ...(random() < 0.3 && { website: `https://${slug}.example.com/` }),
    ...(random() < 0.1 && { bannerUri: ipfsUriFrom(random) }),
  }
}

function repliesFrom(
  random: Random,
  createdAt: number,
  genesis: number,
): Pick<Identity, 'replyCount' | 'lastReplyAt'> {
  const replyCount = random() < 0.4 ? 0 : integerBetween(random, 1, Math.ceil(2000 * random() ** 4))
  if (replyCount === 0) return { replyCount }
  return { replyCount, lastReplyAt: wholeSeconds(createdAt + (genesis - createdAt) * random()) }
}
