import { createEtagged, defineEndpoint } from '@etagged/core'
import { connect, query } from '@etagged/react'
import { QueryClient, QueryObserver, type QueryObserverOptions } from '@tanstack/react-query'
import type { Role } from '../harness/candidate.ts'

/** A query of a list that never changes. */
export interface UnchangedQuery {
  readonly name: string
  readonly role: Role
  readonly queryClient: QueryClient
  readonly options: QueryObserverOptions
  readonly refetch: () => Promise<unknown>
  /** What its query function got: lists in full, and 304s. */
  readonly answers: { ok: number; notModified: number }
  close(): void
}

const ETAG = '"unchanged"'

const FIELDS = { etag: ETAG, 'content-type': 'application/json' }

/** All ways to refetch this list, each with its first data. */
export async function openUnchangedQueries(text: string): Promise<readonly UnchangedQuery[]> {
  const parsed = (): unknown => JSON.parse(text)
  const same = parsed()
  // TanStack keeps the first object, so this one is new to it at each refetch.
  const equal = parsed()
  let first = true
  const newEqual = (): unknown => {
    const data = first ? same : equal
    first = false
    return data
  }
  return Promise.all([
    plain('the same reference', 'limit', () => same),
    etagged('etagged query()', text),
    byHand('the same reference after a 304 by hand', text),
    plain('TanStack, a new equal object', 'peer', newEqual),
    plain('TanStack, JSON.parse', 'peer', parsed),
    plain('TanStack, JSON.parse, no structural sharing', 'peer', parsed, false),
  ])
}

function plain(
  name: string,
  role: Role,
  read: () => unknown,
  structuralSharing = true,
): Promise<UnchangedQuery> {
  const answers = { ok: 0, notModified: 0 }
  const queryFn = (): Promise<unknown> => {
    answers.ok++
    return Promise.resolve(read())
  }
  const options = { queryKey: ['list'], queryFn, structuralSharing }
  return observe({ name, role, answers }, new QueryClient(), options)
}

function byHand(name: string, text: string): Promise<UnchangedQuery> {
  const { fetch, answers } = createNetwork(text)
  let kept: unknown
  const queryFn = async (): Promise<unknown> => {
    const init = kept === undefined ? {} : { headers: { 'if-none-match': ETAG } }
    const response = await fetch('http://api.test/list', init)
    if (response.status !== 304) kept = await response.json()
    return kept
  }
  return observe({ name, role: 'peer', answers }, new QueryClient(), {
    queryKey: ['list'],
    queryFn,
  })
}

function etagged(name: string, text: string): Promise<UnchangedQuery> {
  const { fetch, answers } = createNetwork(text)
  const queryClient = new QueryClient()
  connect(queryClient, createEtagged({ baseUrl: 'http://api.test', fetch }))
  const options = query(list, {}) as unknown as QueryObserverOptions
  return observe({ name, role: 'ours', answers }, queryClient, options)
}

/** Nobody here checks the body, so that a schema is nobody's cost. */
const list = defineEndpoint({
  path: '/list',
  response: {
    '~standard': { version: 1, vendor: 'bench', validate: (value: unknown) => ({ value }) },
  },
})

/** A network that costs no more than its `Response`. */
function createNetwork(text: string) {
  const answers = { ok: 0, notModified: 0 }
  const network: typeof fetch = (_input, init) => {
    const isKnown = new Headers(init?.headers).get('if-none-match') === ETAG
    answers[isKnown ? 'notModified' : 'ok']++
    return Promise.resolve(
      new Response(isKnown ? null : text, { status: isKnown ? 304 : 200, headers: FIELDS }),
    )
  }
  return { fetch: network, answers }
}

/** Observes as a component does that reads data, error and status. */
async function observe(
  subject: Pick<UnchangedQuery, 'name' | 'role' | 'answers'>,
  queryClient: QueryClient,
  options: QueryObserverOptions,
): Promise<UnchangedQuery> {
  const observer = new QueryObserver(queryClient, {
    ...options,
    notifyOnChangeProps: ['data', 'error', 'status'],
  })
  const refetch = async (): Promise<unknown> => {
    const { data, error } = await observer.refetch()
    if (error !== null) throw error
    return data
  }
  const unsubscribe = observer.subscribe(() => {})
  // Subscribing has begun a fetch already; one that begins now would cancel it.
  await observer.refetch({ cancelRefetch: false })
  return {
    ...subject,
    queryClient,
    options,
    refetch,
    close() {
      unsubscribe()
      queryClient.clear()
    },
  }
}
