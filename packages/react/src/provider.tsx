'use client'

import { type Etagged, type Session, UsageError } from '@etagged/core'
import { IsRestoringProvider, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { Gate } from './gate.tsx'
import {
  type GivenQueryClient,
  isFree,
  onForgotten,
  sessionQueryClient,
} from './session-query-client.ts'
import { EtaggedContext } from './use-etagged.ts'
import { useSessionOf } from './use-session.ts'

/** What {@link EtaggedProvider} takes. */
export interface EtaggedProviderProps {
  /** The cache that the queries below ask, and whose session decides which tree stands. */
  readonly client: Etagged
  /**
   * A function makes a QueryClient for each session. Give the same function each time: a provider
   * that mounts again finds the session's QueryClient by it. An instance is shared by all sessions: its
   * caches and default options are used, and at a change of user etagged's queries and all
   * mutations are removed from them; below the provider take it from `useQueryClient`.
   * @default a new QueryClient for each session
   */
  readonly queryClient?: GivenQueryClient
  /**
   * The user's stable id; `null`: nobody is signed in; `undefined`: not known yet, and queries wait.
   * Another value than before signs the former user out; the same value says nothing, so a user who
   * comes back after `client.signOut()`, or after a sign-out in another tab, must have been `null` in
   * between. Leave the prop away when the app itself calls `client.signIn` and `client.signOut`.
   */
  readonly user?: string | null | undefined
  /**
   * Shown while one user's tree is gone and the next one's is not there yet, and in place of the
   * tree while a page that comes back from the back-forward cache asks whether its session lasts.
   * @default nothing
   */
  readonly fallback?: ReactNode
  /** The app, or what of it has queries: mounted anew in each session. */
  readonly children?: ReactNode
}

/** What the prop said last, and to which cache. */
interface Applied {
  readonly client: Etagged
  readonly user: string | null
  /** Why the client would not. */
  readonly error?: unknown
}

/** A prop that was applied already has had its say: the client may have signed out since. */
function newsIn(
  { client, user }: EtaggedProviderProps,
  applied: Applied | undefined,
): string | null | undefined {
  return applied?.client === client && applied.user === user ? undefined : user
}

/**
 * Gives the tree below it the cache and a QueryClient, both of the session that is open. Each
 * session has a tree of its own: React never commits a frame in which anything of a former user's
 * tree still stands.
 *
 * A page that comes back from the back-forward cache may have slept through its user's sign-out:
 * its tree is hidden until that is known. It keeps its state from React 19.2 on; before, it mounts
 * again.
 *
 * @throws UsageError while it renders, for an empty `user`, a user of a shared cache, or a client that
 *   is closed
 */
export function EtaggedProvider(props: EtaggedProviderProps): ReactNode {
  const { client, queryClient, user, fallback = null, children } = props
  const session = useSessionOf(client)
  const isControlled = 'user' in props
  const [applied, setApplied] = useState<Applied>()
  if (user === '')
    throw new UsageError("user must be the user's own id; null when nobody is signed in")
  // The client is closed, and still somebody else's: that is for the app's error boundary.
  if (applied?.client === client && applied.error !== undefined) throw applied.error
  const news = newsIn(props, applied)

  useEffect(() => {
    // An effect can run again for the same value, as when React shows a hidden tree.
    if (news === undefined) return
    client
      .signIn(news)
      .catch((error: unknown) =>
        setApplied((last) => (last?.client === client ? { ...last, error } : last)),
      )
    // oxlint-disable-next-line react/set-state-in-effect -- the session changed within that call
    setApplied({ client, user: news })
  }, [client, news])

  // First the former tree goes, then the client switches, then the next tree comes. React freezes a
  // page that hydrates an Activity where a server sent none, so a fallback stands in one, too.
  if (news !== undefined && news !== session.user) return <Gate isClosed={false}>{fallback}</Gate>
  const isUnknown = isControlled && session.state === 'unknown'
  return (
    <EtaggedContext.Provider value={client}>
      <WhenFree key={session.generation} client={client} session={session} fallback={fallback}>
        <SessionTree
          client={client}
          session={session}
          queryClient={queryClient}
          isUnknown={isUnknown}
        >
          {children}
        </SessionTree>
      </WhenFree>
      {session.verifying && fallback}
    </EtaggedContext.Provider>
  )
}

interface OfSession {
  readonly client: Etagged
  readonly session: Session
  readonly children: ReactNode
}

/** First the former session's tree goes and is forgotten, then the next one's comes. */
function WhenFree(props: OfSession & { readonly fallback: ReactNode }): ReactNode {
  const { client, session, fallback, children } = props
  const current = (): boolean => isFree(client, session)
  if (useSyncExternalStore(onForgotten, current, current)) return children
  return <Gate isClosed={false}>{fallback}</Gate>
}

interface SessionTreeProps extends OfSession {
  readonly queryClient: GivenQueryClient
  /** Nobody has told yet who the user is: queries stay pending. */
  readonly isUnknown: boolean
}

function SessionTree({ client, session, queryClient, isUnknown, children }: SessionTreeProps) {
  const [own] = useState(() => sessionQueryClient(queryClient, client, session))
  return (
    <QueryClientProvider client={own}>
      <IsRestoringProvider value={isUnknown}>
        <Gate isClosed={session.verifying}>{children}</Gate>
      </IsRestoringProvider>
    </QueryClientProvider>
  )
}
