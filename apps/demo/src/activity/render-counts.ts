/** How often each data component rendered since the page was loaded. */
export type RenderCounts = Readonly<Record<string, number>>

const counts = new Map<string, number>()

/** Called by a component as it renders: the demo shows that a 304 renders nothing. */
export function countRender(component: string): void {
  counts.set(component, (counts.get(component) ?? 0) + 1)
}

export function renderCounts(): RenderCounts {
  return Object.fromEntries(counts)
}
