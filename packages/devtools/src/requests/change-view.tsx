'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { bytesText, countText } from '../panel/figures.ts'
import type { BodyChange } from '../recording/request-row.ts'
import { bodyChanges } from './body-changes.ts'
import { type JsonChange, MOST_CHANGES } from './json-changes.ts'

/** What the new body has otherwise than the one that it replaced: compared when somebody asks. */
export function ChangeView({ change }: { readonly change: BodyChange }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const { former, body } = change
  const sizes = `${bytesText(former.bytes)} before, ${bytesText(body.bytes)} now`
  return (
    <section className="etd-detail-part">
      <h4>Body</h4>
      <p className="etd-actions">
        <span className="etd-quiet">{sizes}</span>
        <button
          type="button"
          className="etd-button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          What changed
        </button>
      </p>
      {isOpen && <Changes change={change} />}
    </section>
  )
}

function Changes({ change }: { readonly change: BodyChange }): ReactNode {
  const result = useMemo(() => bodyChanges(change), [change])
  if (result.kind === 'none') return <p className="etd-quiet">{result.why}</p>
  const { changes, isCut } = result
  return (
    <>
      <p className="etd-quiet">
        {isCut
          ? `More than ${MOST_CHANGES} changes: the first ${MOST_CHANGES}.`
          : countText(changes.length, 'change')}
      </p>
      <ul className="etd-changes">
        {changes.map((each) => (
          <li key={`${each.kind} ${each.path}`} data-kind={each.kind}>
            <Change {...each} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Change({ kind, path, before, after }: JsonChange): ReactNode {
  const place = path === '' ? 'all of it' : path
  return (
    <code>
      <span className="etd-change-sign" aria-hidden="true">
        {SIGNS[kind]}
      </span>
      {kind !== 'changed' && <span className="etd-hidden">{kind} </span>}
      <b>{place}</b>
      {': '}
      {before !== undefined && <del>{before}</del>}
      {kind === 'changed' && ' → '}
      {after !== undefined && <ins>{after}</ins>}
    </code>
  )
}

const SIGNS = { changed: '~', added: '+', removed: '−' } as const
