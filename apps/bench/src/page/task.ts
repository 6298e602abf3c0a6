import type { Measured } from '../harness/candidate.ts'
import type { Effort } from '../harness/effort.ts'
import type { Contestant } from '../harness/in-turn.ts'
import type { TabReaderName } from '../peers/tab-readers.ts'
import type { Asking, FirstReaderName } from './first-read.ts'
import type { StarterName } from './starters.tsx'
import type { WiperName } from './wipe.ts'

/** What a page is to do; each task has a page load of its own. */
export type Task =
  /** All who can read what is stale, or fresh, read the same. */
  | {
      readonly kind: 'race'
      readonly course: 'stale' | 'fresh'
      readonly path: string
      readonly effort: Effort
    }
  | {
      readonly kind: 'refetch'
      readonly question: Question
      readonly list: string
      readonly effort: Effort
    }
  /** Stores so many coins, each number apart, in the form of every starter. */
  | { readonly kind: 'seed'; readonly numbers: readonly number[] }
  | {
      readonly kind: 'start'
      readonly starter: StarterName
      /** How many coins are stored. */
      readonly number: number
      readonly coin: string
      readonly list: string
    }
  /** A 304 of a list that is on disk, again and again. */
  | { readonly kind: 'freshen'; readonly list: string; readonly rounds: number }
  /** Fifty coins change, again and again. */
  | { readonly kind: 'save'; readonly rounds: number }
  /** Stores ten thousand coins for every first reader. */
  | { readonly kind: 'store-many' }
  | {
      readonly kind: 'first-read'
      readonly reader: FirstReaderName
      readonly path: string
      readonly asking: Asking
    }
  /** Stores ten thousand coins, and removes them; perhaps while another page holds them. */
  | { readonly kind: 'wipe'; readonly wiper: WiperName; readonly isHeld: boolean }
  /** Tabs, all told at once to read what is stale. */
  | {
      readonly kind: 'read-in-tabs'
      readonly latency: number
      readonly path: string
      readonly rounds: number
      readonly contestants: readonly TabContestant[]
    }
  /** The same of an origin at hand, in this page alone. */
  | {
      readonly kind: 'read-alone'
      readonly path: string
      readonly rounds: number
      readonly contestants: readonly TabContestant[]
    }
  | { readonly kind: 'end' }

export interface TabContestant extends Contestant {
  readonly reader: TabReaderName
  readonly tabs: number
}

/** How long it took until the last tab had the data. */
export interface ReadInTabs {
  readonly kind: 'read-in-tabs'
  readonly measured: readonly Measured[]
}

/** Where the answer to a refetch comes from. */
export type Question = 'at hand' | 'a 304 at once' | 'a 304 over loopback'

/** How long each took, in one run. */
export interface Raced {
  readonly kind: 'raced'
  readonly measured: readonly Measured[]
}

/** What 304s have written, and what they have left. */
export interface Freshened {
  readonly kind: 'freshened'
  readonly times: readonly Measured[]
  readonly bytes: readonly Measured[]
  readonly caches: readonly {
    readonly name: string
    readonly answers: { readonly ok: number; readonly notModified: number }
    /** Is the list still on disk? */
    readonly isKept: boolean
  }[]
}

/** How long it took to store what had changed. */
export interface Saved {
  readonly kind: 'saved'
  readonly measured: readonly Measured[]
  /** How many texts the disk did not have afterwards. */
  readonly wrong: number
}

/** How a list was refetched, and how often React rendered for it. */
export interface Refetched {
  readonly kind: 'refetched'
  readonly measured: readonly Measured[]
  readonly answers: readonly { readonly ok: number; readonly notModified: number }[]
  /** Renders in `REFETCHES_SEEN` refetches of a mounted list. */
  readonly renders: readonly number[]
}

/** A start of the page: how long until both were on the screen, and what they were. */
export interface Started {
  readonly kind: 'started'
  /** ms */
  readonly elapsed: number
  readonly coin: string
  readonly list: string
  /** How many coins of the list are in the document. */
  readonly rows: number
  /** Requests to the network. */
  readonly asked: number
}

/** The first read of a page: how long until the data was there, and what it was. */
export interface FirstRead {
  readonly kind: 'first-read'
  /** ms */
  readonly elapsed: number
  readonly data: string
}

/**
 * How long it took to remove everything, how many responses there were before, and how many rows of
 * any kind after.
 */
export interface Wiped {
  readonly kind: 'wiped'
  /** ms */
  readonly elapsed: number
  readonly before: number
  readonly after: number
  /** How many responses had been stored. */
  readonly expected: number
  /** Did another page have the database open? */
  readonly isHeld: boolean
}

export type Done =
  | Raced
  | ReadInTabs
  | Freshened
  | Saved
  | Refetched
  | Started
  | FirstRead
  | Wiped
  | { readonly kind: 'seeded' }
  | { readonly kind: 'failed'; readonly because: string }

/** What the page posts: the answer, and which browser gives it. */
export interface Report {
  readonly userAgent: string
  readonly done: Done
}

export const REFETCHES_SEEN = 5
