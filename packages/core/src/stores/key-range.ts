import type { KeyRange } from './response-store.ts'

/** Does one of the ranges mean what is stored under this key with these tags? */
export function isWithin(
  ranges: readonly KeyRange[],
  key: string,
  tags: readonly string[],
): boolean {
  return ranges.some((range) => {
    if ('tag' in range) return tags.includes(range.tag)
    return 'key' in range ? range.key === key : key.startsWith(range.prefix)
  })
}
