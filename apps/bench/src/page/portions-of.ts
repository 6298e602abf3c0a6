/** As many as one transaction takes well. */
const PORTION = 500

export function* portionsOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += PORTION) yield items.slice(from, from + PORTION)
}
