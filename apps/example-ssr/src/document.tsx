import type { Etagged } from '@etagged/core'
import { EtaggedProvider } from '@etagged/react'
import { Account } from './account.tsx'

interface DocumentProps {
  readonly client: Etagged
  readonly user: string | null
}

/** All of the page: the same on the server and in the browser. */
export function Document({ client, user }: DocumentProps) {
  return (
    <html lang="en" data-user={user ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
        <title>Orders · etagged</title>
      </head>
      <body>
        <header className="row">
          <h1>Orders</h1>
          {/* The cache forgets the user before the server does. */}
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
        </header>
        <main>
          <EtaggedProvider client={client} user={user}>
            <Account />
          </EtaggedProvider>
        </main>
      </body>
    </html>
  )
}
