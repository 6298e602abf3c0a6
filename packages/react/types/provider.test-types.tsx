import type { Etagged, Session } from '@etagged/core'
import { EtaggedProvider, useEtagged, useSession } from '@etagged/react'
import { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { same } from './same.test-tool.ts'

declare const client: Etagged
declare const user: string | null | undefined

export function whoTheUserIs(): ReactNode {
  return (
    <>
      <EtaggedProvider client={client} />
      <EtaggedProvider client={client} user={user} fallback="…">
        <p />
      </EtaggedProvider>
      {/* @ts-expect-error -- an id is text, so that 1 and '1' are not two users */}
      <EtaggedProvider client={client} user={1} />
      {/* @ts-expect-error -- a log-in that is not a user */}
      <EtaggedProvider client={client} user={false} />
      {/* @ts-expect-error -- of which cache? */}
      <EtaggedProvider user={null} />
    </>
  )
}

export function whichQueryClient(): ReactNode {
  return (
    <>
      <EtaggedProvider client={client} queryClient={new QueryClient()} />
      <EtaggedProvider client={client} queryClient={() => new QueryClient()} />
      {/* @ts-expect-error -- two clients change places */}
      <EtaggedProvider client={new QueryClient()} queryClient={client} />
    </>
  )
}

export function whatComponentsAskIt(): void {
  const etagged = useEtagged()
  same<typeof etagged, Etagged>()
  const session = useSession()
  same<typeof session, Session>()
  same<typeof session.user, string | null | undefined>()
  // @ts-expect-error -- who the user is, the provider or signIn says
  session.user = 'me'
}
