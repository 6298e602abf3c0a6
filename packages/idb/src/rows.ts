import type { StoredBody, StoredResponse } from '@etagged/core'
import { unsealResponse } from '@etagged/core/persistence'

/**
 * What nearly every key begins with. IndexedDB keeps each key twice, two bytes a letter, and to
 * clear costs by the byte: so it is left out. The database is the origin's, and so is this: `location`
 * says `null` in a frame of `srcdoc` or `about:blank`, which has the rows of the page around it.
 */
export const STEM: string = `same-origin GET ${globalThis.origin ?? ''}`

type Path = readonly [key: string, ...variant: string[]]

/** A list sorts behind a number, under which the books are kept. */
export function responseKey(...[key, ...variant]: Path): IDBValidKey[] {
  // A text and a list are never the same.
  return [key.startsWith(STEM) ? key.slice(STEM.length) : [key], ...variant]
}

/** Comes right after the response. */
export function fresheningKey(...path: Path): IDBValidKey[] {
  return [...responseKey(...path), 1]
}

/** The rows of the responses under a key, or of one variant, and of what freshens them. */
export function rowsUnder(...path: Path): IDBKeyRange {
  const start = responseKey(...path)
  return IDBKeyRange.bound(start, [...start, []])
}

/** The most that a body takes as a value on disk: text is kept as Latin-1 or as UTF-16. */
export function bytesOnDisk({ bytes, content }: StoredBody): number {
  return typeof content !== 'string' || content.length === bytes ? bytes : 2 * content.length
}

/** What the rows under a key hold. */
export interface Found {
  readonly variants: readonly StoredResponse[]
  /** Which rows are not as anybody writes them. What another epoch wrote is its own affair. */
  readonly damaged: readonly number[]
}

/** A row is a list: the epoch, and what was sealed in it. */
const MOST_PARTS = 4

export function readRows(key: string, rows: readonly unknown[], epoch: string): Found {
  const variants: StoredResponse[] = []
  const damaged: number[] = []
  for (const [at, row] of rows.entries()) {
    const [writer, ...sealed] = partsOf(row)
    if (writer !== epoch) {
      if (typeof writer !== 'string') damaged.push(at)
      continue
    }
    // What a 304 made of it may be left over from what was replaced.
    const former = sealed.length === 2 ? variants.pop() : undefined
    const found = unsealResponse(key, sealed, former) ?? former
    if (found === undefined) damaged.push(at)
    else variants.push(found)
  }
  return { variants, damaged }
}

function partsOf(row: unknown): readonly unknown[] {
  return Array.isArray(row) && row.length <= MOST_PARTS ? row : []
}
