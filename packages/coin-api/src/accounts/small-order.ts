const P = 2n ** 255n - 19n

// The points whose order divides 8, by their y: (0, ±1), (±√-1, 0) and the roots of d·y⁴ + 2·y² = 1.
const EIGHTH = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n
const SMALL: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, EIGHTH, P - EIGHTH])

/**
 * Is this ed25519 public key one of the few points of small order? Nobody has a private key for
 * them, yet a signature for any text is easily made. Node refuses them by itself, Chromium and
 * Firefox let them pass, and WebKitGTK ends the page.
 */
export function isSmallOrder(publicKey: Uint8Array): boolean {
  const hex = Array.from(publicKey.toReversed(), (byte) => byte.toString(16).padStart(2, '0'))
  // The highest bit is the sign of x. y may be written with p added to it.
  return SMALL.has(BigInt.asUintN(255, BigInt(`0x${hex.join('')}`)) % P)
}
