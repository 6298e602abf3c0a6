import type { Etagged } from '@etagged/core'
import { recordingOf } from './recording/recording.ts'

/**
 * Begins to listen to a client, for a panel that is shown later. A panel does it by itself when it is
 * rendered first: call this where the page's first requests begin before that. Where there is no
 * document, as on a server, nothing is recorded.
 *
 * @returns a function that stops the recording and forgets it, for who is done with a client. A panel that
 * is shown afterwards begins anew.
 */
export function record(client: Etagged): () => void {
  // Nobody will ever look at it.
  if (typeof document === 'undefined') return () => undefined
  const { stop } = recordingOf(client)
  return stop
}
