import type { UseQueryResult } from '@tanstack/react-query'

type QueryStateProps = Pick<UseQueryResult, 'error' | 'isPaused' | 'isPending'>

/** Why a query has no data yet, or no newer data. It stands beside the data: what was there before stays. */
export function QueryState({ error, isPaused, isPending }: QueryStateProps) {
  if (isPaused) return <p role="alert">There is no network: the API is asked once there is one.</p>
  if (error) return <p role="alert">The API could not be asked: {error.message}</p>
  return isPending && <p>Loading …</p>
}
