import { CacheStatus } from './cache-status.tsx'
import { Notes } from './notes.tsx'
import { signIn, signOut, useSession } from './session.ts'
import { SwrSession } from './swr-session.tsx'

const FIRST_SCREEN = ['/notes']

export function App() {
  const { user, generation, verifying } = useSession()
  return (
    <>
      <header className="row">
        <h1>Notes</h1>
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
        {user == null && <p>Sign in as Alice or Bob to see their notes.</p>}
        {/* A page that comes back by the back button shows nothing before its session is known to last. */}
        {user != null && !verifying && (
          <SwrSession key={generation} first={FIRST_SCREEN}>
            <Notes />
            <CacheStatus />
          </SwrSession>
        )}
      </main>
    </>
  )
}
