import type { Market } from '../market/market.ts'

/** The addresses of those who made the coins that a market opens with. */
export function foundersOf({ trending, idle, find }: Market): ReadonlySet<string> {
  return new Set(
    [...trending, ...idle].flatMap((mint) => find(mint)?.identity.creator.address ?? []),
  )
}
