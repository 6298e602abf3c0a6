/** Trades a second unless somebody says otherwise. */
export const USUAL_PACE = 2

/** When the trades of a market are due. */
export interface Pace {
  /** Trades a second; 0: none are due any more. */
  readonly perSecond: number
  /** How many trades are due up to `now` (ms since the epoch), earlier paces included. */
  readonly dueAt: (now: number) => number
  /** When the trade with this number (0, 1, 2, …) is due; ms since the epoch. */
  readonly timeOf: (index: number) => number
}

/** A pace that begins at `since` (ms since the epoch), after `done` trades. */
export function paceFrom(perSecond: number, since: number, done = 0): Pace {
  return {
    perSecond,
    dueAt: (now) => done + Math.floor(((now - since) / 1000) * perSecond),
    timeOf: (index) => since + ((index - done + 1) / perSecond) * 1000,
  }
}
