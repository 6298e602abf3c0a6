'use client'

import { type ReactNode, useMemo } from 'react'
import { countText } from '../panel/figures.ts'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { answersOf, concerned } from './concerned.ts'
import { FindingCard } from './finding-card.tsx'
import { NoFindings } from './no-findings.tsx'

/** What servers should send otherwise. */
export function DoctorTab(): ReactNode {
  useBeat()
  const { doctor, requests } = usePanel().recording
  const rows = requests.rows()
  const answers = useMemo(() => answersOf(rows), [rows])
  const { findings } = doctor
  if (findings.length === 0) return <NoFindings answers={answers} />
  return (
    <div className="etd-scroll">
      <p className="etd-live">
        <b>{countText(findings.length, 'finding')}</b>, each told once for an origin or an endpoint.
        The texts hold no query, no value of a field, and not the id that the user signed in by.
      </p>
      {findings.map((finding) => (
        <FindingCard
          key={`${finding.id} ${finding.origin}${finding.endpoint}`}
          finding={finding}
          concerned={concerned(answers, finding)}
        />
      ))}
    </div>
  )
}
