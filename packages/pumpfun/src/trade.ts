import * as v from 'valibot'
import { Amount } from './amount.ts'
import { Mint } from './mint.ts'
import { absentable, objectOf } from './object-of.ts'

/** One purchase or sale, as `GET /trades/latest` answers. Its time is in SECONDS. */
export interface Trade {
  /** The transaction: base58 of 64 bytes, 87 or 88 characters. */
  readonly signature: string
  /** The coin's address. */
  readonly mint: string
  /** Lamports (1e-9 SOL), never negative. */
  readonly sol_amount: number
  /** 1e-6 token, never negative. */
  readonly token_amount: number
  /** True for a purchase, false for a sale. */
  readonly is_buy: boolean
  /** Wallet address of who traded. */
  readonly user: string
  /** When; SECONDS since the epoch. */
  readonly timestamp: number
  /** Number of the block's slot. */
  readonly slot: number
  /** Place within the block. */
  readonly tx_index?: number
  /** Display name of who traded. */
  readonly username?: string
  /** URL of that user's picture. */
  readonly profile_image?: string
  /** The coin's ticker. Latest trade only. */
  readonly symbol?: string
  /** URL of the coin's picture. Latest trade only. */
  readonly image_uri?: string
}

/** Reads what the type of this name says. */
export const Trade: v.GenericSchema<unknown, Trade> = objectOf<Trade>({
  signature: v.string(),
  mint: Mint,
  sol_amount: Amount,
  token_amount: Amount,
  is_buy: v.boolean(),
  user: v.string(),
  timestamp: v.number(),
  slot: v.number(),
  tx_index: absentable(v.number()),
  username: absentable(v.string()),
  profile_image: absentable(v.string()),
  symbol: absentable(v.string()),
  image_uri: absentable(v.string()),
})
