import * as v from 'valibot'
import { decodeBase58 } from './base58.ts'

// 32 bytes never need fewer than 32 or more than 44 characters: checked first, so that hostile
// text cannot make the quadratic decoding expensive.
const SHAPE = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/

/**
 * Is this the address of a coin: base58, 32 to 44 characters, exactly 32 bytes? Most mints end in
 * `pump`, but not all, so the ending is no criterion.
 */
export function isMint(text: string): boolean {
  return SHAPE.test(text) && decodeBase58(text)?.length === 32
}

/** The address of a coin (see {@link isMint}). */
export const Mint: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.check(isMint, 'Not a mint address (base58, 32 bytes)'),
  // JSON Schema cannot say the check, but most of it.
  v.metadata({ pattern: SHAPE.source, description: 'Base58 of 32 bytes' }),
)
