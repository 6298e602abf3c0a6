import type { Etagged, SessionCause } from '@etagged/core'
import type { Account } from './account.ts'

/** Ends that nobody asked for in this tab. */
const FROM_OUTSIDE: ReadonlySet<SessionCause> = new Set<SessionCause>([
  'ended-elsewhere',
  'foreign-response',
  'clear-site-data',
])

/**
 * Ends the login along with a session that was ended from outside: the page must not show one user's
 * name over nobody's data. If another tab has signed in since, that login stays, and the cache
 * follows it.
 */
export function followSession(
  client: Pick<Etagged, 'subscribe' | 'signIn'>,
  account: Pick<Account, 'endSession' | 'logins'>,
): void {
  let isFromOtherTab = false
  account.logins.subscribe((changedIn) => {
    isFromOtherTab = changedIn === 'other-tab'
  })
  let generation = ''
  client.subscribe((event) => {
    // A session that is only being verified has not ended.
    if (event.type !== 'session' || event.generation === generation) return
    generation = event.generation
    // The login of a session that another tab ended went with it: this one is a later one.
    const isLater = isFromOtherTab && event.because === 'ended-elsewhere'
    isFromOtherTab = false
    if (!FROM_OUTSIDE.has(event.because)) return
    if (!isLater) account.endSession()
    const login = account.logins.current()
    if (login !== null) void client.signIn(login.address)
  })
}
