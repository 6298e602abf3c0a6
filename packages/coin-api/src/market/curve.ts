/** Both sides of a constant-product market. */
export interface Reserves {
  /** Lamports (1e-9 SOL). */
  readonly sol: number
  /** 1e-6 token. */
  readonly token: number
}

/** Where every bonding curve begins: 30 SOL and 1,073,000,000 tokens, both virtual. */
export const CURVE_START: Reserves = { sol: 30_000_000_000, token: 1_073_000_000_000_000 }

/** Where it ends: every token that was for sale is sold, the coin graduates. */
export const CURVE_END: Reserves = { sol: 115_005_359_057, token: 279_900_000_000_000 }

/** What a graduated coin's pool begins with: nearly the price at the end of the curve. */
export const POOL_START: Reserves = { sol: 85_005_359_057, token: 206_900_000_000_000 }

/** Each coin's supply, 1e-6 token. */
export const TOTAL_SUPPLY = 1_000_000_000_000_000

/** SOL for the whole supply at the current price. */
export function marketCapOf({ sol, token }: Reserves): number {
  // In this order the result equals the service's to the last digit.
  return (sol / 1e9 / (token / 1e6)) * 1e9
}

/**
 * The curve after `lamports` went in (negative: came out). It stops at both ends: nobody can sell
 * more than was bought, and the last buyer gets what is left.
 */
export function tradeOnCurve({ sol }: Reserves, lamports: number): Reserves {
  return curveAt(Math.round(Math.min(Math.max(sol + lamports, CURVE_START.sol), CURVE_END.sol)))
}

/** The curve when it holds `sol` virtual lamports, from 30e9 to 115,005,359,057. */
export function curveAt(sol: number): Reserves {
  if (sol === CURVE_START.sol) return CURVE_START
  if (sol === CURVE_END.sol) return CURVE_END
  const product = BigInt(CURVE_START.sol) * BigInt(CURVE_START.token)
  // One unit stays on the curve, as the program rounds in its own favour.
  return { sol, token: Number(product / BigInt(sol)) + 1 }
}

/** The pool after `lamports` went in (negative: came out, at most half of what it holds). */
export function tradeInPool({ sol, token }: Reserves, lamports: number): Reserves {
  const after = Math.round(Math.max(sol + lamports, sol / 2))
  return { sol: after, token: Math.round((sol / after) * token) }
}

/** Has the curve been bought out? */
export function isCurveComplete({ token }: Reserves): boolean {
  return token <= CURVE_END.token
}
