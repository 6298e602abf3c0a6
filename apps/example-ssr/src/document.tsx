import type { Etagged } from '@etagged/core'
import { EtaggedProvider } from '@etagged/react'
import { Account } from './account.tsx'
import { LogInForm } from './log-in-form.tsx'

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
          <LogInForm client={client} />
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
