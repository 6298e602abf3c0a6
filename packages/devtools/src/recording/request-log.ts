import type { FailureEvent, RequestEvent } from '@etagged/core'
import type { Trace } from '@etagged/core/inspect'
import { beginRow, type RequestRow, rowAfter, type RowEnd, rowOf } from './request-row.ts'

/** So many requests are remembered: the last ones. */
export const MOST_ROWS = 500

/** Of so many the former and the new body are remembered, so that a page's memory is its own. */
const MOST_CHANGES = 20

/** The last requests of a client. */
export interface RequestLog {
  trace(trace: Trace): void
  end(event: RowEnd): void
  /** Newest first. */
  rows(): readonly RequestRow[]
  /** Requests that have no answer yet. */
  underWay(): number
  clear(): void
}

export function createRequestLog(): RequestLog {
  // In the order of their beginning.
  const rows = new Map<number, RequestRow>()
  const idsByRequest = new Map<number, number>()
  const open = new Set<number>()
  let ids = 0
  let listed: readonly RequestRow[] | undefined

  function put(row: RequestRow): void {
    rows.set(row.id, row)
    listed = undefined
    if (row.end === undefined) open.add(row.id)
    else open.delete(row.id)
    for (const id of rows.keys()) {
      if (rows.size <= MOST_ROWS) break
      rows.delete(id)
      open.delete(id)
    }
  }

  function find(request: number | undefined): RequestRow | undefined {
    const id = request === undefined ? undefined : idsByRequest.get(request)
    return id === undefined ? undefined : rows.get(id)
  }

  /** The row that this ends. Another inspector than ours numbers requests otherwise. */
  function rowEndedBy(event: RowEnd): RequestRow | undefined {
    const row = find(idOf(event))
    if (row === undefined || row.end !== undefined || row.url !== event.url) return undefined
    const method = event.type === 'peek' ? 'GET' : event.method
    return row.method === method ? row : undefined
  }

  /** Only the newest changes keep their bodies. */
  function letGoOfBodies(): void {
    const changed = [...rows.values()].filter(({ change }) => change !== undefined)
    for (const row of changed.slice(0, -MOST_CHANGES)) {
      const { change: _, ...rest } = row
      rows.set(row.id, rest)
    }
  }

  return {
    trace(trace) {
      if (trace.type === 'begun') {
        const id = ++ids
        idsByRequest.set(trace.request, id)
        for (const [request, known] of idsByRequest) {
          if (idsByRequest.size <= MOST_ROWS) break
          if (!open.has(known)) idsByRequest.delete(request)
          else break
        }
        const { at: began, method, url, inBackground } = trace
        return put(beginRow(id, { began, method, url, inBackground }))
      }
      const row = find(trace.request)
      if (row === undefined) return
      put(rowAfter(row, trace))
      if (trace.type === 'replaced') letGoOfBodies()
    },
    end(event) {
      const row = rowEndedBy(event)
      put(row === undefined ? rowOf(++ids, event) : { ...row, end: event })
    },
    rows: () => (listed ??= [...rows.values()].toReversed()),
    underWay: () => open.size,
    clear() {
      rows.clear()
      idsByRequest.clear()
      open.clear()
      listed = undefined
    },
  }
}

function idOf(event: RowEnd | RequestEvent | FailureEvent): number | undefined {
  return 'id' in event ? event.id : undefined
}
