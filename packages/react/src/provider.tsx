import type { Etagged, Session } from '@etagged/core'
import { IsRestoringProvider, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { type GivenQueryClient, sessionQueryClient } from './session-query-client.ts'
import { EtaggedContext } from './use-etagged.ts'
import { useSessionOf } from './use-session.ts'

export interface EtaggedProviderProps {
  readonly client: Etagged
  /**
   * A function makes a QueryClient for each session. An instance is shared by all sessions: its
   * caches and default options are used, and at a change of user etagged's queries and all
   * mutations are removed from them; below the provider take it from `useQueryClient`.
   * @default a new QueryClient for each session
   */
  readonly queryClient?: GivenQueryClient
  /**
   * The user's stable id; `null`: nobody is signed in; `undefined`: not known yet, and queries wait.
   * Another value than before signs the former user out. Leave the prop away when the app itself
   * calls `client.signIn` and `client.signOut`.
   */
  readonly user?: string | null | undefined
  /**
   * Shown while one user's tree is gone and the next one's is not there yet.
   * @default nothing
   */
  readonly fallback?: ReactNode
  readonly children?: ReactNode
}

/**
 * Gives the tree below it the cache and a QueryClient, both of the session that is open. Each
 * session has a tree of its own: React never commits a frame in which anything of a former user's
 * tree still stands.
 */
export function EtaggedProvider(props: EtaggedProviderProps): ReactNode {
  const { client, queryClient, user, fallback = null, children } = props
  const session = useSessionOf(client)
  const isControlled = 'user' in props

  useEffect(() => {
    if (isControlled && user !== undefined) void client.signIn(user)
  }, [client, isControlled, user])

  // First the former tree goes, then the client switches, then the next tree comes.
  const isSwitching = isControlled && user !== undefined && user !== session.user
  if (isSwitching) return fallback
  const isUnknown = isControlled && session.state === 'unknown'
  return (
    <EtaggedContext.Provider value={client}>
      <SessionTree
        key={session.generation}
        client={client}
        session={session}
        queryClient={queryClient}
        isUnknown={isUnknown}
      >
        {children}
      </SessionTree>
    </EtaggedContext.Provider>
  )
}

interface SessionTreeProps {
  readonly client: Etagged
  readonly session: Session
  readonly queryClient: GivenQueryClient
  /** Nobody has told yet who the user is: queries stay pending. */
  readonly isUnknown: boolean
  readonly children: ReactNode
}

function SessionTree({ client, session, queryClient, isUnknown, children }: SessionTreeProps) {
  const [opened] = useState(() => sessionQueryClient(queryClient, client, session))
  const { generation } = session

  useEffect(
    () => () => {
      // StrictMode unmounts for show, and the tree's data must survive that.
      if (client.session.generation !== generation) opened.forget()
    },
    [client, generation, opened],
  )

  return (
    <QueryClientProvider client={opened.queryClient}>
      <IsRestoringProvider value={isUnknown}>{children}</IsRestoringProvider>
    </QueryClientProvider>
  )
}
