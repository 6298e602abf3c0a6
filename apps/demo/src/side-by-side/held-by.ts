import type { Etagged } from '@etagged/core'

/** How many responses memory holds of this session's own, and of nobody else's. */
export function heldBy(client: Pick<Etagged, 'entries'>): number {
  return client.entries().filter(({ audience }) => audience === 'user').length
}

/** Enough of a partition's name to tell it from others; nobody's is a word, and not a hash. */
export function partitionLabel(partition: string): string {
  return /^[\da-f]{32}$/.test(partition) ? partition.slice(0, 8) : partition
}
