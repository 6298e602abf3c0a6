import type { ReactNode } from 'react'

interface NoEntriesProps {
  /** There are some that the filter leaves out. */
  readonly areHidden: boolean
  readonly onShowAll: () => void
}

/** Stands where the table would be empty. */
export function NoEntries({ areHidden, onShowAll }: NoEntriesProps): ReactNode {
  if (areHidden) {
    return (
      <div className="etd-empty">
        <h3>No entry is like that</h3>
        <p>
          The filter looks into URLs, ETags and tags.{' '}
          <button type="button" className="etd-button" onClick={onShowAll}>
            Show all
          </button>
        </p>
      </div>
    )
  }
  return (
    <div className="etd-empty">
      <h3>Nothing is stored yet</h3>
      <p>
        Answers to GET appear here once <code>client.fetch</code> or <code>client.json</code> has
        read them to their end. What says <code>no-store</code>, and errors, are not kept.
      </p>
    </div>
  )
}
