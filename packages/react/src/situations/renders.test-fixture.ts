/** What was rendered since `forget`. */
export interface Renders {
  readonly lists: number
  /** The mints of the rows, in order. */
  readonly rows: readonly string[]
  /** Calls of a `select`. */
  readonly selects: number
  list(): void
  row(mint: string): void
  select(): void
  forget(): void
}

export const NOTHING: Pick<Renders, 'lists' | 'rows' | 'selects'> = {
  lists: 0,
  rows: [],
  selects: 0,
}

export function countRenders(): Renders {
  const rows: string[] = []
  let lists = 0
  let selects = 0
  return {
    get lists() {
      return lists
    },
    rows,
    get selects() {
      return selects
    },
    list: () => void lists++,
    row: (mint) => void rows.push(mint),
    select: () => void selects++,
    forget() {
      lists = 0
      rows.length = 0
      selects = 0
    },
  }
}
