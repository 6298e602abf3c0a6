import type { Etagged } from '@etagged/core'

/** Ends the session, and tells in a sentence what came of it. Never rejects. */
export async function signOut(client: Pick<Etagged, 'signOut' | 'subscribe'>): Promise<string> {
  let fault: string | undefined
  const stop = client.subscribe((event) => {
    if (event.type === 'store-fault' && event.operation === 'end') fault = event.because
  })
  try {
    await client.signOut()
    return fault === undefined
      ? 'Signed out: what was the user’s is gone from memory and disk.'
      : `Signed out: what was the user’s is gone from memory, but the disk could not be cleared (${fault}): the next start does that.`
  } catch (error) {
    return `Could not sign out: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    stop()
  }
}
