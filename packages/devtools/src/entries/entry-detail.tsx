'use client'

import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { CopyButton } from '../panel/copy-button.tsx'
import { bytesText, countText } from '../panel/figures.ts'
import { secondsText } from '../panel/seconds-text.ts'
import type { EntryAction } from './entry-actions.ts'
import { Tiers } from './entry-line.tsx'
import type { EntryRow } from './entry-row.ts'
import { EtagText } from './etag-text.tsx'
import { urlParts } from './path-of.ts'
import { StateText } from './state-text.tsx'

interface EntryDetailProps {
  readonly row: EntryRow
  readonly onAct: (action: EntryAction) => void
  /** A call of fetch. */
  readonly toCopy: () => string
  readonly isBodyShown: boolean
  readonly onToggleBody: () => void
  readonly onClose: () => void
  /** What is shown of the body. */
  readonly body: ReactNode
}

/** All that is known of one stored response, and what can be done about it. */
export function EntryDetail(props: EntryDetailProps): ReactNode {
  const { row, onAct, toCopy, isBodyShown, onToggleBody, onClose, body } = props
  const id = useId()
  const { path, params, origin } = urlParts(row.url)

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }

  return (
    <aside className="etd-entry" aria-labelledby={id} onKeyDown={onKeyDown}>
      <header className="etd-entry-head">
        <h3 id={id} className="etd-mono" title={row.url}>
          {path}
          <span className="etd-quiet">{params}</span>
        </h3>
        <button
          type="button"
          className="etd-button"
          data-kind="quiet"
          aria-label="Close the details"
          onClick={onClose}
        >
          ✕
        </button>
      </header>
      <div className="etd-bar" role="group" aria-label="Actions">
        <Act label="Validate" keys="v" onClick={() => onAct('validate')} />
        <Act label="Invalidate" keys="i" onClick={() => onAct('invalidate')} />
        <CopyButton text={toCopy} keys="c">
          Copy as fetch
        </CopyButton>
        <Act
          label={isBodyShown ? 'Hide body' : 'Show body'}
          keys="b"
          isPressed={isBodyShown}
          onClick={onToggleBody}
        />
        <Act label="Remove" keys="Delete" isBad onClick={() => onAct('remove')} />
      </div>
      <dl className="etd-pairs">
        <Pair name="State">
          <StateText row={row} />
        </Pair>
        {row.tally?.failure !== undefined && <Pair name="Last request">{row.tally.failure}</Pair>}
        <Pair name="Where">
          <Tiers row={row} />
        </Pair>
        <Pair name="Origin">
          <span className="etd-mono">{origin}</span>
        </Pair>
        <Pair name="For">
          {row.audience === 'everyone' ? 'everyone who uses this browser' : 'this session'},
          credentials {row.credentials}
        </Pair>
        <Facts row={row} />
        <Pair name="Answered">
          {countText(row.tally?.hits ?? 0, 'hit')}, {row.tally?.validated ?? 0} after a 304
        </Pair>
      </dl>
      {body}
    </aside>
  )
}

/** What is known once memory has it, or the disk was read. */
function Facts({ row: { info } }: { readonly row: EntryRow }): ReactNode {
  if (info === undefined) return <Pair name="Stored">not read from disk yet</Pair>
  return (
    <>
      <Pair name="Status">{info.status}</Pair>
      <Pair name="ETag">
        <span className="etd-mono">
          <EtagText etag={info.etag} />
        </span>
      </Pair>
      <Pair name="Age">
        {secondsText(info.age)}, {leftText(info.ttl)}
      </Pair>
      <Pair name="Validated">{new Date(info.validatedAt * 1000).toLocaleTimeString()}</Pair>
      <Pair name="Body">
        {bytesText(info.bytes)}{' '}
        <span className="etd-quiet">takes {bytesText(info.memoryBytes)} of memory</span>
      </Pair>
      <Pair name="Tags">{info.tags.length > 0 ? info.tags.join(', ') : 'none'}</Pair>
    </>
  )
}

function leftText(ttl: number): string {
  return ttl > 0 ? `${secondsText(ttl)} of freshness left` : `stale for ${secondsText(-ttl)}`
}

function Pair({
  name,
  children,
}: {
  readonly name: string
  readonly children: ReactNode
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface ActProps {
  readonly label: string
  /** The key that does the same on the row. */
  readonly keys: string
  readonly isBad?: boolean
  readonly isPressed?: boolean
  readonly onClick: () => void
}

function Act({ label, keys, isBad = false, isPressed, onClick }: ActProps): ReactNode {
  return (
    <button
      type="button"
      className="etd-button"
      {...(isBad ? { 'data-kind': 'bad' } : {})}
      {...(isPressed === undefined ? {} : { 'aria-expanded': isPressed })}
      aria-keyshortcuts={keys}
      title={`On the row: ${keys}`}
      onClick={onClick}
    >
      {label}
    </button>
  )
}
