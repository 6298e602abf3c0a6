import * as v from 'valibot'
import { Amount } from './amount.ts'
import { Mint } from './mint.ts'
import { absentable, type Entries, objectOf } from './object-of.ts'
import { SecurityVerdict } from './security-verdict.ts'

/**
 * A coin, as `GET /coins-v2/:mint` answers. Units differ from field to field, and so do clocks:
 * most times are milliseconds, `updated_at` is seconds.
 */
export interface Coin {
  /** The coin's address: base58, 32 bytes. Most end in `pump`, not all. */
  readonly mint: string
  /** Whether the curve account exists. */
  readonly initialized?: boolean
  /** Display name. Any Unicode; may end in a space. */
  readonly name: string
  /** Ticker. Any Unicode; may start with `$` or end in a space. */
  readonly symbol: string
  /** Free text; may be empty. */
  readonly description?: string
  /** Absolute URL of the picture, usually an IPFS gateway; any host is possible. */
  readonly image_uri: string
  /** Absolute URL of the token metadata (JSON). */
  readonly metadata_uri: string
  /** Free text, often a URL. */
  readonly twitter?: string
  /** Free text, often a URL. */
  readonly telegram?: string
  /** Free text, often a URL. */
  readonly website?: string
  /** Address of the curve account. */
  readonly bonding_curve: string
  /** Address of the curve's token account. */
  readonly associated_bonding_curve: string
  /** The creator's wallet address. */
  readonly creator: string
  /** Creation; ms since the epoch, whole seconds since 2026. */
  readonly created_timestamp: number
  /** True once the curve has been bought out: the coin has graduated. */
  readonly complete: boolean
  /** Pool of a coin that graduated before March 2025. */
  readonly raydium_pool?: string
  /** Pool of a coin that graduated since March 2025. */
  readonly pump_swap_pool?: string
  /** Address of the current or future pool. */
  readonly pool_address?: string
  /** Market of a coin that graduated to Raydium. */
  readonly market_id?: string
  /** True on graduated coins. */
  readonly inverted?: boolean
  /** Lamports (1e-9 SOL), or quote units when `quote_mint` is not SOL. From 30e9 to about 115e9. */
  readonly virtual_sol_reserves: number
  /** 1e-6 token. From 1,073e12 down to 279.9e12. */
  readonly virtual_token_reserves: number
  /** Lamports. Virtual minus 30e9 on a standard curve; 0 after graduation. */
  readonly real_sol_reserves?: number
  /** 1e-6 token, left on the curve. From 793.1e12 down to 0. */
  readonly real_token_reserves?: number
  /** 1e-6 token; normally 1e15. */
  readonly total_supply: number
  /** `total_supply` as text. */
  readonly total_supply_str?: string
  /** SOL. On the curve: (virtual_sol/1e9) / (virtual_token/1e6) * 1e9. */
  readonly market_cap: number
  /** USD: `market_cap` times the SOL price at the last write. Stands still while the coin is idle. */
  readonly usd_market_cap: number
  /** USD; same as `usd_market_cap`. */
  readonly market_cap_usd?: number
  /** In the quote currency; SOL unless `quote_mint` says otherwise. */
  readonly market_cap_quote?: number
  /** USD; the all-time high. */
  readonly ath_market_cap?: number
  /** When that high was reached; ms since the epoch. */
  readonly ath_market_cap_timestamp?: number
  /** Quote units; lamports for SOL. */
  readonly virtual_quote_reserves?: number
  /** Quote units; lamports for SOL. */
  readonly real_quote_reserves?: number
  /** When the coin was king of the hill; ms since the epoch. */
  readonly king_of_the_hill_timestamp?: number
  /** Last trade; ms since the epoch. */
  readonly last_trade_timestamp?: number
  /** Last reply; ms since the epoch. */
  readonly last_reply?: number
  /** Number of replies. */
  readonly reply_count: number
  /** Last write; SECONDS since the epoch, about one second after the last trade. */
  readonly updated_at?: number
  /** Not safe for work. */
  readonly nsfw: boolean
  /** Banned by the platform. */
  readonly is_banned?: boolean
  /** Hidden by the platform. */
  readonly hidden?: boolean
  /** Whether the name may be shown. */
  readonly show_name: boolean
  /** Whether a live stream is on. */
  readonly is_currently_live: boolean
  /** End of a streaming ban; 0 when there is none. Unit not known. */
  readonly livestream_ban_expiry?: number
  /** Weight against the stream in rankings. */
  readonly livestream_downrank_score?: number
  /** Whether the banner is hidden. */
  readonly hide_banner?: boolean
  /** URL of the banner. */
  readonly banner_uri?: string
  /** URL of a video. */
  readonly video_uri?: string
  /** Which program made the coin, such as `pump`. */
  readonly program?: string
  /** Where it was made. */
  readonly platform?: string
  /** Such as `pump`. */
  readonly protocol?: string
  /** Token program id. Not to be trusted, says the platform. */
  readonly token_program?: string
  /** The quote currency's token program id. */
  readonly quote_token_program?: string
  /** The quote currency's mint; 32 ones mean native SOL. */
  readonly quote_mint?: string
  /** The coin's decimal places; 6. */
  readonly base_decimals?: number
  /** The quote currency's decimal places; 9 for SOL. */
  readonly quote_decimals?: number
  /** Chain in CAIP-2 form. */
  readonly chain_id?: string
  /** Family of chains. */
  readonly multichain_family?: number
  /** Such as `active` or `paused`; such coins break the curve constants. */
  readonly mayhem_state?: string
  /** Details of the mayhem mode. Single-coin answers only. */
  readonly mayhem?: Readonly<Record<string, unknown>>
  /** The review. Single-coin answers only. */
  readonly security_verdict?: SecurityVerdict
  /** Whether traders get cashback. */
  readonly is_cashback_enabled?: boolean
  /** Whether holders are rewarded. */
  readonly is_holder_reward?: boolean
  /** Transfer fee; hundredths of a percent. */
  readonly transfer_fee_bps?: number
  /** Such as `NONE` or `IN_PROGRESS`. */
  readonly boost_mode?: string
  /** Verified by the platform. */
  readonly verified?: boolean
}

