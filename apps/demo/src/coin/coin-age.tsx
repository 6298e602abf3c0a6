import { formatAge, formatInstant } from '../format/times.ts'
import { useNow } from '../status/use-now.ts'

/** How long ago something was (ms since the epoch), kept up to date apart from everything around. */
export function CoinAge({ at }: { readonly at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
      {formatAge(at, useNow('halfMinutes'))}
    </time>
  )
}
