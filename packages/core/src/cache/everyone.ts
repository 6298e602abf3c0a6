import { EVERYONE } from './partition-name.ts'
import type { Partition } from './partition.ts'
import type { Session, SessionsOptions, Snapshot } from './session.ts'

/** What is the same for all: a part of the cache that no session owns, and none ends. */
export interface Everyone<Arrival> {
  readonly snapshot: Snapshot<Arrival>
  /** Has anything been asked of it? An app that makes no use of it need not hear of it. */
  isUsed: boolean
}

const session: Session = {
  user: null,
  partition: EVERYONE,
  generation: EVERYONE,
  state: 'anonymous',
  because: 'start',
  verifying: false,
}

export function openEveryone<Arrival>(open: SessionsOptions<Arrival>['open']): Everyone<Arrival> {
  const partition: Partition<Arrival> = open(EVERYONE, undefined, {
    onEnded: () => partition.startOver(),
    // Nothing of it has to be hidden from anybody.
    onVerifying: () => undefined,
  })
  return { snapshot: { session, partition }, isUsed: false }
}
