import {
  announceStatus,
  describeStatus,
  endOfPause,
  freshnessOf,
  type QueryState,
} from './describe-status.ts'
import './status.css'
import { useIsOnline } from './use-is-online.ts'
import { useNow } from './use-now.ts'

interface QueryStatusProps {
  readonly query: Omit<QueryState, 'failureReason'> & Partial<Pick<QueryState, 'failureReason'>>
  /** What is said of data that was never there. @default 'No data yet' */
  readonly without?: string | undefined
}

/** How old the data is, whether the server is being asked, and why it did not answer. */
export function QueryStatus({ query: given, without }: QueryStatusProps) {
  const query = { failureReason: null, ...given }
  const pauseEnd = pauseEndOf(query)
  const now = useNow(pauseEnd === undefined ? 'fewSeconds' : 'seconds')
  const freshness = freshnessOf(query, now, useIsOnline())
  return (
    <>
      <p
        className="status"
        data-status={query.status}
        data-fetch={query.fetchStatus}
        data-freshness={freshness}
      >
        <span className="status-dot" aria-hidden="true" />
        <span className="status-text">{describeStatus(query, now, { pauseEnd, without })}</span>
      </p>
      <span className="visually-hidden" role="status">
        {announceStatus(query)}
      </span>
    </>
  )
}

function pauseEndOf({ fetchStatus, failureReason }: QueryState): number | undefined {
  if (fetchStatus !== 'fetching' || failureReason === null) return undefined
  return endOfPause(failureReason, heardOf(failureReason))
}

const heard = new WeakMap<Error, number>()

/** TanStack tells what failed, not when: this is the instant at which it was first asked for here. */
function heardOf(error: Error): number {
  const at = heard.get(error) ?? Date.now()
  heard.set(error, at)
  return at
}
