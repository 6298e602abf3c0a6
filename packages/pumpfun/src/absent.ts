/**
 * One form for "absent". The API wrote explicit `null`s until 2025 and leaves the key out since
 * 2026; after this step both are a missing key, so two bodies that say the same compare equal.
 *
 * Returns the input itself when nothing had to be dropped.
 */
export function withoutAbsent(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  // Today's bodies have nothing to drop, so they must cost no copy.
  return Object.values(input).every(isPresent)
    ? input
    : Object.fromEntries(Object.entries(input).filter(([, value]) => isPresent(value)))
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined
}
