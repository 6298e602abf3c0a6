import { createEtagged } from '@etagged/core'
import { EtaggedDevtools } from '@etagged/devtools'
import { createIdbStore } from '@etagged/idb'
import { EtaggedProvider } from '@etagged/react'
import { Orders } from './orders.tsx'
import { signIn, signOut, useUser } from './user.ts'

/** One for the page. Who is signed in, the provider tells it. */
const etagged = createEtagged({
  baseUrl: '/api',
  store: createIdbStore(),
  // Your token; this API takes a name for one.
  headers: ({ user }) => (user ? { authorization: `Bearer ${user}` } : {}),
})

export function App() {
  const user = useUser()
  return (
    <>
      <header className="row">
        <h1>Orders</h1>
        <div className="row" role="group" aria-labelledby="who">
          <span id="who">Sign in as</span>
          <button type="button" aria-pressed={user === 'alice'} onClick={() => signIn('alice')}>
            Alice
          </button>
          <button type="button" aria-pressed={user === 'bob'} onClick={() => signIn('bob')}>
            Bob
          </button>
          <button type="button" onClick={signOut}>
            Sign out
          </button>
        </div>
      </header>
      <main>
        <EtaggedProvider client={etagged} user={user}>
          {user === null ? <p>Sign in as Alice or Bob to see their orders.</p> : <Orders />}
        </EtaggedProvider>
      </main>
      <EtaggedDevtools client={etagged} />
    </>
  )
}
