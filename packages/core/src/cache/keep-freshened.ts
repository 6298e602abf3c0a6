import { freshen } from '../rules/freshen.ts'
import { decideHead } from '../rules/head.ts'
import { objectionToFreshened } from '../rules/storage.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { tagsOf } from '../rules/tags.ts'
import { replyOf } from './exchange.ts'
import { type Arriving, marked, notKept, SOMEBODYS, writeFreshened, type Written } from './write.ts'

/** By these the origin takes back that what is stored may be stored. */
const takesBack: ReadonlySet<string> = new Set([
  'response-no-store',
  'status-not-understood',
  'private',
])

/** Freshens the stored response that a 304 selected (RFC 9111 §4.3.4): its metadata only. */
export function keepFreshened(arriving: Arriving, stored: StoredResponse): Written {
  const { partition, pending, trip, request, policy } = arriving
  const { requestTime, responseTime, fields } = trip
  const notModified = { request, policy, fields, requestTime, responseTime }
  const freshened = marked(arriving, freshen(stored, notModified))
  const authorized = trip.isAuthorized ?? false
  // Even so what a 304 validates may be used this once (RFC 9111 §5.2.1.5, §5.2.2.5).
  const objection = trip.isSomebodys
    ? SOMEBODYS
    : objectionToFreshened({ request, candidate: freshened, authorized, policy })?.because
  if (objection !== undefined && takesBack.has(objection)) {
    pending.track(partition.remove([stored.key]))
  }
  if (objection !== undefined) return notKept(freshened, objection)
  return writeFreshened(arriving, stored, freshened)
}

/** What an answer to HEAD means for the stored answer to GET (RFC 9111 §4.3.5). */
export function learnFromHead(arriving: Arriving, stored: StoredResponse): void {
  const { partition, pending, flight, trip } = arriving
  if (flight.isForgotten(tagsOf(stored))) return
  const news = decideHead(stored, replyOf(trip))
  // Who asks for no body has no say in where the body lies.
  const policy = { ...arriving.policy, persist: !stored.memoryOnly }
  if (news.kind === 'freshen') keepFreshened({ ...arriving, policy }, stored)
  if (news.kind === 'invalidate') pending.track(partition.invalidate({ urls: [stored.url] }))
}
