import type { SearchResult } from '../histories/search.ts'

/** What a worker is to do. */
export interface Task {
  readonly seed: number
  readonly histories: number
}

/** What a worker tells. */
export type Report =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'end'; readonly result: SearchResult }
