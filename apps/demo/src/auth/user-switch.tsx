import { useState, useSyncExternalStore } from 'react'
import { logIn, renew, type Username } from './auth-api.ts'
import type { LoginStore } from './login-store.ts'

const users: readonly Username[] = ['alice', 'bob']

/** Signs the test users in and out. */
export function UserSwitch({ logins }: { readonly logins: LoginStore }) {
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
          onClick={() => attempt(async () => logins.set(await logIn(username)))}
        >
          {username}
        </button>
      ))}
      <button type="button" aria-pressed={login === null} onClick={() => logins.set(null)}>
        signed out
      </button>
      {login && (
        <button
          type="button"
          className="quiet"
          onClick={() => attempt(async () => logins.set(await renew(login)))}
        >
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
