import type { ReactNode } from 'react'
import type { RequestRow } from '../recording/request-row.ts'

/** What was examined, and what would be found. */
export function NoFindings({ rows }: { readonly rows: readonly RequestRow[] }): ReactNode {
  const origins = new Set(rows.map(({ url }) => new URL(url).origin))
  return (
    <div className="etd-empty">
      <h3>No findings</h3>
      <p>
        {rows.length === 0
          ? 'Nothing was examined yet: the doctor listens to what the page asks for.'
          : `Examined: the answers to ${rows.length} requests to ${[...origins].join(', ')}.`}
      </p>
      <p className="etd-about">It would find:</p>
      <ul className="etd-bullets">
        <li>answers without ETag and Last-Modified, or whose ETag script may not see (CORS)</li>
        <li>preflights that refuse If-None-Match, If-Modified-Since or Cache-Control</li>
        <li>a 304 without the fields of CORS, which script cannot read</li>
        <li>full answers under the very ETag that the request named</li>
        <li>Vary: *, and no-store beside a validator: nothing is stored then</li>
      </ul>
    </div>
  )
}
