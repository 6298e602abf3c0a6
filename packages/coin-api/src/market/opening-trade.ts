import type { MarketCoin } from './coin.ts'
import type { People } from './people.ts'
import { randomFrom } from './prng.ts'
import { descendingBy } from './sorting.ts'
import { type MarketTrade, priceOf } from './trade.ts'

/** An invented last trade for a market in which nothing has happened yet. */
export function openingTrade(
  coins: readonly MarketCoin[],
  people: People,
): MarketTrade | undefined {
  const [coin] = descendingBy('last_trade_timestamp', coins)
  if (coin?.lastTradeAt === undefined) return undefined
  const lamports = Math.round(1e8 * (1 + randomFrom(coin.lastTradeAt)()))
  return {
    mint: coin.identity.mint,
    lamports,
    tokens: Math.round((lamports / 1e9 / priceOf(coin)) * 1e6),
    isBuy: true,
    at: coin.lastTradeAt,
    trader: people.trader(0),
    id: 0,
  }
}
