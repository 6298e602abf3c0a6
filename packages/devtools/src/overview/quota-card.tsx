'use client'

import type { QuotaBucket } from '@etagged/core'
import type { ReactNode } from 'react'
import { countText, spanText } from '../panel/figures.ts'
import { Level } from '../panel/level.tsx'
import { useBeat, usePanel } from '../panel/panel-context.ts'

/** What is left of the origin's rate limits. */
export function QuotaCard(): ReactNode {
  useBeat()
  const { client, now } = usePanel().recording
  const at = now()
  return (
    <section className="etd-card">
      <h3>Rate limits</h3>
      {client.quota === undefined ? (
        <p className="etd-quiet">
          Nothing heeds them. With <code>{'createEtagged({ quota: createQuota() })'}</code> of{' '}
          <code>@etagged/core/quota</code> queries wait for their turn instead of running into a
          429, and what is left stands here.
        </p>
      ) : (
        <Buckets buckets={client.quota.buckets()} now={at} />
      )}
    </section>
  )
}

interface BucketsProps {
  readonly buckets: readonly QuotaBucket[]
  readonly now: number
}

function Buckets({ buckets, now }: BucketsProps): ReactNode {
  if (buckets.length === 0) {
    return <p className="etd-quiet">No origin has told of a limit yet.</p>
  }
  const known = buckets.filter(isTelling)
  const others = buckets.length - known.length
  return (
    <>
      {known.map((bucket) => (
        <Level
          key={bucket.name}
          label={bucket.name}
          value={bucket.remaining}
          most={bucket.limit}
          text={bucketText(bucket, now)}
        />
      ))}
      {others > 0 && (
        <p className="etd-quiet">{countText(others, 'bucket')} without a limit that is known.</p>
      )}
    </>
  )
}

/** Most buckets are of paths of which no origin has told a limit. */
function isTelling({ remaining, limit, waiting }: QuotaBucket): boolean {
  return limit !== undefined || Number.isFinite(remaining) || waiting > 0
}

function bucketText({ remaining, limit, resetAt, waiting }: QuotaBucket, now: number): string {
  const left = Number.isFinite(remaining) ? `${Math.floor(remaining)}` : 'any number'
  const of = limit === undefined ? '' : ` of ${limit}`
  const reset =
    resetAt > now ? `, resets in ${spanText(resetAt - now)}` : '; the next request begins a window'
  const queue = waiting > 0 ? `, ${waiting} waiting` : ''
  return `${left}${of} left${reset}${queue}`
}
