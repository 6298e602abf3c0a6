'use client'

import { type MemoExoticComponent, memo, type ReactNode } from 'react'
import { durationText } from '../panel/figures.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { type Meaning, shortClause } from './clauses.ts'
import { type Reason, reasonsOf, reasonText } from './reasons.ts'
import { durationOf, groupOfRow, outcomeOf, shownUrl, sizeOf } from './row-words.ts'
import { SmallWaterfall } from './waterfall.tsx'

interface RequestLineProps {
  /** For `aria-activedescendant`. */
  readonly id: string
  /** Counted from 1, the head included. */
  readonly rowIndex: number
  readonly row: RequestRow
  readonly isChosen: boolean
  /** By the cache's clock; 0 for what has ended, so that it is drawn once. */
  readonly now: number
}

function Line({ id, rowIndex, row, isChosen, now }: RequestLineProps): ReactNode {
  const { method, url, inBackground } = row
  const outcome = outcomeOf(row)
  const { host, path } = shownUrl(url)
  return (
    <tr
      id={id}
      aria-rowindex={rowIndex}
      aria-selected={isChosen}
      data-row={row.id}
      data-group={groupOfRow(row)}
    >
      <td className="etd-col-method">{method}</td>
      <td title={url}>
        {host !== '' && <span className="etd-host">{host}</span>}
        {path}
        {inBackground && <span className="etd-quiet"> in the background</span>}
      </td>
      <td className="etd-size">{sizeOf(row)}</td>
      <td className="etd-mono etd-col-outcome" title={outcome}>
        {outcome}
      </td>
      <Because reasons={reasonsOf(row)} />
      <td className="etd-time">
        <div>
          <SmallWaterfall row={row} now={now} />
          {durationText(durationOf(row, now))}
        </div>
      </td>
    </tr>
  )
}

function Because({ reasons }: { readonly reasons: readonly Reason[] }): ReactNode {
  const title = reasons.map(lineOf).join('\n')
  const clause = reasons.at(-1)?.meaning
  return (
    <td className="etd-mono etd-col-because" title={title}>
      {reasons.filter(isTelling).map((reason, index) => (
        <Step key={reason.at} reason={reason} isFirst={index === 0} />
      ))}
      {clause && <span className="etd-quiet"> {shortClause(clause)}</span>}
    </td>
  )
}

function Step({ reason, isFirst }: { readonly reason: Reason; readonly isFirst: boolean }) {
  const { kind, because } = reason
  // A decision can be told by its reason, where there is little room.
  const isNeeded = kind === 'not stored' || kind === 'failed'
  return (
    <>
      {isFirst ? '' : ' → '}
      {kind !== because && <span className={isNeeded ? undefined : 'etd-kind'}>{kind}: </span>}
      {because}
    </>
  )
}

/** That a full response came goes without saying where something else is said of it. */
function isTelling({ at, because }: Reason, _: number, { length }: readonly Reason[]): boolean {
  return because !== 'full-response' || at === length - 1
}

function lineOf(reason: Reason): string {
  return reason.meaning === undefined
    ? reasonText(reason)
    : `${reasonText(reason)}: ${inWords(reason.meaning)}`
}

function inWords({ words, clause }: Meaning): string {
  return `${words} (${clause})`
}

/** A request as a row of the table: drawn anew only when something of it is new. */
export const RequestLine: MemoExoticComponent<(props: RequestLineProps) => ReactNode> = memo(Line)
