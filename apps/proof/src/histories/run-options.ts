import type { DiskWatch, DiskWatchOptions } from '../oracle/watch-disk.ts'
import type { DiskMutation } from '../world/disk-state.ts'
import type { RealDisk } from '../world/world.ts'

/** What can be wrong with the world, to see that it is noticed. */
export interface Mutation {
  readonly disk?: DiskMutation
  /** Tabs do not hear that a generation has ended, nor that they slept. */
  readonly deafToEnds?: boolean
}

export interface RunOptions {
  readonly mutation?: Mutation | undefined
  readonly tracing?: boolean | undefined
  readonly realDisk?: RealDisk & { readonly watch: (options: DiskWatchOptions) => DiskWatch }
  /** Makes the users of one history others than those of the next. */
  readonly suffix?: string
}
