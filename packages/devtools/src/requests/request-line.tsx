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
  return (
    <tr
      id={id}
      aria-rowindex={rowIndex}
      aria-selected={isChosen}
      data-row={row.id}
      data-group={groupOfRow(row) ?? 'pending'}
    >
      <td className="etd-col-method">{method}</td>
      <td title={url}>
        {shownUrl(url)}
        {inBackground && <span className="etd-quiet"> in the background</span>}
      </td>
      <td className="etd-size">{sizeOf(row)}</td>
      <td className="etd-mono etd-col-outcome" title={outcome}>
        {outcome}
      </td>
      <Because reasons={reasonsOf(row)} />
      <td className="etd-time">
        <SmallWaterfall row={row} now={now} />
        <span>{durationText(durationOf(row, now))}</span>
      </td>
    </tr>
  )
}

function Because({ reasons }: { readonly reasons: readonly Reason[] }): ReactNode {
  const title = reasons.map(lineOf).join('\n')
  const clause = reasons.findLast(({ meaning }) => meaning !== undefined)?.meaning
  return (
    <td className="etd-mono etd-col-because" title={title}>
      {reasons.map(reasonText).join(' → ')}
      {clause && <span className="etd-quiet"> {shortClause(clause)}</span>}
    </td>
  )
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