/** A schema for each field; the list row shares most of them. */
export const coinEntries: Entries<Coin> = {
  mint: Mint,
  initialized: absentable(v.boolean()),
  name: v.string(),
  symbol: v.string(),
  description: absentable(v.string()),
  image_uri: v.string(),
  metadata_uri: v.string(),
  twitter: absentable(v.string()),
  telegram: absentable(v.string()),
  website: absentable(v.string()),
  bonding_curve: v.string(),
  associated_bonding_curve: v.string(),
  creator: v.string(),
  created_timestamp: v.number(),
  complete: v.boolean(),
  raydium_pool: absentable(v.string()),
  pump_swap_pool: absentable(v.string()),
  pool_address: absentable(v.string()),
  market_id: absentable(v.string()),
  inverted: absentable(v.boolean()),
  virtual_sol_reserves: Amount,
  virtual_token_reserves: Amount,
  real_sol_reserves: absentable(Amount),
  real_token_reserves: absentable(Amount),
  total_supply: Amount,
  total_supply_str: absentable(v.string()),
  market_cap: v.number(),
  usd_market_cap: v.number(),
  market_cap_usd: absentable(v.number()),
  market_cap_quote: absentable(v.number()),
  ath_market_cap: absentable(v.number()),
  ath_market_cap_timestamp: absentable(v.number()),
  virtual_quote_reserves: absentable(Amount),
  real_quote_reserves: absentable(Amount),
  king_of_the_hill_timestamp: absentable(v.number()),
  last_trade_timestamp: absentable(v.number()),
  last_reply: absentable(v.number()),
  reply_count: v.number(),
  updated_at: absentable(v.number()),
  nsfw: v.boolean(),
  is_banned: absentable(v.boolean()),
  hidden: absentable(v.boolean()),
  show_name: v.boolean(),
  is_currently_live: v.boolean(),
  livestream_ban_expiry: absentable(v.number()),
  livestream_downrank_score: absentable(v.number()),
  hide_banner: absentable(v.boolean()),
  banner_uri: absentable(v.string()),
  video_uri: absentable(v.string()),
  program: absentable(v.string()),
  platform: absentable(v.string()),
  protocol: absentable(v.string()),
  token_program: absentable(v.string()),
  quote_token_program: absentable(v.string()),
  quote_mint: absentable(v.string()),
  base_decimals: absentable(v.number()),
  quote_decimals: absentable(v.number()),
  chain_id: absentable(v.string()),
  multichain_family: absentable(v.number()),
  mayhem_state: absentable(v.string()),
  mayhem: absentable(v.record(v.string(), v.unknown())),
  security_verdict: absentable(SecurityVerdict),
  is_cashback_enabled: absentable(v.boolean()),
  is_holder_reward: absentable(v.boolean()),
  transfer_fee_bps: absentable(v.number()),
  boost_mode: absentable(v.string()),
  verified: absentable(v.boolean()),
}

/** Reads what the type of this name says. */
export const Coin: v.GenericSchema<unknown, Coin> = objectOf(coinEntries)
