/**
 * `limit`: the bare work that nothing can undercut; `ours`; `peer`: another library for the same
 * job; `scale`: the work without any cache.
 */
export type Role = 'limit' | 'ours' | 'peer' | 'scale'

/** One way to do the work of a benchmark. */
export interface Candidate {
  readonly name: string
  readonly role: Role
  /** Does the work once and gives what it is for. */
  run(): unknown
}

/** What was measured of a candidate, a sample for each round: ms a run, or bytes. */
export interface Measured {
  readonly name: string
  readonly role: Role
  readonly samples: readonly number[]
  /** Runs in all, warm-up included. */
  readonly runs: number
  /** What else was counted, by its name. */
  readonly counted?: Readonly<Record<string, string>>
}
