/** A range as asked for: from `first` on, at most to `last`; or the last `suffix` bytes. */
export type ByteRange =
  | { readonly first: number; readonly last: number | undefined }
  | { readonly suffix: number }

const singleRange = /^bytes=(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))$/i

/**
 * The range of a `Range` field that asks for one range of bytes; `undefined` for several, for another
 * unit, and for one that ends before it begins (RFC 9110 §14.1.1, §14.1.2).
 */
export function parseByteRange(value: string): ByteRange | undefined {
  const [, from, to, suffix] = singleRange.exec(value) ?? []
  if (suffix !== undefined) return { suffix: Number(suffix) }
  if (from === undefined) return undefined
  const first = Number(from)
  const last = to === undefined ? undefined : Number(to)
  return last !== undefined && last < first ? undefined : { first, last }
}
