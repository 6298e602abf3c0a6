import type { ReactNode } from 'react'
import { countText } from '../panel/figures.ts'
import type { Answer } from './concerned.ts'

/** What was examined, and what would be found. */
export function NoFindings({ answers }: { readonly answers: readonly Answer[] }): ReactNode {
  const origins = new Set(answers.map(({ origin }) => origin))
  return (
    <div className="etd-empty">
      <h3>No findings</h3>
      <p>
        {answers.length === 0
          ? 'The doctor examines each answer of an origin. None is among the requests that are remembered.'
          : `Examined, of the requests that are remembered: ${countText(answers.length, 'answer')} of ${[...origins].join(', ')}.`}
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
