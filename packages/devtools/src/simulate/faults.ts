/** What goes wrong on purpose. */
export interface Faults {
  /**
   * `offline`: requests fail; `slow`: each waits for 2 s; the others: each is answered with that
   * status.
   */
  readonly network: 'none' | 'offline' | 'slow' | 'status-500' | 'status-429'
  /** By how much the cache's clock is ahead; seconds. */
  readonly clockOffset: number
  /** `full`: nothing new is written. */
  readonly disk: 'none' | 'full'
}

export const noFaults: Faults = { network: 'none', clockOffset: 0, disk: 'none' }
