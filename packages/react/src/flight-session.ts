import { type Etagged, SessionEndedError } from '@etagged/core'
import { onSessionEnd } from './on-session-end.ts'

/** The session in which each flight began, by its signal, which all pages of a flight have in common. */
const begunIn = new WeakMap<AbortSignal, string>()

/**
 * To be called when a flight begins, and after each of its waits: what it does next it would do in the
 * name, and to the queries, of whoever is there now.
 *
 * @throws SessionEndedError once the session in which it began has ended
 */
export function assertFlightLasts(client: Etagged, flight: AbortSignal): void {
  const { generation } = client.session
  const began = begunIn.get(flight) ?? generation
  begunIn.set(flight, began)
  if (began !== generation) throw new SessionEndedError()
}

/**
 * Does this while the session that is open lasts. Whoever waits is told of its end at once, whatever
 * the work itself waits for.
 *
 * @throws SessionEndedError at its end
 */
export async function withinSession<T>(client: Etagged, work: () => Promise<T>): Promise<T> {
  let leave = (): void => undefined
  const ended = new Promise<never>((_, reject) => {
    leave = onSessionEnd(client, client.session, () => reject(new SessionEndedError()))
  })
  try {
    return await Promise.race([work(), ended])
  } finally {
    leave()
  }
}
