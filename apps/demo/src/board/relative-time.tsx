import { formatShortAge } from '../format/times.ts'
import { useNow } from '../status/use-now.ts'

/** How long ago an instant (ms since the epoch) was; it ages without its row. */
export function RelativeTime({ instant }: { readonly instant: number }) {
  const now = useNow('halfMinutes')
  const date = new Date(instant)
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {formatShortAge(instant, now)}
    </time>
  )
}
