import type { LatencyKind, StatsReport } from '@etagged/core/stats'
import type { ReactNode } from 'react'
import { durationText } from '../panel/figures.ts'

/** In the order of what they cost. */
const KINDS: readonly (readonly [LatencyKind, string])[] = [
  ['memory-hit', 'Memory'],
  ['disk-hit', 'Disk'],
  ['stale-hit', 'Stale hit'],
  ['another-tab', 'Another tab'],
  ['validated', '304'],
  ['miss', '200 and others'],
  ['stale-if-error', 'Stale, origin failed'],
  ['refused', 'Refused by the cache'],
  ['bypass', 'Past the cache'],
  ['failure', 'No answer'],
]

/** How long calls took that ended alike: those kinds that have occurred. */
export function LatencyTable({ latency }: Pick<StatsReport, 'latency'>): ReactNode {
  return (
    <table className="etd-plain">
      <thead>
        <tr>
          <th scope="col">Outcome</th>
          <th scope="col" data-number="">
            Count
          </th>
          <th scope="col" data-number="">
            p50
          </th>
          <th scope="col" data-number="">
            p95
          </th>
        </tr>
      </thead>
      <tbody>
        {KINDS.map(([kind, name]) => {
          const told = latency[kind]
          return (
            told && (
              <tr key={kind}>
                <th scope="row">{name}</th>
                <td data-number="">{told.count}</td>
                <td data-number="">{durationText(told.p50)}</td>
                <td data-number="">{durationText(told.p95)}</td>
              </tr>
            )
          )
        })}
      </tbody>
    </table>
  )
}
