/**
 * A key made in this browser, as it is kept: database `etagged-demo-wallets`, object store
 * `wallets`, under its address.
 */
export interface Wallet {
  /** What the visitor calls it. */
  readonly name: string
  /** The public key in base58: the user's stable id. */
  readonly address: string
  /** ms since the epoch. */
  readonly createdAt: number
  /** The private Ed25519 key, for signing; no script can read it out. */
  readonly key: CryptoKey
}

/** What is stored is untrusted: another version, or another program of this origin, wrote it. */
export function isWallet(value: unknown): value is Wallet {
  if (typeof value !== 'object' || value === null) return false
  const { name, address, createdAt, key } = value as Record<string, unknown>
  return (
    typeof name === 'string' &&
    typeof address === 'string' &&
    typeof createdAt === 'number' &&
    key instanceof CryptoKey
  )
}
