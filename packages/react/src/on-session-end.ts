import type { Etagged } from '@etagged/core'

/** Calls back when this session has ended, at once if it has; the returned function ends that. */
export function onSessionEnd(client: Etagged, generation: string, ended: () => void): () => void {
  const hasEnded = (): boolean => client.session.generation !== generation
  const leave = client.subscribe(({ type }) => {
    if (type !== 'session' || !hasEnded()) return
    leave()
    ended()
  })
  if (hasEnded()) {
    leave()
    ended()
  }
  return leave
}
