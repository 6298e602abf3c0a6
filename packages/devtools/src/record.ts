import type { Etagged } from '@etagged/core'
import { recordingOf } from './recording/recording.ts'

/**
 * Begins to listen to a client, for a panel that is shown later. A panel does it by itself when it is
 * rendered first: call this where the page's first requests begin before that.
 */
export function record(client: Etagged): void {
  recordingOf(client)
}
