import { defineEndpoint, defineMutation } from '@etagged/core'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { memo, type ReactNode, Suspense } from 'react'
import { type Item, trusting } from '../endpoints.test-fixture.ts'
import { infinite } from '../infinite.ts'
import { edit } from '../mutations/edit.ts'
import { mutation } from '../mutations/mutation.ts'
import { query } from '../query.ts'
import { useSession } from '../use-session.ts'

export const notes = defineEndpoint({ path: '/notes', response: trusting<readonly Item[]>() })

export const note = defineEndpoint({ path: '/notes/:id', response: trusting<Item>() })

const feed = defineEndpoint({
  path: '/feed',
  response: trusting<readonly string[]>(),
  params: trusting<{ readonly from: number }>(),
})

export const feedPages = infinite(
  feed,
  { from: 0 },
  {
    initialPageParam: 0,
    getNextPageParam: (_, pages) => (pages.length < 3 ? pages.length : undefined),
    page: (from) => ({ from }),
  },
)

export const rename = defineMutation({
  method: 'PUT',
  path: '/notes/:id',
  body: trusting<{ readonly name: string }>(),
  response: trusting<Item>(),
})

/** What the API holds: each answer names who asked. */
export const usersOwn = {
  '/notes': [{ id: 1, name: 'list of $user' }],
  '/notes/1': { id: 1, name: 'first of $user' },
  '/notes/2': { id: 2, name: 'second of $user' },
  '/feed?from=0': ['page 0 of $user'],
  '/feed?from=1': ['page 1 of $user'],
  '/feed?from=2': ['page 2 of $user'],
}

const Memoised = memo(function Memoised() {
  return <p>memo: {useQuery(query(notes, {})).data?.[0]?.name}</p>
})

function Suspending(): ReactNode {
  return <p>suspense: {useSuspenseQuery(query(note, { id: 1 })).data.name}</p>
}

function SuspendingInside(): ReactNode {
  return (
    <Suspense fallback="suspended">
      <Suspending />
    </Suspense>
  )
}

function Endless(): ReactNode {
  const { data, fetchNextPage } = useInfiniteQuery(feedPages)
  return (
    <>
      <p>pages: {data?.pages.flat().join()}</p>
      <button type="button" onClick={() => void fetchNextPage()}>
        more
      </button>
    </>
  )
}

/** Asks for another note when another user is there: the data before must not cross over. */
function Kept({ first }: { readonly first: string }): ReactNode {
  const { user } = useSession()
  const options = query(note, { id: user === first ? 1 : 2 }, { placeholderData: keepPreviousData })
  return <p>kept: {useQuery(options).data?.name}</p>
}

/** Tells by whose rendering a callback was made. */
export type Heard = (what: string) => void

function Renaming({ heard }: { readonly heard: Heard }): ReactNode {
  const { user } = useSession()
  const { mutate, data, error } = useMutation(
    mutation(rename, {
      optimistic: ({ body }) => [
        edit(query(notes, {}), (list) => list.map((each) => ({ ...each, ...body }))),
      ],
      onSuccess: () => heard(`${user} success`),
      onError: (failure) => heard(`${user} ${failure.name}`),
      onSettled: () => heard(`${user} settled`),
    }),
  )
  const listeners = {
    onSuccess: () => heard(`${user} own success`),
    onError: () => heard(`${user} own error`),
  }
  return (
    <button
      type="button"
      onClick={() => mutate({ id: 1, body: { name: `edit of ${user}` } }, listeners)}
    >
      rename {data?.name} {error?.name}
    </button>
  )
}

/** What any component may find in what its session is given. */
function Everything(): ReactNode {
  const queryClient = useQueryClient()
  const queries = queryClient.getQueriesData({ queryKey: ['etagged'] })
  const variables = useMutationState({ select: ({ state }) => state.variables })
  return <output>{JSON.stringify([queries, variables])}</output>
}

interface UsersPageProps {
  /** Who is there first. */
  readonly first: string
  readonly heard: Heard
  /**
   * Whether anything suspends: a part of the page, or what is around the provider. It takes its time,
   * since React shows a fallback for at least 300 ms. @default nothing
   */
  readonly suspends?: 'inside' | 'outside' | undefined
}

/** A page on which data of its user is shown in every way there is. */
export function UsersPage({ first, heard, suspends }: UsersPageProps): ReactNode {
  return (
    <>
      <Everything />
      <Memoised />
      <Kept first={first} />
      {suspends === 'outside' && <Suspending />}
      {suspends === 'inside' && <SuspendingInside />}
      <Endless />
      <Renaming heard={heard} />
    </>
  )
}
