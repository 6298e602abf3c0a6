/**
 * The items in the order of this round: each pair of rounds begins with another one, and the second
 * of a pair goes the other way, so that nobody always runs behind the same one.
 */
export function inOrder<Item>(items: readonly Item[], round: number): readonly Item[] {
  const start = Math.floor(round / 2) % items.length
  const rotated = [...items.slice(start), ...items.slice(0, start)]
  return round % 2 === 0 ? rotated : rotated.toReversed()
}
