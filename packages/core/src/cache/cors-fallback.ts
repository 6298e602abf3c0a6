import { type Fields, fieldValue } from '../http/fields.ts'
import type { WithheldField } from './events.ts'
import { type Exchange, type FailedTrip, type Sending, type Trip } from './exchange.ts'
import { isSameOrigin } from '../resolve-url.ts'
import type { Teller } from './journal.ts'

/**
 * What is known of another origin:
 * - `unknown`: nothing yet; it is asked conditionally;
 * - `suspect`: once a conditional request failed and the same one without precondition did not. That
 *   can have been the network: so it is asked conditionally once more;
 * - `unreachable`: neither succeeded. Until an answer comes nothing is conditional, so that a
 *   failure is nobody's fault and no request is sent twice;
 * - `conditional`: a 304 came through, so preflight and 304 carry what CORS wants;
 * - `unconditional`: twice suspect. It stays so.
 */
type Standing = 'unknown' | 'suspect' | 'unreachable' | 'conditional' | 'unconditional'

interface Origin {
  standing: Standing
  /** One request finds out for all that failed with it. */
  diagnosis?: Promise<unknown> | undefined
}

interface CorsFallbackOptions {
  readonly tell: Teller
  /** Is `Cache-Control` sent along with a precondition? */
  readonly crossOriginCacheControl: boolean
}

/**
 * The exchange, but a precondition of the cache's own makes no request fail. Another origin has to
 * allow its fields in a preflight, and its 304 has to carry the fields of CORS (Fetch standard
 * §4.8, §4.10); else script sees the `TypeError` that it sees offline. Then the same is asked
 * without a precondition: if that fails, too, the first error stands.
 */
export function withCorsFallback(exchange: Exchange, options: CorsFallbackOptions): Exchange {
  const origins = new Map<string, Origin>()

  function originOf(url: string): Origin {
    const { origin } = new URL(url)
    const known = origins.get(origin) ?? { standing: 'unknown' }
    origins.set(origin, known)
    return known
  }

  function fallbackOf({ request: { url, credentials }, precondition }: Sending) {
    const without: WithheldField[] = preconditions.filter((name) => fieldValue(precondition, name))
    if (options.crossOriginCacheControl) without.push('cache-control')
    return { type: 'fallback', url, credentials, without } as const
  }

  async function askPlainly(sending: Sending, origin: Origin): Promise<Trip | FailedTrip> {
    const trip = await exchange({ ...sending, precondition: none })
    if (trip.kind === 'failed') return trip
    if (origin.standing === 'unreachable') origin.standing = 'unknown'
    return { ...trip, isUnconditional: true }
  }

  /** Is the precondition the reason? Its answer is the caller's. */
  async function diagnose(sending: Sending, origin: Origin): Promise<Trip | FailedTrip> {
    const { standing } = origin
    const trip = await askPlainly(sending, origin)
    // Whoever ends a request learns nothing; and a 304 that came meanwhile says more.
    if (sending.signal.aborted || origin.standing !== standing) return trip
    if (trip.kind === 'failed') origin.standing = 'unreachable'
    else if (standing === 'unknown') origin.standing = 'suspect'
    else {
      origin.standing = 'unconditional'
      options.tell(sending.snapshot.session.generation, fallbackOf(sending))
    }
    return trip
  }

  /** @param before what was known of the origin when the request was sent */
  async function fallBack(
    sending: Sending,
    origin: Origin,
    before: Standing,
  ): Promise<Trip | FailedTrip | undefined> {
    while (origin.standing === before) {
      if (sending.signal.aborted) return undefined
      if (origin.diagnosis === undefined) {
        const diagnosis = diagnose(sending, origin)
        origin.diagnosis = diagnosis
        const trip = await diagnosis
        origin.diagnosis = undefined
        return trip
      }
      await origin.diagnosis
    }
    const { standing } = origin
    const isNetwork = standing === 'unreachable' || standing === 'conditional'
    return isNetwork ? undefined : askPlainly(sending, origin)
  }

  return async (sending) => {
    const { request, precondition, signal } = sending
    if (isSameOrigin(request.url)) return exchange(sending)
    const origin = originOf(request.url)
    const { standing } = origin
    if (precondition.length === 0 || isAskedPlainly(standing)) return askPlainly(sending, origin)
    const trip = await exchange(sending)
    if (trip.kind === 'arrived') {
      learn(origin, trip)
      return trip
    }
    if (standing === 'conditional' || signal.aborted || !isNetworkError(trip)) return trip
    const plain = await fallBack(sending, origin, standing)
    return plain?.kind === 'arrived' ? plain : trip
  }
}

const none: Fields = []
const preconditions = ['if-none-match', 'if-modified-since'] as const

function isAskedPlainly(standing: Standing): boolean {
  return standing === 'unreachable' || standing === 'unconditional'
}

/** A 200 shows what the preflight allows, but only a 304 shows that a 304 can be read. */
function learn(origin: Origin, { response }: Trip): void {
  if (response.status === 304 && origin.standing !== 'unconditional') {
    origin.standing = 'conditional'
  }
}

/** All that fetch says when the network, or CORS, fails (Fetch standard §5.6). */
function isNetworkError({ error }: FailedTrip): boolean {
  return error instanceof TypeError
}
