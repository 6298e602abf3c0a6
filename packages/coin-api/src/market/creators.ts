import { addressFrom } from './address.ts'
import { integerBetween, pickFrom, type Random } from './prng.ts'

/** Who made a coin. */
export interface Creator {
  /** Wallet address, base58. */
  readonly address: string
  readonly username?: string
  /** URL of a picture. */
  readonly profileImage?: string
}

const STEMS = 'moth otter ember glass fog tide lantern weed clock salt pine kite'.split(' ')
const ENDINGS = 'works line paper smith fan _k hunter ly whacker'.split(' ')

/** Invented creators. A third has no name, half of the others no picture. */
export function creatorsFrom(random: Random, count: number): readonly Creator[] {
  return Array.from({ length: count }, () => creatorFrom(random))
}

function creatorFrom(random: Random): Creator {
  const address = addressFrom(random)
  if (random() < 0.33) return { address }
  const username = `${pickFrom(random, STEMS)}${pickFrom(random, ENDINGS)}${integerBetween(random, 1, 99)}`
  if (random() < 0.5) return { address, username }
  return {
    address,
    username,
    profileImage: `https://media.example.com/profile-images/${username}.webp`,
  }
}
