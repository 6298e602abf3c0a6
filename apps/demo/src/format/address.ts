/** Enough of an address to tell it from others, its ends: `7xKX…3fAb`. */
export function formatAddress(address: string): string {
  return address.length <= 9 ? address : `${address.slice(0, 4)}…${address.slice(-4)}`
}
