import { createEtagged } from '@etagged/core'
import { connect } from '@etagged/react'
import { QueryClient, QueryObserver, type QueryObserverOptions } from '@tanstack/react-query'
import type { Role } from '../harness/candidate.ts'
import { anyQuery } from './any-query.ts'
import { createHandWritten } from './hand-written.ts'
import { answeringAtOnce, type ListNetwork } from './list-network.ts'

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

/** Ways to refetch a list that is at hand, each with its first data. */
export function openFreshQueries(text: string): Promise<readonly UnchangedQuery[]> {
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
    fromMemory('etagged.json, still fresh', answeringAtOnce(text, 'max-age=3600')),
    plain('TanStack, a new equal object', 'peer', newEqual),
    plain('TanStack, JSON.parse', 'peer', parsed),
    plain('TanStack, JSON.parse, no structural sharing', 'peer', parsed, false),
  ])
}

/** Who refetches over which network; a real origin knows them apart by these names. */
export type Validator = 'by-hand' | 'etagged' | 'uncached'

/** Ways to refetch a list that is validated each time, each with its first data. */
export function openValidatedQueries(
  networkOf: (validator: Validator) => ListNetwork,
): Promise<readonly UnchangedQuery[]> {
  return Promise.all([
    byHand('the same reference after a 304 by hand', networkOf('by-hand')),
    validated('etagged query()', networkOf('etagged')),
    uncached('TanStack, a 200 and JSON.parse', networkOf('uncached')),
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

function fromMemory(name: string, { base, path, fetch, answers }: ListNetwork) {
  const client = createEtagged({ baseUrl: base, fetch })
  const queryFn = async (): Promise<unknown> => (await client.json(path)).data
  const options = { queryKey: ['list'], queryFn }
  return observe({ name, role: 'ours', answers }, new QueryClient(), options)
}

function byHand(name: string, { base, path, fetch, answers }: ListNetwork) {
  const reader = createHandWritten(new Map(), fetch)
  const options = { queryKey: ['list'], queryFn: () => reader.read(base + path) }
  return observe({ name, role: 'limit', answers }, new QueryClient(), options)
}

function validated(name: string, { base, path, fetch, answers }: ListNetwork) {
  const queryClient = new QueryClient()
  connect(queryClient, createEtagged({ baseUrl: base, fetch }))
  return observe({ name, role: 'ours', answers }, queryClient, anyQuery(path))
}

function uncached(name: string, { base, path, fetch, answers }: ListNetwork) {
  const queryFn = async (): Promise<unknown> =>
    (await fetch(base + path, { cache: 'no-store' })).json()
  const options = { queryKey: ['list'], queryFn }
  return observe({ name, role: 'peer', answers }, new QueryClient(), options)
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
