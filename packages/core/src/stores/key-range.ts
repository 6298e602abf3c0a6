import type { KeyRange } from './response-store.ts'

/** Is this primary key in one of the ranges? */
export function isWithin(ranges: readonly KeyRange[], key: string): boolean {
  return ranges.some((range) => ('key' in range ? range.key === key : key.startsWith(range.prefix)))
}
