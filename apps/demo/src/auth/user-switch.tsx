import { useState, useSyncExternalStore } from 'react'
import type { Account } from './account.ts'
import type { Username } from './auth-api.ts'

const users: readonly Username[] = ['alice', 'bob']

/** Signs the test users in and out. */
export function UserSwitch({ account }: { readonly account: Account }) {
  const { logins } = account
  const login = useSyncExternalStore(logins.subscribe, logins.current)
  const [failure, setFailure] = useState<string>()

  function attempt(change: () => Promise<void>): void {
    setFailure(undefined)
    change().catch((error: unknown) => setFailure(String(error)))
  }

  return (
    <div className="user-switch" role="group" aria-label="User">
      {users.map((username) => (
        <button
          key={username}
          type="button"
          aria-pressed={login?.username === username}
          onClick={() => attempt(() => account.signIn(username))}
        >
          {username}
        </button>
      ))}
      <button type="button" aria-pressed={login === null} onClick={account.signOut}>
        signed out
      </button>
      {login && (
        <button type="button" className="quiet" onClick={() => attempt(account.renew)}>
          New token
        </button>
      )}
      {failure && (
        <p role="alert" className="failure">
          Could not sign in: {failure}
        </p>
      )}
    </div>
  )
}
