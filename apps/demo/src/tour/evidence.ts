import type {
  CacheEvent,
  Etagged,
  FailureEvent,
  PeekEvent,
  RequestEvent,
  SessionEvent,
} from '@etagged/core'

/** How the list was asked for. */
export type ListEvent = RequestEvent | FailureEvent

/** What the client has told of the session that is open. Replaced at each change. */
export interface Evidence {
  /** The newest request of all. */
  readonly newest: RequestEvent | undefined
  /** The board's list: when it was first shown from the store, */
  readonly shown: PeekEvent | undefined
  /** how its first question ended, */
  readonly first: ListEvent | undefined
  /** and how the newest one did. */
  readonly list: ListEvent | undefined
  /** How the session began; `undefined`: with the page. */
  readonly session: SessionEvent | undefined
}

export const NO_EVIDENCE: Evidence = {
  newest: undefined,
  shown: undefined,
  first: undefined,
  list: undefined,
  session: undefined,
}

/** What is known after another event: each session begins with nothing. */
export function evidenceAfter(before: Evidence, event: CacheEvent): Evidence {
  const { type } = event
  if (type === 'session') return afterSession(before, event)
  if (type === 'peek') return afterPeek(before, event)
  if (type !== 'request' && type !== 'failure') return before
  // Nobody waits for what goes on in the background.
  return event.inBackground ? before : afterAnswer(before, event)
}

function afterPeek(before: Evidence, event: PeekEvent): Evidence {
  return before.shown === undefined && isList(event.url) ? { ...before, shown: event } : before
}

function afterSession(before: Evidence, event: SessionEvent): Evidence {
  // One that is being verified has not ended.
  const isSame = event.generation === before.session?.generation
  return isSame ? { ...before, session: event } : { ...NO_EVIDENCE, session: event }
}

function afterAnswer(before: Evidence, event: ListEvent): Evidence {
  const newest = event.type === 'request' ? event : before.newest
  if (!isList(event.url)) return { ...before, newest }
  return { ...before, newest, first: before.first ?? event, list: event }
}

function isList(url: string): boolean {
  return new URL(url).pathname.endsWith('/coins')
}

/** What the tour tells of, for `useSyncExternalStore`. */
export interface EvidenceStore {
  readonly current: () => Evidence
  readonly subscribe: (listener: () => void) => () => void
}

/** Listens to the client from now on. */
export function createEvidence(client: Pick<Etagged, 'session' | 'subscribe'>): EvidenceStore {
  const listeners = new Set<() => void>()
  let evidence = NO_EVIDENCE

  client.subscribe((event) => {
    // A request of a former session may end in this one.
    if (event.generation !== client.session.generation) return
    const next = evidenceAfter(evidence, event)
    if (next === evidence) return
    evidence = next
    for (const listener of listeners) listener()
  })

  return {
    current: () => evidence,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
