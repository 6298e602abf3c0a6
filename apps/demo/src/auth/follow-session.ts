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
 * name over nobody's data. If another tab has signed in since, the cache follows that.
 */
export function followSession(
  client: Pick<Etagged, 'subscribe' | 'signIn'>,
  account: Pick<Account, 'endSession' | 'logins'>,
): void {
  client.subscribe((event) => {
    if (event.type !== 'session' || !FROM_OUTSIDE.has(event.because)) return
    account.endSession()
    const login = account.logins.current()
    if (login !== null) void client.signIn(login.address)
  })
}
