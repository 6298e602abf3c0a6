'use client'

import type { ReactNode } from 'react'
import { copyAsFetch } from '../panel/copy-as-fetch.ts'
import { CopyButton } from '../panel/copy-button.tsx'
import { usePanel } from '../panel/panel-context.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { ChangeView } from './change-view.tsx'
import { FieldsTable } from './fields-table.tsx'
import { reasonsOf, reasonText } from './reasons.ts'
import { groupOfRow, outcomeOf, sizeOf } from './row-words.ts'
import { summaryOf } from './summary.ts'
import { Waterfall } from './waterfall.tsx'

interface RequestDetailProps {
  readonly row: RequestRow
  /** By the cache's clock. */
  readonly now: number
  readonly onClose: () => void
}

/** All that is known of one request. */
export function RequestDetail({ row, now, onClose }: RequestDetailProps): ReactNode {
  const { method, url, sent, received, change, end, inBackground } = row
  const { user } = usePanel().recording.client.session
  const nothingSent = end === undefined ? 'Nothing has been sent yet.' : 'Nothing was sent.'
  return (
    <section className="etd-detail" aria-label="The chosen request">
      <header className="etd-detail-head">
        <h3>
          {method} <span className="etd-mono">{url}</span>
        </h3>
        <button
          type="button"
          className="etd-button"
          data-kind="quiet"
          aria-label="Close the detail"
          onClick={onClose}
        >
          ✕
        </button>
      </header>
      <p className="etd-detail-part etd-summary" data-group={groupOfRow(row)}>
        {summaryOf(row, now)}
        {inBackground && ' In the background: nobody waited for it.'}
      </p>
      <p className="etd-detail-part etd-actions">
        <span className="etd-chip" data-group={groupOfRow(row)}>
          {sizeOf(row)}
        </span>
        <code>{outcomeOf(row)}</code>
        <span className="etd-spring" />
        <CopyButton text={() => copyAsFetch({ method, url, fields: sent, user })}>
          Copy as fetch
        </CopyButton>
      </p>
      <Decisions row={row} />
      <section className="etd-detail-part">
        <h4>Time</h4>
        <Waterfall row={row} now={now} />
      </section>
      {change !== undefined && <ChangeView key={change.body.id} change={change} />}
      <FieldsTable title="Sent to the network" fields={sent} none={nothingSent} />
      <FieldsTable
        title={received === undefined ? 'Received' : `Received: ${received.status}`}
        fields={received?.fields}
        none="Nothing was received."
      />
    </section>
  )
}

function Decisions({ row }: Pick<RequestDetailProps, 'row'>): ReactNode {
  const reasons = reasonsOf(row)
  return (
    <section className="etd-detail-part">
      <h4>Because</h4>
      {reasons.length === 0 && <p className="etd-quiet">Nothing has been decided yet.</p>}
      <ol className="etd-reasons">
        {reasons.map((reason) => (
          <li key={reason.at}>
            <code>{reasonText(reason)}</code>
            {reason.meaning && (
              <span className="etd-quiet">
                {reason.meaning.words} <cite>{reason.meaning.clause}</cite>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
