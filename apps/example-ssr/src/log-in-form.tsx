import type { Etagged } from '@etagged/core'
import { useCallback, useSyncExternalStore } from 'react'

/**
 * Stands outside of the provider, whose tree goes at a sign-out: a form that leaves the document in the
 * middle of its submission is not sent. So it asks the client itself whose session is open, which
 * another tab may have ended.
 */
export function LogInForm({ client }: { readonly client: Etagged }) {
  const subscribe = useCallback((onChange: () => void) => client.subscribe(onChange), [client])
  const current = (): string | null | undefined => client.session.user
  const user = useSyncExternalStore(subscribe, current, current)
  return (
    // The cache forgets the user before the server does.
    <form
      method="post"
      action="/session"
      className="row"
      aria-labelledby="who"
      onSubmit={() => void client.signOut()}
    >
      <span id="who">Sign in as</span>
      <button name="user" value="alice" aria-pressed={user === 'alice'}>
        Alice
      </button>
      <button name="user" value="bob" aria-pressed={user === 'bob'}>
        Bob
      </button>
      <button name="user" value="">
        Sign out
      </button>
    </form>
  )
}
