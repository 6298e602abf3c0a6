/** How long a benchmark may take. */
export interface Effort {
  readonly name: 'quick' | 'full'
  /** Samples of each candidate. */
  readonly rounds: number
  /** The same in a page, where a run takes long enough for fewer. */
  readonly pageRounds: number
  /** What one sample should last, in ms: short enough to interleave, long enough for the timer. */
  readonly sample: number
  /** How long a candidate runs before it is measured, in ms. */
  readonly warmUp: number
  /** Page loads of each candidate that starts cold. */
  readonly starts: number
  /** How often everything is stored and removed, by each candidate. */
  readonly wipes: number
  /** Processes whose heap is weighed, of each candidate. */
  readonly processes: number
  /** Coins, and lists, that a process keeps while its heap is weighed. */
  readonly held: { readonly coin: number; readonly list: number }
  /** The most responses that are stored in memory to see whether it matters. */
  readonly mostStored: number
}

export const quick: Effort = {
  name: 'quick',
  rounds: 31,
  pageRounds: 11,
  sample: 10,
  warmUp: 100,
  starts: 3,
  wipes: 1,
  processes: 1,
  held: { coin: 500, list: 12 },
  mostStored: 1000,
}

export const full: Effort = {
  name: 'full',
  rounds: 51,
  pageRounds: 41,
  sample: 20,
  warmUp: 500,
  starts: 21,
  wipes: 7,
  processes: 3,
  held: { coin: 2000, list: 40 },
  mostStored: 10_000,
}

/** The effort of what a page measures. */
export function inBrowser(effort: Effort): Effort {
  return { ...effort, rounds: effort.pageRounds }
}
