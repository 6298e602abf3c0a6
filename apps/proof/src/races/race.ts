import type { Stage } from './stage.ts'

type Step = () => unknown

/** Things that happen at the same time, and what must come of it in every order. */
export interface Race {
  readonly title: string
  /** At least so many orders there are: fewer mean that the race does not take place any more. */
  readonly least: number
  readonly setUp: (stage: Stage) => Promise<Script>
}

/** What happens on a stage once it is set up. */
export interface Script {
  /** Who takes part, and what he does, one step after the other. */
  readonly actors: Readonly<Record<string, readonly Step[]>>
  /** Done one after the other once all is at rest. */
  readonly last?: readonly Step[]
  /** What was not as it must be, besides what the oracle sees. */
  readonly also?: () => readonly string[]
}
