'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { usePanel } from '../panel/panel-context.ts'
import type { EntryRow } from './entry-row.ts'
import { readBody, type ShownBody } from './read-body.ts'

interface EntryBodyProps {
  readonly row: EntryRow
  /** How many responses are stored under its key: which of them is read, its fields decide (`Vary`). */
  readonly variants: number
}

/**
 * The body of a stored response, read when this is first rendered and held by nothing but this. To
 * be given a key of the response and of its session, so that it goes with either.
 */
export function EntryBody({ row, variants }: EntryBodyProps): ReactNode {
  const { recording } = usePanel()
  const [body, setBody] = useState<ShownBody>()
  // As it was when somebody asked for it.
  const [asked] = useState(row)

  useEffect(() => {
    let isGone = false
    async function show(): Promise<void> {
      const read = await readBody(recording, asked)
      if (!isGone) setBody(read)
    }
    void show()
    return () => {
      isGone = true
    }
  }, [recording, asked])

  if (body === undefined) return <p className="etd-section etd-quiet">Reading…</p>
  const { text, rest, note } = body
  return (
    <div className="etd-section">
      {variants > 1 && text !== '' && (
        <p className="etd-quiet">Of one of its {variants} variants.</p>
      )}
      {note !== undefined && <p className="etd-quiet">{note}</p>}
      {text !== '' && (
        <pre className="etd-code" tabIndex={0} aria-label="Body">
          {text}
        </pre>
      )}
      {rest > 0 && (
        <p className="etd-quiet">
          and {rest.toLocaleString()} characters more, which are not shown
        </p>
      )}
    </div>
  )
}
