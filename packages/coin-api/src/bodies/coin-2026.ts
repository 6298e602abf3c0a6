import { type Identity, isGraduated, type MarketCoin } from '../market/coin.ts'
import { CURVE_END, CURVE_START, TOTAL_SUPPLY } from '../market/curve.ts'

/** A list row in today's form: what is absent is a missing key. */
export function row2026(coin: MarketCoin): object {
  const { username, profileImage } = coin.identity.creator
  return { ...shared(coin), username, profile_image: profileImage }
}

/** A single coin in today's form: no creator's name or picture, but a review. */
export function coin2026(coin: MarketCoin): object {
  return { ...shared(coin), security_verdict: verdictOn(coin.identity) }
}

/** Undefined values are no keys once this is JSON. */
function shared(coin: MarketCoin): object {
  const { identity, curve, marketCap, usdMarketCap } = coin
  const real = realReserves(coin)
  return {
    mint: identity.mint,
    initialized: true,
    name: identity.name,
    symbol: identity.symbol,
    description: identity.description,
    image_uri: identity.imageUri,
    metadata_uri: identity.metadataUri,
    twitter: identity.twitter,
    telegram: identity.telegram,
    bonding_curve: identity.bondingCurve,
    associated_bonding_curve: identity.associatedBondingCurve,
    creator: identity.creator.address,
    created_timestamp: identity.createdAt,
    complete: isGraduated(coin),
    virtual_sol_reserves: curve.sol,
    virtual_token_reserves: curve.token,
    total_supply: TOTAL_SUPPLY,
    website: identity.website,
    show_name: true,
    last_trade_timestamp: coin.lastTradeAt,
    king_of_the_hill_timestamp: identity.kingOfTheHillAt,
    market_cap: marketCap,
    nsfw: identity.nsfw,
    inverted: isGraduated(coin) ? true : undefined,
    banner_uri: identity.bannerUri,
    is_banned: false,
    pump_swap_pool: isGraduated(coin) ? identity.poolAddress : undefined,
    real_sol_reserves: real.sol,
    real_token_reserves: real.token,
    updated_at: Math.floor((coin.lastTradeAt ?? identity.createdAt) / 1000) + 1,
    livestream_ban_expiry: 0,
    last_reply: identity.lastReplyAt,
    reply_count: identity.replyCount,
    is_currently_live: identity.live,
    ath_market_cap: coin.allTimeHigh.usd,
    ath_market_cap_timestamp: coin.allTimeHigh.at,
    hide_banner: false,
    pool_address: identity.poolAddress,
    ...CONSTANTS,
    market_cap_usd: usdMarketCap,
    virtual_quote_reserves: curve.sol,
    real_quote_reserves: real.sol,
    market_cap_quote: marketCap,
    boost_mode: identity.boosted ? 'IN_PROGRESS' : 'NONE',
    verified: identity.verified,
    usd_market_cap: usdMarketCap,
  }
}

/** Virtual minus a constant on the curve; nothing is left there after graduation. */
function realReserves(coin: MarketCoin): { sol: number; token: number } {
  if (isGraduated(coin)) return { sol: 0, token: 0 }
  return { sol: coin.curve.sol - CURVE_START.sol, token: coin.curve.token - CURVE_END.token }
}

function verdictOn({ verified, createdAt }: Identity): object {
  return {
    verdict: verified ? 'trusted' : 'clean',
    scope: 'coin',
    reasons: [],
    decided_by: 'automatic',
    provider: 'etagged',
    version: 1,
    updated_at: createdAt + 5000,
    source: 'scan',
  }
}

const CONSTANTS = {
  program: 'pump',
  token_program: 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
  quote_mint: '1'.repeat(32),
  base_decimals: 6,
  quote_decimals: 9,
  is_cashback_enabled: false,
  chain_id: 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp',
  multichain_family: 1,
  protocol: 'pump',
  total_supply_str: String(TOTAL_SUPPLY),
  quote_token_program: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  is_holder_reward: false,
}
