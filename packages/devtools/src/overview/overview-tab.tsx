'use client'

import type { ReactNode } from 'react'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { Headline } from './headline.tsx'
import { LatencyChart } from './latency-chart.tsx'
import { LatencyTable } from './latency-table.tsx'
import { OutcomeChart } from './outcome-chart.tsx'
import { QuotaCard } from './quota-card.tsx'
import { StoreCard } from './store-card.tsx'

/** What was served from where, how fast, and what it saved. */
export function OverviewTab(): ReactNode {
  useBeat()
  const { recording } = usePanel()
  const report = recording.stats.read()
  const isEmpty = Object.keys(report.latency).length === 0
  return (
    <div className="etd-overview">
      {isEmpty ? <NothingYet /> : <Headline report={report} />}
      {!isEmpty && (
        <>
          <section className="etd-card">
            <h3>Requests, the last 5 minutes</h3>
            <OutcomeChart slices={recording.timeline.slices(recording.now())} />
          </section>
          <section className="etd-card">
            <h3>
              Time until the answer <small>each row on its own height</small>
            </h3>
            <LatencyChart histogram={recording.latencies.read()} />
          </section>
          <section className="etd-card">
            <h3>
              Time by outcome <small>half took at most p50, 19 of 20 at most p95</small>
            </h3>
            <LatencyTable latency={report.latency} />
          </section>
        </>
      )}
      <div className="etd-cards">
        <StoreCard />
        <QuotaCard />
      </div>
    </div>
  )
}

function NothingYet(): ReactNode {
  return (
    <div className="etd-empty">
      <h3>Nothing asked yet</h3>
      <p>
        Make the page ask for something: a query, <code>etagged.json</code> or{' '}
        <code>etagged.fetch</code>. Here you will see how much of it came from the cache, what that
        saved, how long each kind of answer took, and what the server should send otherwise.
      </p>
    </div>
  )
}
