import type { Clock } from '../clock.ts'
import type { IncomingRequest } from '../read-request.ts'
import type { Reply } from '../rules/validation.ts'
import type { Seconds } from '../rules/stored-response.ts'
import { type Fields, fieldsOf, withoutFields } from '../http/fields.ts'
import { isSameOrigin } from '../resolve-url.ts'
import type { Credentials } from './credentials.ts'
import { isPromise } from './eventually.ts'
import { cancelBody } from './read-body.ts'
import type { Snapshot } from './session.ts'
import { timed, type Tracer } from './tracer.ts'

/** One trip to the origin and its two instants (RFC 9111 §4.2.3). */
export interface Trip {
  readonly kind: 'arrived'
  readonly response: Response
  /** Its header fields. */
  readonly fields: Fields
  readonly requestTime: Seconds
  readonly responseTime: Seconds
  /** Sent without the precondition that was to go along: CORS does not let it pass. */
  readonly isUnconditional?: boolean
  /** It belongs to a user, while the page does not know its user yet: nobody's rows cannot hold it. */
  readonly isSomebodys?: boolean
  /** Its body has arrived: nobody need be answered before it is stored. */
  readonly isWhole?: boolean
  /** The request carried `Authorization`, the caller's or the session's (RFC 9111 §3.5). */
  readonly isAuthorized?: boolean
}

/** No answer came, or not the whole of one; the error is passed on as it is. */
export interface FailedTrip {
  readonly kind: 'failed'
  readonly error: unknown
}

export interface Sending {
  readonly request: IncomingRequest
  readonly snapshot: Snapshot<unknown>
  /** The fields that make the request conditional; none for any other. */
  readonly precondition: Fields
  readonly signal: AbortSignal
  readonly tracer?: Tracer | undefined
}

/** Goes to the origin once, or twice when it refuses the credentials. */
export type Exchange = (sending: Sending) => Promise<Trip | FailedTrip>

interface ExchangeOptions {
  readonly network: typeof fetch
  readonly credentials: Credentials
  readonly clock: Clock
  /** Other origins allow `Cache-Control` in their preflights, too. */
  readonly crossOriginCacheControl: boolean
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { network, credentials, clock, crossOriginCacheControl } = options

  async function send(sending: Sending, credentialFields: Fields): Promise<Trip> {
    const { request, signal, tracer } = sending
    // The session may have ended, or the last caller left, while the app fetched its credentials.
    signal.throwIfAborted()
    const headers = headersOf(sending, credentialFields, crossOriginCacheControl)
    const isAuthorized = headers.some(([name]) => name === 'authorization')
    tracer?.sent(fieldsOf(headers), credentialFields)
    const requestTime = clock.now()
    const response = await timed(tracer, 'network', () =>
      network(request.input, {
        ...request.init,
        headers,
        // In every other mode the browser's cache can answer this user with another user's bytes.
        cache: 'no-store',
        signal,
      }),
    )
    const responseTime = clock.now()
    const fields = fieldsOf(response.headers)
    tracer?.received(response.status, fields)
    return { kind: 'arrived', response, fields, requestTime, responseTime, isAuthorized }
  }

  async function sendWithCredentials(sending: Sending): Promise<Trip> {
    const { request, snapshot } = sending
    const { url } = request
    const renewals = credentials.renewals(snapshot)
    const fields = credentials.fieldsFor(url, snapshot)
    const trip = await send(sending, isPromise(fields) ? await fields : fields)
    if (trip.response.status !== 401 || !canBeSentAgain(request)) return trip
    sending.signal.throwIfAborted()
    const renewed = await renewedOrNone(credentials.renewedFieldsFor(url, snapshot, renewals))
    if (renewed === undefined) return trip
    cancelBody(trip.response)
    return send(sending, renewed)
  }

  return async (sending) => {
    try {
      return await sendWithCredentials(sending)
    } catch (error) {
      return { kind: 'failed', error }
    }
  }
}

/** Without new credentials the 401 stands, and says more than why there are none. */
async function renewedOrNone(
  renewal: Fields | Promise<Fields> | undefined,
): Promise<Fields | undefined> {
  try {
    return await renewal
  } catch {
    return undefined
  }
}

/** What the rules need to know of a trip. */
export function replyOf({ response, fields }: Trip): Reply {
  const { status, redirected, url, type } = response
  return { status, fields, redirected, url, type }
}

/** The caller's fields win over the session's; the cache adds its precondition. */
function headersOf(
  { request, precondition }: Sending,
  credentialFields: Fields,
  crossOriginCacheControl: boolean,
): [string, string][] {
  const own = request.fields.length === 0 ? none : new Set(request.fields.map(([name]) => name))
  const fields = [...withoutFields(credentialFields, own), ...request.fields, ...precondition]
  const headers = fields.map(([name, value]): [string, string] => [name, value])
  // Without it fetch adds no-cache to a conditional request, and many servers then send it all.
  const isOurs = precondition.length > 0 && !own.has('cache-control')
  if (isOurs && (crossOriginCacheControl || isSameOrigin(request.url))) {
    headers.push(['cache-control', 'max-age=0'])
  }
  return headers
}

const none: ReadonlySet<string> = new Set()

/** A body that was a stream, or belongs to a `Request`, is spent after the first sending. */
function canBeSentAgain({ init, input }: IncomingRequest): boolean {
  const body = init.body ?? (typeof input === 'string' ? null : input.body)
  return body === null || (typeof input === 'string' && !(body instanceof ReadableStream))
}
