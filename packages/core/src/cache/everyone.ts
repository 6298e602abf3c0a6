import { EVERYONE } from './partition-name.ts'
import type { Partition } from './partition.ts'
import type { Session, SessionsOptions, Snapshot } from './session.ts'

/** As for nobody: a request for what is everyone's says as little of who asks. */
const session: Session = {
  user: null,
  partition: EVERYONE,
  generation: EVERYONE,
  state: 'anonymous',
  because: 'start',
  verifying: false,
}

/** What is the same for all: a part of the cache that no session owns, and none ends. */
export function openEveryone<Arrival>(open: SessionsOptions<Arrival>['open']): Snapshot<Arrival> {
  const partition: Partition<Arrival> = open(EVERYONE, undefined, {
    onEnded: () => partition.startOver(),
    // Nothing of it has to be hidden from anybody.
    onVerifying: () => undefined,
  })
  return { session, partition }
}
