import { decodeBase58, encodeBase58 } from '@etagged/pumpfun'
import { integerBetween, type Random } from './prng.ts'

const SUFFIX = 'pump'

/** An invented address: 32 random bytes as base58. */
export function addressFrom(random: Random): string {
  return encodeBase58(bytesFrom(random, 32))
}

/** An invented mint that ends in `pump`, as most do, and still stands for exactly 32 bytes. */
export function pumpMintFrom(random: Random): string {
  for (;;) {
    const mint = addressFrom(random).slice(0, -SUFFIX.length) + SUFFIX
    if (decodeBase58(mint)?.length === 32) return mint
  }
}

/** An invented IPFS address (CIDv1, base32); it resolves to nothing. */
export function ipfsUriFrom(random: Random): string {
  const letters = Array.from({ length: 52 }, () => BASE32.charAt(integerBetween(random, 0, 31)))
  return `https://ipfs.io/ipfs/bafkrei${letters.join('')}`
}

/** An invented UUID, version 4. */
export function uuidFrom(random: Random): string {
  const hex = Array.from(bytesFrom(random, 16), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
  const variant = '89ab'.charAt(integerBetween(random, 0, 3))
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

function bytesFrom(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => integerBetween(random, 0, 255))
}
