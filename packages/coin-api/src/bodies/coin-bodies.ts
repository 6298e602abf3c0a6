import type { MarketCoin } from '../market/coin.ts'
import { coin2025, row2025 } from './coin-2025.ts'
import { coin2026, row2026 } from './coin-2026.ts'
import { jsonInForm } from './json-in-form.ts'

/** How absent values look: explicit nulls until 2025, missing keys since 2026. */
export type Form = '2025' | '2026'

/** JSON in one form. */
export interface CoinBodies {
  readonly form: Form
  /** A list: each row with its creator's name and picture. */
  list(coins: readonly MarketCoin[]): string
  /** One row of a list. */
  row(coin: MarketCoin): string
  /** One coin: with a review instead. */
  coin(coin: MarketCoin): string
  /** Anything else; what is undefined in it counts as absent. */
  json(value: unknown): string
}

/** A writer that serialises each state of each coin once. */
export function createCoinBodies(form: Form): CoinBodies {
  const row = serialiseOnce(form === '2025' ? row2025 : row2026)
  const coin = serialiseOnce(form === '2025' ? coin2025 : coin2026)
  return {
    form,
    list: (coins) => `[${coins.map(row).join(',')}]`,
    row,
    coin,
    json: (value) => jsonInForm(value, form),
  }
}

function serialiseOnce(shape: (coin: MarketCoin) => object): (coin: MarketCoin) => string {
  const texts = new WeakMap<MarketCoin, string>()
  return (coin) => {
    const text = texts.get(coin) ?? JSON.stringify(shape(coin))
    texts.set(coin, text)
    return text
  }
}
