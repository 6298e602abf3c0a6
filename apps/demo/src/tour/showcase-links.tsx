import { Link } from '@tanstack/react-router'
import { Columns2, Scale } from 'lucide-react'

/** The two other pages that show what the cache is for. */
export function ShowcaseLinks({ onFollow }: { readonly onFollow?: () => void }) {
  return (
    <ul className="showcase-links">
      <li>
        <Link to="/side-by-side" onClick={onFollow}>
          <Columns2 size={17} aria-hidden="true" />
          <span>
            <b>Side by side</b> <span className="quiet">two users in two frames</span>
          </span>
        </Link>
      </li>
      <li>
        <Link to="/compare" onClick={onFollow}>
          <Scale size={17} aria-hidden="true" />
          <span>
            <b>Compare</b> <span className="quiet">the same reads, with it and without</span>
          </span>
        </Link>
      </li>
    </ul>
  )
}
