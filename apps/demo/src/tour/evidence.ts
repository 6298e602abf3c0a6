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
  /** How any page of the list was asked for last. */
  readonly asked: ListEvent | undefined
  /** The first page, of one URL: when it was first shown from the store, */
  readonly shown: PeekEvent | undefined
  /** how its first question ended, */
  readonly first: ListEvent | undefined
  /** and how the newest one did. */
  readonly list: ListEvent | undefined
  /** Is it of the session and of the list that the page began with? */
  readonly isFromStart: boolean
  /** How the session began; `undefined`: with the page. */
  readonly session: SessionEvent | undefined
}

export const NO_EVIDENCE: Evidence = {
  newest: undefined,
  asked: undefined,
  shown: undefined,
  first: undefined,
  list: undefined,
  isFromStart: true,
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
  // No other list begins by it: the cache panel looks at what is stored, too.
  const isKnown = before.first === undefined || before.first.url === event.url
  const isNews = before.shown === undefined && isKnown && isFirstPage(event.url)
  return isNews ? { ...before, shown: event } : before
}

function afterSession(before: Evidence, event: SessionEvent): Evidence {
  // One that is being verified has not ended.
  const isSame = event.generation === before.session?.generation
  if (isSame) return { ...before, session: event }
  // The page itself begins by telling of one.
  return { ...NO_EVIDENCE, session: event, isFromStart: before.session === undefined }
}

function afterAnswer(before: Evidence, event: ListEvent): Evidence {
  const newest = event.type === 'request' ? event : before.newest
  if (!isList(event.url)) return { ...before, newest }
  const told = { ...before, newest, asked: event }
  if (!isFirstPage(event.url)) return told
  const own = ofOneUrl(told, event.url)
  return { ...own, first: own.first ?? event, list: event }
}

/** Sorted, filtered or searched otherwise, it is another list: it begins with nothing. */
function ofOneUrl(before: Evidence, url: string): Evidence {
  const known = (before.first ?? before.shown)?.url ?? url
  if (known === url) return before
  return { ...before, shown: undefined, first: undefined, list: undefined, isFromStart: false }
}

function isList(url: string): boolean {
  return new URL(url).pathname.endsWith('/coins')
}

function isFirstPage(url: string): boolean {
  return isList(url) && Number(new URL(url).searchParams.get('offset')) === 0
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
