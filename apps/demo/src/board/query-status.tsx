import { EtaggedError } from '@etagged/core'
import { useEffect, useState } from 'react'
import { formatAge } from './format.ts'

interface QueryStatusProps {
  readonly query: {
    readonly status: 'pending' | 'error' | 'success'
    readonly fetchStatus: 'fetching' | 'paused' | 'idle'
    readonly dataUpdatedAt: number
    readonly error: Error | null
  }
}

/** How old the data is, whether the server is being asked, and why it did not answer. */
export function QueryStatus({ query }: QueryStatusProps) {
  const { status, fetchStatus, dataUpdatedAt, error } = query
  const now = useNow()
  const age = dataUpdatedAt > 0 ? `Confirmed ${formatAge(dataUpdatedAt, now)}` : 'No data yet'
  const asking = fetchStatus === 'fetching' ? ', asking the server' : ''
  return (
    <p className="status" role="status" data-status={status}>
      {status === 'error' && error ? `${explain(error)} ${age}${asking}.` : `${age}${asking}.`}
    </p>
  )
}

/** Seconds matter to nobody on this board; ten of them do. */
const TICK = 5000

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK)
    return () => clearInterval(timer)
  }, [])
  return now
}

function explain(error: Error): string {
  return error instanceof EtaggedError
    ? `${error.message}.`
    : `The server cannot be reached (${error.message}).`
}
