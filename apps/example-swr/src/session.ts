import type { Session } from '@etagged/core'
import { useSyncExternalStore } from 'react'
import { etagged } from './etagged.ts'

const KEY = 'example-swr-user'

/** The session that is open: another one after each sign-in, and after a sign-out in any tab. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => etagged.session)
}

/** To all that the cache does: a session is another object only when it is another session. */
function subscribe(onChange: () => void): () => void {
  return etagged.subscribe(onChange)
}

/** Who was signed in when the page was left. */
export function signInAgain(): void {
  void etagged.signIn(localStorage.getItem(KEY))
}

export function signIn(user: string): void {
  localStorage.setItem(KEY, user)
  void etagged.signIn(user)
}

/** From this call on nothing of the user can be read, here or in another tab. */
export function signOut(): void {
  localStorage.removeItem(KEY)
  void etagged.signOut()
}
