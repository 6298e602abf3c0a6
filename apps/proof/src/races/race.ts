import type { DiskMutation } from '../world/disk-state.ts'
import type { Scene } from './explore.ts'

/** Things that happen at the same time, and what must come of it in every order. */
export interface Race {
  readonly title: string
  /** At least so many orders there are: fewer mean that the race does not take place any more. */
  readonly least: number
  readonly setUp: (tracing: boolean, mutation?: DiskMutation) => Promise<Scene>
}
