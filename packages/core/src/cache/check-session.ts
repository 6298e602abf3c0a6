import { SessionEndedError } from '../errors.ts'
import { asksToClear } from '../rules/clear-site-data.ts'
import type { Exchange, Sending, Trip } from './exchange.ts'
import { cancelBody } from './read-body.ts'
import type { Session, Snapshot } from './session.ts'

/**
 * Tells whose response this is, by what it carries: `null` for nobody's, `undefined` when it cannot
 * be told. What belongs to another user than the session's is neither stored nor served, and ends
 * the session of a user: his cookies have become another's. Before the first `signIn`, what is a
 * user's is served and not stored. Say `undefined` of the answer to a log-in.
 */
export type Identify = (
  response: Pick<Response, 'status' | 'url' | 'headers'>,
  session: Session,
) => string | null | undefined

interface SessionCheckOptions {
  readonly identify: Identify | undefined
  /** The origin whose `Clear-Site-Data` is heeded. */
  readonly origin: string | undefined
  readonly onForeign: (snapshot: Snapshot<unknown>) => void
  /** The session is to end once who asked has his answer. */
  readonly onClear: (snapshot: Snapshot<unknown>) => void
}

/**
 * The exchange, with a look at what each response says about the session, before anything is stored
 * or served. Throws `SessionEndedError` for a foreign response, and what `identify` throws.
 */
export function checkSession(exchange: Exchange, options: SessionCheckOptions): Exchange {
  const { identify, origin, onForeign, onClear } = options

  function ownerOf({ snapshot, request }: Sending, { response }: Trip): string | null | undefined {
    const { status, headers } = response
    return identify?.({ status, headers, url: response.url || request.url }, snapshot.session)
  }

  function isClearing({ request }: Sending, { response }: Trip): boolean {
    const value = response.headers.get('clear-site-data')
    if (value === null) return false
    const url = response.url || request.url
    return new URL(url).origin === origin && asksToClear(url, value)
  }

  function identifiedTrip(sending: Sending, trip: Trip): Trip {
    const { snapshot } = sending
    const { state, user } = snapshot.session
    try {
      snapshot.partition.assertOpen()
      const owner = ownerOf(sending, trip)
      if (state === 'unknown')
        return typeof owner === 'string' ? { ...trip, isSomebodys: true } : trip
      if (owner === undefined || owner === user) return trip
      // Nobody's session has nothing to end: the next answer would be as foreign.
      if (state === 'signed-in') onForeign(snapshot)
      throw new SessionEndedError()
    } catch (error) {
      cancelBody(trip.response)
      throw error
    }
  }

  return async (sending) => {
    const { snapshot } = sending
    const trip = await exchange(sending)
    if (trip.kind === 'failed') return trip
    const identified = identifiedTrip(sending, trip)
    if (!isClearing(sending, trip)) return identified
    onClear(snapshot)
    try {
      return { ...identified, response: await detached(trip.response) }
    } catch (error) {
      return { kind: 'failed', error }
    }
  }
}

/** The end of the session aborts what still arrives: so this body is read before. */
async function detached(response: Response): Promise<Response> {
  const { status, statusText, headers, url, type, redirected } = response
  const body = response.body === null ? null : await response.arrayBuffer()
  const whole = new Response(body, { status, statusText, headers })
  return Object.defineProperties(whole, {
    url: { value: url },
    type: { value: type },
    redirected: { value: redirected },
  })
}
