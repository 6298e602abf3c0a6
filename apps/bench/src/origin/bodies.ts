/** As much of a coin as the benchmarks read; the body has forty members more. */
export interface Coin {
  readonly mint: string
  readonly market_cap: number
}

export const listPath = (length: number): string => `/coins?limit=${length}`

export const coinPath = (index: number): string => `/coins/${mintOf(index)}`

/** The path's body in this version, or `undefined` for a path that nobody serves. */
export function bodyOf(path: string, version: number): string | undefined {
  const [, length] = /^\/coins\?limit=(\d+)$/.exec(path) ?? []
  if (length !== undefined) return JSON.stringify(coins(Number(length), version))
  const [, index] = /^\/coins\/coin0*(\d+)x/.exec(path) ?? []
  if (index === undefined || path !== coinPath(Number(index))) return undefined
  return JSON.stringify(coinOf(Number(index), version))
}

/** Something of the data, read fast: what a list or coin has to give in every run. */
export function weigh(data: unknown): number {
  if (Array.isArray(data)) return data.length
  return typeof data === 'object' && data !== null && 'mint' in data ? 1 : 0
}

/** In a list, every version changes one coin. */
function coins(length: number, version: number): readonly Coin[] {
  return Array.from({ length }, (_, index) =>
    coinOf(index, version % length === index ? version : 0),
  )
}

/** A base58 address has 44 letters. */
function mintOf(index: number): string {
  return addressOf(`coin${String(index).padStart(6, '0')}x`)
}

function addressOf(start: string): string {
  return start.padEnd(44, 'A7kQx2PzRt9MwYb4CvNs')
}

/** 1.5 kB of JSON with the members, and the mix of texts and numbers, of the coin API. */
function coinOf(index: number, version: number): Coin {
  const created = 1_795_000_000_000 + index * 1000
  const cap = 28 + ((index * 7919) % 4000) / 10 + version / 1000
  return {
    mint: mintOf(index),
    initialized: true,
    name: `Paper Lantern ${index}`,
    symbol: `LAMP${index}`,
    description: 'Only glows when somebody reads what is written on it, which is seldom.',
    image_uri: `https://ipfs.example.com/ipfs/${addressOf(`bafkrei${index}`)}`,
    metadata_uri: `https://ipfs.example.com/ipfs/${addressOf(`bafkmet${index}`)}`,
    twitter: `https://x.example.com/paper-lantern-${index}`,
    bonding_curve: addressOf(`curve${index}`),
    associated_bonding_curve: addressOf(`assoc${index}`),
    creator: addressOf(`maker${index % 40}`),
    created_timestamp: created,
    complete: false,
    virtual_sol_reserves: 30_000_000_000 + index,
    virtual_token_reserves: 1_073_000_000_000_000 - index,
    real_sol_reserves: index,
    real_token_reserves: 793_100_000_000_000 - index,
    total_supply: 1_000_000_000_000_000,
    total_supply_str: '1000000000000000',
    show_name: true,
    market_cap: cap,
    usd_market_cap: cap * 140.25,
    market_cap_usd: cap * 140.25,
    market_cap_quote: cap,
    ath_market_cap: cap * 151.5,
    ath_market_cap_timestamp: created + 60_000,
    last_trade_timestamp: created + 90_000 + version,
    nsfw: false,
    is_banned: false,
    reply_count: index % 17,
    updated_at: Math.floor(created / 1000) + 91 + version,
    livestream_ban_expiry: 0,
    is_currently_live: false,
    hide_banner: false,
    program: 'pump',
    token_program: addressOf('token'),
    quote_mint: '1'.repeat(32),
    base_decimals: 6,
    quote_decimals: 9,
    pool_address: addressOf(`pool${index}`),
    is_cashback_enabled: false,
    protocol: 'pump',
    boost_mode: 'NONE',
    verified: false,
  } as Coin
}
