import { useSyncExternalStore } from 'react'
import type { Account } from '../auth/account.ts'
import type { FrameEntry } from '../side-by-side/frame-entry.ts'

/** Whose page this is; `undefined` while a frame signs its own user in: nothing is asked as nobody. */
export function useUser(
  { logins }: Pick<Account, 'logins'>,
  entry: FrameEntry | undefined,
): string | null | undefined {
  const login = useSyncExternalStore(logins.subscribe, logins.current)
  const isEntering = useSyncExternalStore(
    entry?.subscribe ?? nothing,
    () => entry?.current().state === 'busy',
  )
  return login?.address ?? (isEntering ? undefined : null)
}

function nothing(): () => void {
  return () => undefined
}
