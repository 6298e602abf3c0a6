'use client'

import { memo, type NamedExoticComponent, type ReactNode } from 'react'
import { bytesText } from '../panel/figures.ts'
import { secondsText } from '../panel/seconds-text.ts'
import type { EntryRow } from './entry-row.ts'
import { saysTheSame } from './says-the-same.ts'
import { EtagText } from './etag-text.tsx'
import { urlParts } from './path-of.ts'
import { StateText } from './state-text.tsx'

interface EntryLineProps {
  readonly row: EntryRow
  /** In the whole list, counted from 0. */
  readonly index: number
  readonly isChosen: boolean
  readonly isTabbable: boolean
  /** There are several: which one has to be said. */
  readonly showsOrigin: boolean
}

/** One stored response as a row of the table: rendered when what it says is something else. */
export const EntryLine: NamedExoticComponent<EntryLineProps> = memo(Line, isSameLine)

function Line(props: EntryLineProps): ReactNode {
  const { row, index, isChosen, isTabbable, showsOrigin } = props
  const { url, info, tally } = row
  const { origin, path, params } = urlParts(url)
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={isTabbable ? 0 : -1}
    >
      <th scope="row" data-col="path" className="etd-mono" title={url}>
        {showsOrigin && <span className="etd-quiet">{origin.replace(/^https?:\/\//, '')}</span>}
        {path}
        <span className="etd-quiet">{params}</span>
      </th>
      <td data-col="state">
        <StateText row={row} />
      </td>
      <td data-col="etag" className="etd-mono">
        <EtagText etag={info?.etag} />
      </td>
      <td data-col="age" data-number>
        <AgeText row={row} />
      </td>
      <td data-col="size" data-number>
        {info && bytesText(info.bytes)}
      </td>
      <td data-col="hits" data-number>
        {tally?.hits ?? 0}
      </td>
      <td data-col="validated" data-number>
        {tally?.validated ?? 0}
      </td>
      <td data-col="tier">
        <Tiers row={row} />
      </td>
      <td data-col="tags" title={info?.tags.join(', ')}>
        <Tags row={row} />
      </td>
    </tr>
  )
}

/** Each beat makes other objects of the same responses, and most of them say what they said before. */
function isSameLine(before: EntryLineProps, after: EntryLineProps): boolean {
  return (
    before.index === after.index &&
    before.isChosen === after.isChosen &&
    before.isTabbable === after.isTabbable &&
    before.showsOrigin === after.showsOrigin &&
    saysTheSame(before.row, after.row)
  )
}

/** Its age, and its lifetime. */
function AgeText({ row: { info } }: { readonly row: EntryRow }): ReactNode {
  if (info === undefined) return null
  const { age, ttl } = info
  const lifetime = Math.round(age + ttl)
  return (
    <>
      {secondsText(age)}
      {lifetime > 1 && <span className="etd-quiet"> / {secondsText(lifetime)}</span>}
    </>
  )
}

/** So many fit in. */
const MOST_TAGS = 3

function Tags({ row: { info, audience } }: { readonly row: EntryRow }): ReactNode {
  const tags = info?.tags ?? []
  const rest = tags.length - MOST_TAGS
  return (
    <>
      {audience === 'everyone' && <span className="etd-chip">everyone</span>}
      {tags.slice(0, MOST_TAGS).map((tag) => (
        <span key={tag} className="etd-chip">
          {tag}
        </span>
      ))}
      {rest > 0 && <span className="etd-quiet">+{rest}</span>}
    </>
  )
}

/** Where it is. */
export function Tiers({ row }: { readonly row: EntryRow }): ReactNode {
  return (
    <span className="etd-tiers">
      {row.inMemory && (
        <span className="etd-chip" data-group="memory">
          memory
        </span>
      )}
      {row.onDisk && (
        <span className="etd-chip" data-group="disk">
          disk
        </span>
      )}
    </span>
  )
}
