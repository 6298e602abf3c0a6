'use client'

import type { StatsReport } from '@etagged/core/stats'
import type { ReactNode } from 'react'
import { bytesText, countText, percentText } from '../panel/figures.ts'
import { usePanel } from '../panel/panel-context.ts'

/** What one looks for first: how much the cache answered, what it saved, and what is to be mended. */
export function Headline({ report }: { readonly report: StatsReport }): ReactNode {
  const { recording, go } = usePanel()
  const { hits, validated, requests, hitRate, validatedRate } = report
  const { measured, estimated } = recording.savings.read()
  const underWay = recording.requests.underWay()
  const findings = recording.doctor.findings.length
  return (
    <dl className="etd-tiles">
      <Tile name="Served from cache" group="memory" value={percentText(hitRate)}>
        {hits} of {countText(requests, 'request')}
      </Tile>
      <Tile name="Validated by 304" group="validated" value={percentText(validatedRate)}>
        {validated} of {countText(requests, 'request')}
      </Tile>
      <Tile name="Bytes saved" value={bytesText(measured + estimated)}>
        {savedText(measured, estimated)}
      </Tile>
      <Tile name="Under way" value={String(underWay)}>
        {underWay === 0 ? 'nobody waits' : 'without an answer yet'}
      </Tile>
      <Tile
        name="Server headers"
        group={findings === 0 ? undefined : 'failed'}
        value={findings === 0 ? 'no findings' : countText(findings, 'finding')}
      >
        <button type="button" className="etd-button" onClick={() => go('doctor')}>
          Open the Doctor
        </button>
      </Tile>
    </dl>
  )
}

function savedText(measured: number, estimated: number): string {
  if (estimated === 0) return measured === 0 ? 'nothing yet' : 'measured on the wire'
  return measured === 0
    ? 'estimated: not compressed'
    : `${bytesText(measured)} measured, ${bytesText(estimated)} estimated`
}

interface TileProps {
  readonly name: string
  readonly value: string
  readonly group?: 'memory' | 'validated' | 'failed' | undefined
  readonly children: ReactNode
}

function Tile({ name, value, group, children }: TileProps): ReactNode {
  return (
    <div className="etd-tile" data-group={group}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        <small>{children}</small>
      </dd>
    </div>
  )
}
