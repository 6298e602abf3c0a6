import { isGraduated, type MarketCoin } from '../market/coin.ts'
import { TOTAL_SUPPLY } from '../market/curve.ts'

/** A list row as it was in 2025: fewer keys, and what is absent is an explicit null. */
export function row2025(coin: MarketCoin): object {
  const { username, profileImage } = coin.identity.creator
  return { ...coin2025(coin), username: username ?? null, profile_image: profileImage ?? null }
}

/** A single coin as it was in 2025. */
export function coin2025(coin: MarketCoin): object {
  const { identity } = coin
  return {
    mint: identity.mint,
    name: identity.name,
    symbol: identity.symbol,
    description: identity.description === '' ? null : identity.description,
    image_uri: identity.imageUri,
    metadata_uri: identity.metadataUri,
    twitter: identity.twitter ?? null,
    telegram: identity.telegram ?? null,
    bonding_curve: identity.bondingCurve,
    associated_bonding_curve: identity.associatedBondingCurve,
    creator: identity.creator.address,
    created_timestamp: identity.createdAt,
    raydium_pool: null,
    complete: isGraduated(coin),
    virtual_sol_reserves: coin.curve.sol,
    virtual_token_reserves: coin.curve.token,
    hidden: null,
    total_supply: TOTAL_SUPPLY,
    website: identity.website ?? null,
    show_name: true,
    last_trade_timestamp: coin.lastTradeAt ?? null,
    king_of_the_hill_timestamp: identity.kingOfTheHillAt ?? null,
    market_cap: coin.marketCap,
    reply_count: identity.replyCount,
    last_reply: identity.lastReplyAt ?? null,
    nsfw: identity.nsfw,
    market_id: null,
    inverted: isGraduated(coin) || null,
    is_currently_live: identity.live,
    pump_swap_pool: isGraduated(coin) ? identity.poolAddress : null,
    program: null,
    usd_market_cap: coin.usdMarketCap,
  }
}
