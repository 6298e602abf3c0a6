import type { FailureEvent, PeekEvent, RequestEvent, StoredBody } from '@etagged/core'
import type { Fields } from '@etagged/core'
import type { DecidedTrace, PhaseTrace, Trace } from '@etagged/core/inspect'

/** How a row ended; a peek has no beginning of its own. */
export type RowEnd = RequestEvent | FailureEvent | PeekEvent

/** A full response took the place of another one. */
export interface BodyChange {
  readonly former: StoredBody
  readonly body: StoredBody
}

/** What is known of one request. Another object whenever something more is known. */
export interface RequestRow {
  /** Grows from row to row. */
  readonly id: number
  /** Seconds since the epoch, by the clock of the cache. */
  readonly began: number
  readonly method: string
  readonly url: string
  readonly inBackground: boolean
  readonly spans: readonly Pick<PhaseTrace, 'phase' | 'began' | 'duration'>[]
  readonly decisions: readonly Pick<DecidedTrace, 'kind' | 'because'>[]
  readonly sent?: Fields
  readonly received?: { readonly status: number; readonly fields: Fields }
  readonly change?: BodyChange
  /** Absent: it is under way. */
  readonly end?: RowEnd
}

/** What a row is after a trace of its request; the first one makes it. */
export function rowAfter(row: RequestRow, trace: Trace): RequestRow {
  switch (trace.type) {
    case 'begun':
      return row
    case 'phase': {
      const { phase, began, duration } = trace
      return { ...row, spans: [...row.spans, { phase, began, duration }] }
    }
    case 'decided': {
      const { kind, because } = trace
      return { ...row, decisions: [...row.decisions, { kind, because }] }
    }
    case 'sent':
      return { ...row, sent: trace.fields }
    case 'received':
      return { ...row, received: { status: trace.status, fields: trace.fields } }
    case 'replaced': {
      const { former, body } = trace
      // Of what is stored for the first time there is nothing to compare.
      return former === undefined ? row : { ...row, change: { former, body } }
    }
  }
}

export function beginRow(
  id: number,
  begun: Pick<RequestRow, 'began' | 'method' | 'url' | 'inBackground'>,
): RequestRow {
  return { id, ...begun, spans: [], decisions: [] }
}

/** The row of an event of which nobody has traced the beginning. */
export function rowOf(id: number, end: RowEnd): RequestRow {
  const { url } = end
  if (end.type === 'peek') {
    return { ...beginRow(id, { began: end.at, method: 'GET', url, inBackground: false }), end }
  }
  const { method, inBackground } = end
  return { ...beginRow(id, { began: end.at - end.duration, method, url, inBackground }), end }
}
