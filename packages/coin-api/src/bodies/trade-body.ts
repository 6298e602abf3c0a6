import type { MarketCoin } from '../market/coin.ts'
import { type MarketTrade, signatureOf, slotAt } from '../market/trade.ts'

/** The latest trade as the service tells of it; undefined members are absent. */
export function latestTradeBody(trade: MarketTrade, coin: MarketCoin | undefined): object {
  return {
    signature: signatureOf(trade),
    mint: trade.mint,
    sol_amount: trade.lamports,
    token_amount: trade.tokens,
    is_buy: trade.isBuy,
    user: trade.trader.address,
    timestamp: Math.floor(trade.at / 1000),
    symbol: coin?.identity.symbol,
    image_uri: coin?.identity.imageUri,
    slot: slotAt(trade.at),
  }
}
