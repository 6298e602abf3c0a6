const KEY = 'etagged-demo-pages'

/** More steps back than anybody takes. */
const ENTRIES_KEPT = 50

/** How many pages were open at each entry of the browser's history, so that going back finds them. */
export interface OpenedPages {
  /** 1 for an entry that is new. */
  readonly read: (entry: string) => number
  readonly write: (entry: string, pages: number) => void
}

export function createOpenedPages(storage: Pick<Storage, 'getItem' | 'setItem'>): OpenedPages {
  const counts = parseCounts(storage.getItem(KEY))
  return {
    read: (entry) => counts.get(entry) ?? 1,
    write(entry, pages) {
      counts.delete(entry)
      counts.set(entry, pages)
      const kept = [...counts].slice(-ENTRIES_KEPT)
      storage.setItem(KEY, JSON.stringify(kept))
    },
  }
}

/** What is stored is untrusted: what is no count is left out. */
function parseCounts(text: string | null): Map<string, number> {
  const counts = new Map<string, number>()
  for (const pair of parseList(text ?? '[]')) {
    if (!Array.isArray(pair)) continue
    const entry: unknown = pair[0]
    const pages: unknown = pair[1]
    if (typeof entry === 'string' && isPageCount(pages)) counts.set(entry, pages)
  }
  return counts
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function isPageCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 20
}
