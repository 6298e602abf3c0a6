import type { ReactNode } from 'react'
import { durationText } from '../panel/figures.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { barOf, lengthOf, type SpanPhase } from './spans.ts'

/** What people read. */
const PHASE_NAMES: Readonly<Record<SpanPhase, string>> = {
  lookup: 'Lookup',
  network: 'Network',
  parse: 'Parse',
  write: 'Write to disk',
}

/** Seconds. */
const NOTICED = 1e-3

interface WaterfallProps {
  readonly row: RequestRow
  readonly now: number
}

/** How long a request took beside others, and of what that was made. Its figures stand beside it. */
export function SmallWaterfall({ row, now }: WaterfallProps): ReactNode {
  const { total, spans } = barOf(row, now)
  return (
    <svg width="56" height="10" aria-hidden="true">
      <rect className="etd-waterfall-all" y="3" width={56 * lengthOf(total)} height="4" rx="1" />
      {spans.map(({ at, phase, from, width }) => (
        <rect
          key={at}
          data-phase={phase}
          x={56 * lengthOf(total) * from}
          y="1"
          width={Math.max(1, 56 * lengthOf(total) * width)}
          height="8"
        />
      ))}
    </svg>
  )
}

/** The phases of a request, with their figures. */
export function Waterfall({ row, now }: WaterfallProps): ReactNode {
  const { total, waited, spans } = barOf(row, now)
  if (spans.length === 0) return <p className="etd-quiet">Nothing was measured of it.</p>
  return (
    <>
      <table className="etd-phases">
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col" data-number="">
              Began
            </th>
            <th scope="col" data-number="">
              Took
            </th>
            <th scope="col">
              <span className="etd-hidden">Of the whole</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {spans.map(({ at, phase, began, duration, from, width }) => (
            <tr key={at}>
              <th scope="row">{PHASE_NAMES[phase]}</th>
              <td data-number="">{durationText(began)}</td>
              <td data-number="">{durationText(duration)}</td>
              <td>
                <svg height="12" width="100%" aria-hidden="true">
                  <rect className="etd-waterfall-all" y="5" width="100%" height="1" />
                  <rect
                    data-phase={phase}
                    x={`${100 * Math.min(from, 0.995)}%`}
                    y="1"
                    width={`${100 * Math.max(width, 0.005)}%`}
                    height="10"
                  />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td />
            <td data-number="">{durationText(total)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      {waited > NOTICED && (
        <p className="etd-about">
          For {durationText(waited)} no phase went on: it waited for credentials, for an answer that
          it shares, or for the page.
        </p>
      )}
    </>
  )
}
