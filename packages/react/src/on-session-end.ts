import type { Etagged } from '@etagged/core'

/** Calls back when this session has ended; the returned function ends that. */
export function onSessionEnd(client: Etagged, generation: string, ended: () => void): () => void {
  const leave = client.subscribe(({ type }) => {
    if (type !== 'session' || client.session.generation === generation) return
    leave()
    ended()
  })
  return leave
}
