import type { Log } from './listener.ts'

/** What the benchmark asks of the origin's process. */
export type Command =
  | { readonly kind: 'listen'; readonly cacheControl: string }
  | { readonly kind: 'log'; readonly url: string }
  /** From now on versions are those after so many polls at this probability of a change. */
  | { readonly kind: 'poll'; readonly poll: number; readonly probability: number }

export interface Asked {
  readonly id: number
  readonly command: Command
}

export interface Told {
  readonly id: number
  readonly url?: string
  readonly log?: Log
}
