import type { Etagged, Session } from '@etagged/core'

/**
 * Calls back when this session has ended, at once if it has, with what it was last; the returned
 * function ends that.
 */
export function onSessionEnd(
  client: Etagged,
  session: Session,
  ended: (last: Session) => void,
): () => void {
  let last = session
  function look(): void {
    const now = client.session
    if (now.generation === last.generation) {
      last = now
      return
    }
    leave()
    ended(last)
  }
  const leave = client.subscribe(({ type }) => {
    if (type === 'session') look()
  })
  look()
  return leave
}
