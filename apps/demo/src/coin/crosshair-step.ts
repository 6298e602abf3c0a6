/** How far a page key goes. */
const PAGE = 10

/**
 * The point that a key leads to, from the one that is marked, or else from the last. `undefined`:
 * the key means nothing here.
 */
export function crosshairStep(
  key: string,
  marked: number | undefined,
  count: number,
): number | undefined {
  const last = count - 1
  const from = marked ?? last
  const within = (index: number): number => Math.min(last, Math.max(0, index))
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(from - 1)
    case 'ArrowRight':
    case 'ArrowUp':
      return within(from + 1)
    case 'PageDown':
      return within(from - PAGE)
    case 'PageUp':
      return within(from + PAGE)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
