/** A text, a truth value, an amount; a list of any number like its only item, or of exactly these. */
export type Pattern = string | boolean | number | readonly Pattern[]

/** Is a value from disk, which is untrusted input, built like the pattern? */
export function isLike(pattern: Pattern | undefined, value: unknown): boolean {
  if (typeof pattern !== 'object') {
    return typeof value === typeof pattern && (typeof value !== 'number' || isAmount(value))
  }
  const isTuple = pattern.length > 1
  if (!Array.isArray(value) || (isTuple && value.length !== pattern.length)) return false
  // Not its own `every`: that skips holes, which a clone preserves.
  return Array.from<unknown>(value).every((item, at) => isLike(pattern[isTuple ? at : 0], item))
}

/** Of two that are larger the sum may be infinite, and stays so whatever is taken off. */
function isAmount(value: number): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER
}
