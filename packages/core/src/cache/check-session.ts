import type { Clock } from '../clock.ts'
import { BodyError, SessionEndedError, UsageError } from '../errors.ts'
import { isNullBodyStatus } from '../http/null-body-status.ts'
import { asksToClear } from '../rules/clear-site-data.ts'
import type { Seconds } from '../rules/stored-response.ts'
import { asArrived } from './as-arrived.ts'
import type { Exchange, Sending, Trip } from './exchange.ts'
import { EVERYONE } from './partition-name.ts'
import { cancelBody } from './read-body.ts'
import type { Session, Snapshot } from './session.ts'
import { BudgetExceeded, withinBudget } from './within-budget.ts'

/** What asks to clear must not put that off by a body without end. */
const BODY_BUDGET: Seconds = 5

/**
 * Tells whose response this is, by what it carries: `null` for nobody's, `undefined` when it cannot
 * be told. What belongs to another user than the session's is neither stored nor served, and ends
 * the session of a user: his cookies have become another's. Before the first `signIn`, what is a
 * user's is served and not stored. Say `undefined` of the answer to a log-in. An answer for everyone
 * (policy `audience`) cannot be a user's: its call rejects with a {@link UsageError}, and no session ends.
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
  /** The session is to end once all who asked for this URL have their answers. */
  readonly onClear: (snapshot: Snapshot<unknown>, url: string) => void
  readonly clock: Clock
}

/**
 * The exchange, with a look at what each response says about the session, before anything is stored
 * or served. Throws `SessionEndedError` for a foreign response, and what `identify` throws. What asks
 * to clear is read to its end first; if it has none, the trip fails with a `BodyError`.
 */
export function checkSession(exchange: Exchange, options: SessionCheckOptions): Exchange {
  const { identify, origin, onForeign, onClear, clock } = options

  function ownerOf({ snapshot, request }: Sending, { response }: Trip): string | null | undefined {
    const { status, headers } = response
    return identify?.({ status, headers, url: response.url || request.url }, snapshot.session)
  }

  function isClearing(url: string, { response }: Trip): boolean {
    const value = response.headers.get('clear-site-data')
    return value !== null && new URL(url).origin === origin && asksToClear(url, value)
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
      if (snapshot.partition.name === EVERYONE) throw new UsageError(NOT_EVERYONES)
      // Nobody's session has nothing to end: the next answer would be as foreign.
      if (state === 'signed-in') onForeign(snapshot)
      throw new SessionEndedError()
    } catch (error) {
      cancelBody(trip.response)
      throw error
    }
  }

  return async (sending) => {
    const { snapshot, request } = sending
    const trip = await exchange(sending)
    if (trip.kind === 'failed') return trip
    const identified = identifiedTrip(sending, trip)
    const url = trip.response.url || request.url
    if (!isClearing(url, trip)) return identified
    try {
      const response = await detached(trip.response, url, clock)
      return { ...identified, response, isWhole: true }
    } catch (error) {
      return { kind: 'failed', error }
    } finally {
      onClear(snapshot, request.url)
    }
  }
}

const NOT_EVERYONES =
  "identify must give nobody what was asked for with audience: 'everyone': it carried no credentials"

/** The end of the session aborts what still arrives: so this body is read before. */
async function detached(response: Response, url: string, clock: Clock): Promise<Response> {
  const { status, statusText, headers } = response
  // Some engines give a stream without a byte to a response that cannot have a body.
  const sent = isNullBodyStatus(status) ? null : response.body
  const body = sent === null ? null : await bytesOf(sent, url, clock)
  return asArrived(new Response(body, { status, statusText, headers }), response)
}

async function bytesOf(
  body: ReadableStream<Uint8Array>,
  url: string,
  clock: Clock,
): Promise<ArrayBuffer> {
  const reading = new AbortController()
  const stream = body.pipeThrough(new TransformStream(), { signal: reading.signal })
  try {
    return await withinBudget(new Response(stream).arrayBuffer(), BODY_BUDGET, clock)
  } catch (error) {
    reading.abort(error)
    if (error instanceof BudgetExceeded) throw new BodyError(url, 'overdue', [], { cause: error })
    throw error
  }
}
