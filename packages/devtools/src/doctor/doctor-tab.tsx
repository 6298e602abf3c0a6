'use client'

import type { ReactNode } from 'react'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { concerned } from './concerned.ts'
import { FindingCard } from './finding-card.tsx'
import { NoFindings } from './no-findings.tsx'

/** What servers should send otherwise. */
export function DoctorTab(): ReactNode {
  useBeat()
  const { doctor, requests } = usePanel().recording
  const rows = requests.rows()
  const { findings } = doctor
  if (findings.length === 0) return <NoFindings rows={rows} />
  return (
    <div className="etd-scroll">
      <p className="etd-live">
        <b>{findings.length === 1 ? '1 finding' : `${findings.length} findings`}</b>, each told once
        for an origin or an endpoint. The texts name no user, no query and no value of a field.
      </p>
      {findings.map((finding) => (
        <FindingCard
          key={`${finding.id} ${finding.origin}${finding.endpoint}`}
          finding={finding}
          concerned={concerned(rows, finding)}
        />
      ))}
    </div>
  )
}
