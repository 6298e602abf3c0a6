/** In the order of their URLs, by code units; those of one URL stay in the order in which they are. */
export type InUrlOrder = <T extends { readonly url: string }>(items: readonly T[]) => T[]

/**
 * Remembers the order between one call and the next. To compare thousands of URLs takes longer than
 * a beat may; and at most beats they are the same ones, or a few have come.
 */
export function createUrlOrder(): InUrlOrder {
  let sorted: readonly string[] = []
  let places: ReadonlyMap<string, number> = new Map()

  function learn(urls: ReadonlySet<string>): void {
    // What is in order already is one run for the sort. A language's own order takes ten times as long.
    const known = sorted.filter((url) => urls.has(url))
    const others = [...urls].filter((url) => !places.has(url))
    sorted = [...known, ...others.toSorted(byCodeUnits)].toSorted(byCodeUnits)
    places = new Map(sorted.map((url, place) => [url, place]))
  }

  return <T extends { readonly url: string }>(items: readonly T[]) => {
    const areKnown = items.every(({ url }) => places.has(url))
    // What is gone may stay, as long as it is not most of it.
    if (!areKnown || places.size > 2 * items.length + 100) {
      learn(new Set(items.map(({ url }) => url)))
    }
    // Most URLs have one item: a list for each of them would take longer than all the rest.
    const firsts = Array.from<T | undefined>({ length: places.size })
    const others: T[] = []
    for (const item of items) {
      const place = places.get(item.url) ?? 0
      if (firsts[place] === undefined) firsts[place] = item
      else others.push(item)
    }
    const ordered = firsts.filter((item) => item !== undefined)
    return others.length === 0 ? ordered : withOthers(ordered, others)
  }
}

function withOthers<T extends { readonly url: string }>(
  ordered: readonly T[],
  others: readonly T[],
): T[] {
  // `Map.groupBy` is missing in Node 20.
  const byUrl = new Map<string, T[]>()
  for (const item of others) byUrl.set(item.url, [...(byUrl.get(item.url) ?? []), item])
  return ordered.flatMap((item) => [item, ...(byUrl.get(item.url) ?? [])])
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : 1
}
