'use client'

import { type ReactNode, useId, useMemo, useState } from 'react'
import { type Finding, type Paste, pasteFor } from '@etagged/core/doctor'
import { CopiedCode } from '../panel/copied-code.tsx'

interface FindingCardProps {
  readonly finding: Finding
  /** Of the requests that are remembered, so many had such an answer; absent: not known. */
  readonly concerned?: number | undefined
}

/** What a server should send otherwise, why, and the text that makes it. */
export function FindingCard({ finding, concerned }: FindingCardProps): ReactNode {
  const { id, origin, endpoint, message, cost, on, fix } = finding
  const [server, setServer] = useState<Server>('headers')
  const paste = useMemo(() => pasteFor(finding), [finding])
  const heading = useId()
  const code = server === 'headers' ? fix : paste[server]

  return (
    <article className="etd-finding" aria-labelledby={heading}>
      <h3 id={heading}>{message}</h3>
      <p className="etd-about">
        <span className="etd-chip" data-group="network">
          {id}
        </span>{' '}
        <span className="etd-mono">
          {origin}
          {endpoint}
        </span>
      </p>
      <p className="etd-about">
        <b>Cost:</b> {cost}
        {concerned !== undefined && concerned > 0 && ` ${answersText(concerned)}`}
      </p>
      <p className="etd-about">
        <b>To mend it</b>, on {on}:
      </p>
      <div className="etd-segments" role="group" aria-label="For which server">
        {SERVERS.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className="etd-segment"
            aria-pressed={name === server}
            onClick={() => setServer(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <CopiedCode label={`${titleOf(server)} for ${id}`} code={code} />
    </article>
  )
}

type Server = 'headers' | keyof Paste

const SERVERS: readonly { readonly name: Server; readonly title: string }[] = [
  { name: 'headers', title: 'Header' },
  { name: 'nginx', title: 'nginx' },
  { name: 'express', title: 'Express' },
  { name: 'hono', title: 'Hono' },
]

function titleOf(server: Server): string {
  return SERVERS.find(({ name }) => name === server)?.title ?? server
}

function answersText(count: number): string {
  return count === 1
    ? '1 of the requests that are remembered came in full.'
    : `${count} of the requests that are remembered came in full.`
}
